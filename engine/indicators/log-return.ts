import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/** Natural logarithm of the input divided by that of `period` updates ago; 0 when that is not finite (LEAN: LogReturn.cs). */
export class LogReturn extends Indicator {
  private readonly inputs: ValueWindow;

  constructor(period: number, name = `LOGR(${period})`) {
    super(name);
    this.inputs = new ValueWindow(requirePeriod(name, period));
  }

  get isReady(): boolean {
    return this.samples >= this.inputs.size;
  }

  get warmUpPeriod(): number {
    return this.inputs.size;
  }

  updateFrom(point: DataPoint): boolean {
    if (this.accepts(point)) {
      this.inputs.add(point.value);
      this.publish(point, logarithmOfRatio(point.value, this.inputs.base));
    }
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }
}

function logarithmOfRatio(value: number, base: number): number {
  const result = Math.log(value / base);
  return Number.isFinite(result) ? result : 0;
}
