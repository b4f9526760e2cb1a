import { ExtremeWindow } from './extreme-window.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';

/** Greatest of the last `period` inputs (LEAN: Maximum.cs). */
export class Maximum extends Indicator {
  private readonly window: ExtremeWindow;

  constructor(period: number, name = `MAX(${period})`) {
    super(name);
    this.window = new ExtremeWindow(requirePeriod(name, period), 1);
  }

  get isReady(): boolean {
    return this.samples >= this.window.size;
  }

  get warmUpPeriod(): number {
    return this.window.size;
  }

  /** Number of updates since the maximum, 0 when it is the last input; among equal ones the latest counts. */
  get periodsSinceMaximum(): number {
    return this.samples === 0 ? 0 : this.window.age;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (this.accepts(point)) {
      this.window.add(value);
      this.publish(point, this.window.value);
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.window.clear();
  }
}
