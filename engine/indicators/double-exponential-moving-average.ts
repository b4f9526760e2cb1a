import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/**
 * (1 + v) EMA - v EMA of EMA, with the volume factor v (LEAN: DoubleExponentialMovingAverage.cs).
 *
 * 0 until the inner average is ready.
 */
export class DoubleExponentialMovingAverage extends Indicator {
  private readonly period: number;
  private readonly volumeFactor: number;
  private readonly inner: ExponentialMovingAverage;
  private readonly outer: ExponentialMovingAverage;

  constructor(period: number, volumeFactor = 1, name = `DEMA(${period})`) {
    super(name);
    this.period = period;
    this.volumeFactor = volumeFactor;
    this.inner = new ExponentialMovingAverage(period);
    this.outer = new ExponentialMovingAverage(period);
  }

  get isReady(): boolean {
    return this.samples > 2 * (this.period - 1);
  }

  get warmUpPeriod(): number {
    return 1 + 2 * (this.period - 1);
  }

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    if (this.inner.update(time, value)) {
      this.outer.update(time, this.inner.value);
      this.publish(time, this.inner.value + this.volumeFactor * (this.inner.value - this.outer.value));
    } else {
      this.publish(time, 0);
    }
    return this.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inner.reset();
    this.outer.reset();
  }
}
