import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';

/** Change in percent, from input to input, of a triple-smoothed exponential average (LEAN: Trix.cs). */
export class Trix extends Indicator {
  private readonly period: number;
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;
  private readonly third: ExponentialMovingAverage;
  private readonly change = new RateOfChangePercent(1);
  private readonly cursor = new PointCursor();

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

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    const { first, second, third } = this;
    if (
      first.updateFrom(point) &&
      second.updateFrom(this.cursor.write(endTime, first.value)) &&
      third.updateFrom(this.cursor.write(endTime, second.value))
    ) {
      this.change.updateFrom(this.cursor.write(endTime, third.value));
    }
    this.publish(point, this.change.value);
    return this.change.isReady;
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
    this.third.reset();
    this.change.reset();
  }
}
