import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** Tillson's T3: a double exponential average taken three times over (LEAN: T3MovingAverage.cs). */
export class T3MovingAverage extends Indicator {
  private readonly period: number;
  private readonly first: DoubleExponentialMovingAverage;
  private readonly second: DoubleExponentialMovingAverage;
  private readonly third: DoubleExponentialMovingAverage;

  constructor(period: number, volumeFactor = 0.7, name = `T3(${period},${volumeFactor})`) {
    super(name);
    this.period = period;
    this.first = new DoubleExponentialMovingAverage(period, volumeFactor);
    this.second = new DoubleExponentialMovingAverage(period, volumeFactor);
    this.third = new DoubleExponentialMovingAverage(period, volumeFactor);
  }

  get isReady(): boolean {
    return this.samples > 6 * (this.period - 1);
  }

  get warmUpPeriod(): number {
    return 1 + 6 * (this.period - 1);
  }

  update(time: number, value: number): boolean {
    if (this.accepts(time, value)) this.publish(time, this.next(time, value));
    return this.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
    this.third.reset();
  }

  private next(time: number, value: number): number {
    if (!this.first.update(time, value)) return this.first.value;
    if (!this.second.update(time, this.first.value)) return this.second.value;
    this.third.update(time, this.second.value);
    return this.third.value;
  }
}
