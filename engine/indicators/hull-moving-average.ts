import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { roundHalfEven } from './numeric.ts';
import { requirePeriod } from './require-period.ts';

/** Linear weighted average over sqrt(n) of 2 LWMA(n/2) - LWMA(n) (LEAN: HullMovingAverage.cs). 0 until ready. */
export class HullMovingAverage extends Indicator {
  private readonly fast: LinearWeightedMovingAverage;
  private readonly slow: LinearWeightedMovingAverage;
  private readonly hull: LinearWeightedMovingAverage;

  constructor(period: number, name = `HMA(${period})`) {
    super(name);
    requirePeriod(name, period, 2);
    this.fast = new LinearWeightedMovingAverage(roundHalfEven(period / 2));
    this.slow = new LinearWeightedMovingAverage(period);
    this.hull = new LinearWeightedMovingAverage(roundHalfEven(Math.sqrt(period)));
  }

  get isReady(): boolean {
    return this.hull.isReady;
  }

  get warmUpPeriod(): number {
    return this.slow.warmUpPeriod + this.hull.warmUpPeriod - 1;
  }

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    this.fast.update(time, value);
    if (this.slow.update(time, value)) this.hull.update(time, 2 * this.fast.value - this.slow.value);
    this.publish(time, this.hull.value);
    return this.hull.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.fast.reset();
    this.slow.reset();
    this.hull.reset();
  }
}
