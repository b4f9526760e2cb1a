import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** The input minus the one of `period` updates ago, the first one until there is that (LEAN: Momentum.cs). */
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

  update(time: number, value: number): boolean {
    if (this.accepts(time, value)) this.publish(time, value - this.inputs.shift(value));
    return this.isReady;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}
