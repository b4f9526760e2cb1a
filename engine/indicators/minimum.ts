import { ExtremeWindow } from './extreme-window.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';

/** Smallest of the last `period` inputs (LEAN: Minimum.cs). */
export class Minimum extends Indicator {
  private readonly window: ExtremeWindow;

  constructor(period: number, name = `MIN(${period})`) {
    super(name);
    this.window = new ExtremeWindow(requirePeriod(name, period), -1);
  }

  get isReady(): boolean {
    return this.samples >= this.window.size;
  }

  get warmUpPeriod(): number {
    return this.window.size;
  }

  /** Number of updates since the minimum, 0 when it is the last input; among equal ones the latest counts. */
  get periodsSinceMinimum(): number {
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
