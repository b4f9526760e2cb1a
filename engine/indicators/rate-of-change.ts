import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** Change since the input of `period` updates ago, as a share of it; 0 when it was 0 (LEAN: RateOfChange.cs). */
export class RateOfChange extends Indicator {
  private readonly inputs: ValueWindow;

  constructor(period: number, name = `ROC(${period})`) {
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
      this.publish(point, rateOfChange(point.value, this.inputs.base));
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}

/** The change from `base` to `value` as a share of `base`; 0 when `base` is 0. */
export function rateOfChange(value: number, base: number): number {
  return base === 0 ? 0 : (value - base) / base;
}
