import { PointCursor, type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { roundHalfEven } from './numeric.ts';
import { requirePeriod } from './require-period.ts';

/** Linear weighted average over sqrt(n) of 2 LWMA(n/2) - LWMA(n) (LEAN: HullMovingAverage.cs). 0 until ready. */
export class HullMovingAverage extends Indicator {
  private readonly fast: LinearWeightedMovingAverage;
  private readonly slow: LinearWeightedMovingAverage;
  private readonly hull: LinearWeightedMovingAverage;
  private readonly cursor = new PointCursor();

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

  updateFrom(point: DataPoint): boolean {
    const { endTime } = point;
    if (!this.accepts(point)) return this.isReady;
    this.fast.updateFrom(point);
    if (this.slow.updateFrom(point))
      this.hull.updateFrom(this.cursor.write(endTime, 2 * this.fast.value - this.slow.value));
    this.publish(point, this.hull.value);
    return this.hull.isReady;
  }

  override reset(): void {
    super.reset();
    this.fast.reset();
    this.slow.reset();
    this.hull.reset();
  }
}
