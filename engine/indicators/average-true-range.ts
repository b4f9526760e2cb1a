import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';
import { type Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType, movingAverageTypeName } from './moving-average-type.ts';
import { TrueRange } from './true-range.ts';

/** Average of the true range, Wilder's unless told otherwise (LEAN: AverageTrueRange.cs). */
export class AverageTrueRange extends BarIndicator {
  readonly trueRange: TrueRange;
  readonly warmUpPeriod: number;
  private readonly average: Indicator;

  constructor(
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    name = `ATR(${period})`,
  ) {
    super(name);
    this.warmUpPeriod = period;
    this.trueRange = new TrueRange(name);
    this.average = movingAverage(movingAverageType, period, `${name}_${movingAverageTypeName(movingAverageType)}`);
  }

  get isReady(): boolean {
    return this.average.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const time = bar.endTime;
    if (!this.accepts(time, bar.close)) return this.isReady;
    this.trueRange.updateFrom(bar);
    const isReady = this.average.update(time, this.trueRange.value);
    this.publish(time, this.average.value);
    return isReady;
  }

  override reset(): void {
    super.reset();
    this.trueRange.reset();
    this.average.reset();
  }
}
