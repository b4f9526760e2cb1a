import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/** Sum of the last `period` inputs (LEAN: Sum.cs). */
export class Sum extends Indicator {
  private readonly window: SumWindow;

  constructor(period: number, name = `SUM(${period})`) {
    super(name);
    this.window = new SumWindow(requirePeriod(name, period));
  }

  get isReady(): boolean {
    return this.window.isFull;
  }

  get warmUpPeriod(): number {
    return this.window.size;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (this.accepts(point)) {
      this.window.add(value);
      this.publish(point, this.window.sum);
    }
    return this.window.isFull;
  }

  override reset(): void {
    super.reset();
    this.window.clear();
  }
}
