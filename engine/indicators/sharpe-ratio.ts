import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { RateOfChange } from './rate-of-change.ts';
import { requirePeriod } from './require-period.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';

/** The risk-free return per period as a function of time (wall-clock milliseconds), or a constant. */
export type RiskFreeRate = number | ((time: number) => number);

/**
 * Mean return of the last `period` inputs minus the risk-free return, divided by the standard deviation of the returns
 * (LEAN: SharpeRatio.cs). Keeps its value while the returns do not deviate.
 */
export class SharpeRatio extends Indicator {
  private readonly riskFreeRate: RiskFreeRate;
  private readonly period: number;
  private readonly change = new RateOfChange(1);
  private readonly mean: SimpleMovingAverage;
  private readonly deviation: StandardDeviation;
  private readonly cursor = new PointCursor();

  constructor(period: number, riskFreeRate: RiskFreeRate = 0, name = `SR(${period})`) {
    super(name);
    this.period = requirePeriod(name, period);
    this.riskFreeRate = riskFreeRate;
    this.mean = new SimpleMovingAverage(period);
    this.deviation = new StandardDeviation(period);
  }

  get isReady(): boolean {
    return this.samples > this.period + 1;
  }

  get warmUpPeriod(): number {
    return this.period + 2;
  }

  updateFrom(point: DataPoint): boolean {
    if (!this.accepts(point)) return this.isReady;
    if (this.change.updateFrom(point)) {
      this.cursor.write(point.endTime, this.change.value);
      this.mean.updateFrom(this.cursor);
      this.deviation.updateFrom(this.cursor);
    }
    const deviation = this.deviation.value;
    const rate = this.riskFreeRate;
    const riskFree = typeof rate === 'number' ? rate : rate(point.endTime);
    this.publish(point, deviation === 0 ? this.value : (this.mean.value - riskFree) / deviation);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.change.reset();
    this.mean.reset();
    this.deviation.reset();
  }
}
