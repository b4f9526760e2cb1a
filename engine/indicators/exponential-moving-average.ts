import { ExponentialSmoother } from './exponential-smoother.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Average in which each input has the weight `smoothingFactor` and the past the rest (LEAN: ExponentialMovingAverage.cs).
 *
 * 0 until `period` inputs have arrived; the first value is their arithmetic mean.
 */
export class ExponentialMovingAverage extends Indicator {
  private readonly seed: SumWindow;
  private readonly smoother: ExponentialSmoother;

  constructor(
    period: number,
    smoothingFactor: number = ExponentialMovingAverage.smoothingFactorDefault(period),
    name = `EMA(${period})`,
  ) {
    super(name);
    this.seed = new SumWindow(requirePeriod(name, period));
    this.smoother = new ExponentialSmoother(smoothingFactor);
  }

  static smoothingFactorDefault(period: number): number {
    return 2 / (1 + period);
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
    if (this.seed.isFull) this.smoother.start(this.seed.mean);
    this.publish(point, this.smoother.level);
    return this.seed.isFull;
  }

  override reset(): void {
    super.reset();
    this.seed.clear();
    this.smoother.start(0);
  }
}
