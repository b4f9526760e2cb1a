import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';
import { Identity } from './identity.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';

/**
 * Fast average minus slow average, an average of that difference as the signal, and the difference of both as the
 * histogram (LEAN: MovingAverageConvergenceDivergence.cs).
 */
export class MovingAverageConvergenceDivergence extends Indicator {
  readonly fast: Indicator;
  readonly slow: Indicator;
  readonly signal: Indicator;
  readonly histogram: Identity;
  readonly warmUpPeriod: number;
  private readonly cursor = new PointCursor();

  constructor(
    fastPeriod: number,
    slowPeriod: number,
    signalPeriod: number,
    type: MovingAverageType = MovingAverageType.Exponential,
  ) {
    const name = `MACD(${fastPeriod},${slowPeriod},${signalPeriod})`;
    super(name);
    if (!(fastPeriod < slowPeriod)) {
      throw new EngineError(
        INDICATOR_ERRORS.INVALID_PERIOD,
        `${name} has a fast period of ${fastPeriod} and a slow one of ${slowPeriod}. Give a fast period smaller than the slow one.`,
      );
    }
    this.warmUpPeriod = slowPeriod + signalPeriod - 1;
    this.fast = movingAverage(type, fastPeriod, `${name}_Fast`);
    this.slow = movingAverage(type, slowPeriod, `${name}_Slow`);
    this.signal = movingAverage(type, signalPeriod, `${name}_Signal`);
    this.histogram = new Identity(`${name}_Histogram`);
  }

  get isReady(): boolean {
    return this.signal.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    const isFastReady = this.fast.updateFrom(point);
    const isSlowReady = this.slow.updateFrom(point);
    const difference = this.fast.value - this.slow.value;
    if (isFastReady && isSlowReady && this.signal.updateFrom(this.cursor.write(endTime, difference))) {
      this.histogram.updateFrom(this.cursor.write(endTime, difference - this.signal.value));
    }
    this.publish(point, difference);
    return this.signal.isReady;
  }

  override reset(): void {
    super.reset();
    this.fast.reset();
    this.slow.reset();
    this.signal.reset();
    this.histogram.reset();
  }
}
