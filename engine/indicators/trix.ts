import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** Change in percent, from input to input, of an exponential average taken three times over (LEAN: Trix.cs). */
export class Trix extends Indicator {
  private readonly period: number;
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;
  private readonly third: ExponentialMovingAverage;
  private readonly change = new RateOfChangePercent(1);

  constructor(period: number, name = `TRIX(${period})`) {
    super(name);
    this.period = period;
    this.first = new ExponentialMovingAverage(period);
    this.second = new ExponentialMovingAverage(period);
    this.third = new ExponentialMovingAverage(period);
  }

  get isReady(): boolean {
    return this.change.isReady;
  }

  get warmUpPeriod(): number {
    return 3 * (this.period - 1) + this.change.warmUpPeriod;
  }

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    const { first, second, third } = this;
    if (first.update(time, value) && second.update(time, first.value) && third.update(time, second.value)) {
      this.change.update(time, third.value);
    }
    this.publish(time, this.change.value);
    return this.change.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
    this.third.reset();
    this.change.reset();
  }
}
