import { Delay } from './delay.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { roundHalfEven } from './numeric.ts';
import { requirePeriod } from './require-period.ts';

/**
 * Exponential average of the input plus its change over half a period, which removes most of the lag
 * (LEAN: ZeroLagExponentialMovingAverage.cs). 0 until the delay is filled.
 */
export class ZeroLagExponentialMovingAverage extends Indicator {
  private readonly average: ExponentialMovingAverage;
  private readonly delayed: Delay;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `ZLEMA(${period})`) {
    super(name);
    this.average = new ExponentialMovingAverage(requirePeriod(name, period, 3));
    this.delayed = new Delay(roundHalfEven((period - 1) / 2));
  }

  get isReady(): boolean {
    return this.average.isReady;
  }

  get warmUpPeriod(): number {
    return this.average.warmUpPeriod + Math.floor(this.average.warmUpPeriod / 2);
  }

  updateFrom(point: DataPoint): boolean {
    const { endTime, value } = point;
    if (!this.accepts(point)) return this.isReady;
    const isDelayed = this.delayed.updateFrom(point);
    if (isDelayed) this.average.updateFrom(this.cursor.write(endTime, value + (value - this.delayed.value)));
    this.publish(point, isDelayed ? this.average.value : 0);
    return this.average.isReady;
  }

  override reset(): void {
    super.reset();
    this.average.reset();
    this.delayed.reset();
  }
}
