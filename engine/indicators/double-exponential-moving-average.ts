import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
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
  private readonly cursor = new PointCursor();

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

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    if (this.inner.updateFrom(point)) {
      this.outer.updateFrom(this.cursor.write(endTime, this.inner.value));
      this.publish(point, this.inner.value + this.volumeFactor * (this.inner.value - this.outer.value));
    } else {
      this.publish(point, 0);
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inner.reset();
    this.outer.reset();
  }
}
