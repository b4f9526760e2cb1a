import { BarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { type Indicator } from './indicator.ts';
import { MeanAbsoluteDeviation } from './mean-absolute-deviation.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';

/** Lambert's constant: about three quarters of the values fall between -100 and 100. */
const SCALE = 0.015;

/**
 * Distance of the typical price from its average in units of 0.015 mean absolute deviations
 * (LEAN: CommodityChannelIndex.cs); 0 when the price did not move.
 */
export class CommodityChannelIndex extends BarIndicator {
  readonly movingAverageType: MovingAverageType;
  readonly typicalPriceAverage: Indicator;
  readonly typicalPriceMeanDeviation: MeanAbsoluteDeviation;
  readonly warmUpPeriod: number;
  private readonly cursor = new PointCursor();

  constructor(
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    name = `CCI(${period})`,
  ) {
    super(name);
    this.warmUpPeriod = period;
    this.movingAverageType = movingAverageType;
    this.typicalPriceAverage = movingAverage(movingAverageType, period, `${name}_TypicalPriceAvg`);
    this.typicalPriceMeanDeviation = new MeanAbsoluteDeviation(period, `${name}_TypicalPriceMAD`);
  }

  get isReady(): boolean {
    return this.typicalPriceAverage.isReady && this.typicalPriceMeanDeviation.isReady;
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low, close } = bar;
    if (!this.accepts(bar)) return this.isReady;
    const typical = (high + low + close) / 3;
    this.typicalPriceAverage.updateFrom(this.cursor.write(endTime, typical));
    this.typicalPriceMeanDeviation.updateFrom(this.cursor.write(endTime, typical));
    const unit = SCALE * this.typicalPriceMeanDeviation.value;
    this.publish(bar, unit === 0 ? 0 : (typical - this.typicalPriceAverage.value) / unit);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.typicalPriceAverage.reset();
    this.typicalPriceMeanDeviation.reset();
  }
}
