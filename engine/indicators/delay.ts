import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** The input of `period` updates ago, or the first one while there are fewer (LEAN: Delay.cs). */
export class Delay extends Indicator {
  private readonly inputs: ValueWindow;

  constructor(period: number, name = `DELAY(${period})`) {
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
      this.publish(point, this.inputs.base);
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}
