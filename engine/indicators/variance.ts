import { DeviationWindow } from './deviation-window.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';

/** Population variance (divided by the count) of the last `period` inputs (LEAN: Variance.cs). */
export class Variance extends Indicator {
  private readonly window: DeviationWindow;

  constructor(period: number, name = `VAR(${period})`) {
    super(name);
    this.window = new DeviationWindow(requirePeriod(name, period));
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
      this.publish(point, this.window.variance);
    }
    return this.window.isFull;
  }

  override reset(): void {
    super.reset();
    this.window.clear();
  }
}
