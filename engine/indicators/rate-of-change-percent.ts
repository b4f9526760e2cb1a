import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { rateOfChange } from './rate-of-change.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** Change since the input of `period` updates ago, in percent of it; 0 when it was 0 (LEAN: RateOfChangePercent.cs). */
export class RateOfChangePercent extends Indicator {
  private readonly inputs: ValueWindow;

  constructor(period: number, name = `ROCP(${period})`) {
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
      this.publish(point, 100 * rateOfChange(point.value, this.inputs.base));
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}
