import { ExponentialSmoother } from './exponential-smoother.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Wilder's average: each input has the weight 1 / `period` (LEAN: WilderMovingAverage.cs).
 *
 * For the first `period` inputs the value is their arithmetic mean.
 */
export class WilderMovingAverage extends Indicator {
  private readonly seed: SumWindow;
  private readonly smoother: ExponentialSmoother;

  constructor(period: number, name = `WWMA${period}`) {
    super(name);
    this.seed = new SumWindow(requirePeriod(name, period));
    this.smoother = new ExponentialSmoother(1 / period);
  }

  get isReady(): boolean {
    return this.samples >= this.seed.size;
  }

  get warmUpPeriod(): number {
    return this.seed.size;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    if (this.samples > this.seed.size) {
      this.smoother.add(value);
      this.publish(point, this.smoother.level);
      return true;
    }
    this.seed.add(value);
    this.smoother.start(this.seed.mean);
    this.publish(point, this.smoother.level);
    return this.seed.isFull;
  }

  override reset(): void {
    super.reset();
    this.seed.clear();
    this.smoother.start(0);
  }
}
