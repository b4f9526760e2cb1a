import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** The input minus that of `period` updates ago, or minus the first one while there are fewer (LEAN: Momentum.cs). */
export class Momentum extends Indicator {
  private readonly inputs: ValueWindow;

  constructor(period: number, name = `MOM(${period})`) {
    super(name);
    this.inputs = new ValueWindow(requirePeriod(name, period));
  }

  get isReady(): boolean {
    return this.samples > this.inputs.size;
  }

  get warmUpPeriod(): number {
    return this.inputs.size + 1;
  }

  updateFrom(point: DataPoint): boolean {
    if (this.accepts(point)) {
      this.inputs.add(point.value);
      this.publish(point, point.value - this.inputs.base);
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}
