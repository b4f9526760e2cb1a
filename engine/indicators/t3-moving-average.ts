import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** Tillson's T3: a generalized double exponential average applied three times (LEAN: T3MovingAverage.cs). */
export class T3MovingAverage extends Indicator {
  private readonly period: number;
  private readonly first: DoubleExponentialMovingAverage;
  private readonly second: DoubleExponentialMovingAverage;
  private readonly third: DoubleExponentialMovingAverage;
  private readonly cursor = new PointCursor();

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

  updateFrom(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (this.accepts(point)) this.publish(point, this.next(endTime, value));
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
    this.third.reset();
  }

  private next(time: number, value: number): number {
    if (!this.first.updateFrom(this.cursor.write(time, value))) return this.first.value;
    if (!this.second.updateFrom(this.cursor.write(time, this.first.value))) return this.second.value;
    this.third.updateFrom(this.cursor.write(time, this.second.value));
    return this.third.value;
  }
}
