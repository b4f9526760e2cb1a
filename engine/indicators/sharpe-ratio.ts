import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { RateOfChange } from './rate-of-change.ts';
import { requirePeriod } from './require-period.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';

/** The risk-free return of one period at a time (wall-clock milliseconds), or the same one always. */
export type RiskFreeRate = number | ((time: number) => number);

/**
 * Mean return of the last `period` inputs over the risk-free one, in standard deviations of the returns
 * (LEAN: SharpeRatio.cs). Keeps its value while the returns do not deviate.
 */
export class SharpeRatio extends Indicator {
  private readonly riskFreeRate: RiskFreeRate;
  private readonly period: number;
  private readonly change = new RateOfChange(1);
  private readonly mean: SimpleMovingAverage;
  private readonly deviation: StandardDeviation;

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

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    if (this.change.update(time, value)) {
      this.mean.update(time, this.change.value);
      this.deviation.update(time, this.change.value);
    }
    this.publish(time, this.ratio(time));
    return this.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.change.reset();
    this.mean.reset();
    this.deviation.reset();
  }

  private ratio(time: number): number {
    if (this.deviation.value === 0) return this.value;
    const riskFree = typeof this.riskFreeRate === 'number' ? this.riskFreeRate : this.riskFreeRate(time);
    return (this.mean.value - riskFree) / this.deviation.value;
  }
}
