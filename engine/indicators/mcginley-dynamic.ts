import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/**
 * McGinley's average, whose step shrinks with the fourth power of input / average (LEAN: McGinleyDynamic.cs).
 *
 * 0 until `period` inputs have arrived; the first value is their arithmetic mean.
 */
export class McGinleyDynamic extends Indicator {
  private readonly seed: SumWindow;

  constructor(period: number, name = `MGD(${period})`) {
    super(name);
    this.seed = new SumWindow(requirePeriod(name, period));
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
    if (this.samples <= this.seed.size) {
      this.seed.add(value);
      this.publish(point, this.seed.isFull ? this.seed.mean : 0);
    } else {
      this.publish(point, this.step(value));
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.seed.clear();
  }

  private step(value: number): number {
    if (this.value === 0 || value === 0) return this.value;
    const ratio = value / this.value;
    return this.value + (value - this.value) / (this.seed.size * ratio * ratio * ratio * ratio);
  }
}
