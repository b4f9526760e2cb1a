import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { type Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';

/**
 * An average of the typical price with bands `multiple` average true ranges above and below it (LEAN: KeltnerChannels.cs).
 *
 * The value is the middle band; the other bands are 0 until it is ready.
 */
export class KeltnerChannels extends BarIndicator {
  readonly middleBand: Indicator;
  readonly upperBand: IndicatorOutput;
  readonly lowerBand: IndicatorOutput;
  readonly averageTrueRange: AverageTrueRange;
  readonly warmUpPeriod: number;
  private readonly multiple: number;
  private readonly cursor = new PointCursor();

  constructor(
    period: number,
    multiple: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    name = `KC(${period},${multiple})`,
  ) {
    super(name);
    this.warmUpPeriod = period;
    this.multiple = multiple;
    this.averageTrueRange = new AverageTrueRange(period, MovingAverageType.Simple, `${name}_AverageTrueRange`);
    this.middleBand = movingAverage(movingAverageType, period, `${name}_MiddleBand`);
    this.upperBand = new IndicatorOutput(`${name}_UpperBand`, period);
    this.lowerBand = new IndicatorOutput(`${name}_LowerBand`, period);
  }

  get isReady(): boolean {
    return this.middleBand.isReady && this.averageTrueRange.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.averageTrueRange.updateFrom(bar);
    const isMiddleReady = this.middleBand.updateFrom(this.cursor.write(endTime, (high + low + close) / 3));
    const middle = isMiddleReady ? this.middleBand.value : 0;
    const distance = isMiddleReady ? this.averageTrueRange.value * this.multiple : 0;
    this.lowerBand.take(this.cursor.write(endTime, middle - distance), isMiddleReady);
    this.upperBand.take(this.cursor.write(endTime, middle + distance), isMiddleReady);
    this.publish(bar, this.middleBand.value);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.averageTrueRange.reset();
    this.middleBand.reset();
    this.upperBand.reset();
    this.lowerBand.reset();
  }
}
