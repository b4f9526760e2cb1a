import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { type Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';
import { TrueRange } from './true-range.ts';

/** Average of the true range, by default Wilder's (LEAN: AverageTrueRange.cs). */
export class AverageTrueRange extends BarIndicator {
  readonly trueRange: TrueRange;
  readonly warmUpPeriod: number;
  private readonly average: Indicator;
  private readonly cursor = new PointCursor();

  constructor(
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    name = `ATR(${period})`,
  ) {
    super(name);
    this.warmUpPeriod = period;
    this.trueRange = new TrueRange(name);
    this.average = movingAverage(movingAverageType, period, `${name}_${movingAverageType}`);
  }

  get isReady(): boolean {
    return this.average.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const time = bar.endTime;
    if (!this.accepts(bar)) return this.isReady;
    this.trueRange.updateFrom(bar);
    const isReady = this.average.updateFrom(this.cursor.write(time, this.trueRange.value));
    this.publish(bar, this.average.value);
    return isReady;
  }

  override reset(): void {
    super.reset();
    this.trueRange.reset();
    this.average.reset();
  }
}
