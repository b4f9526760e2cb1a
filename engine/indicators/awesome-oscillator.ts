import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { type Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';

/** Fast minus slow average of the bars' midpoints (LEAN: AwesomeOscillator.cs). 0 until ready. */
export class AwesomeOscillator extends BarIndicator {
  readonly slowAo: Indicator;
  readonly fastAo: Indicator;
  readonly warmUpPeriod: number;
  private readonly cursor = new PointCursor();

  constructor(
    fastPeriod: number,
    slowPeriod: number,
    type: MovingAverageType = MovingAverageType.Simple,
    name = `AO(${fastPeriod},${slowPeriod},${type})`,
  ) {
    super(name);
    this.warmUpPeriod = Math.max(slowPeriod, fastPeriod);
    this.slowAo = movingAverage(type, slowPeriod);
    this.fastAo = movingAverage(type, fastPeriod);
  }

  get isReady(): boolean {
    return this.slowAo.isReady && this.fastAo.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low } = bar;
    if (!this.accepts(bar)) return this.isReady;
    const middle = (high + low) / 2;
    this.slowAo.updateFrom(this.cursor.write(endTime, middle));
    this.fastAo.updateFrom(this.cursor.write(endTime, middle));
    const isReady = this.isReady;
    this.publish(bar, isReady ? this.fastAo.value - this.slowAo.value : 0);
    return isReady;
  }

  override reset(): void {
    super.reset();
    this.slowAo.reset();
    this.fastAo.reset();
  }
}
