import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Net movement over `period` inputs divided by the way that it took: 1 is a straight line, near 0 is noise
 * (LEAN: KaufmanEfficiencyRatio.cs). The input itself until ready.
 */
export class KaufmanEfficiencyRatio extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly way: SumWindow;

  constructor(period: number, name = `KER(${period})`) {
    super(name);
    this.inputs = new ValueWindow(requirePeriod(name, period) + 1);
    this.way = new SumWindow(period);
  }

  get isReady(): boolean {
    return this.inputs.isFull;
  }

  get warmUpPeriod(): number {
    return this.inputs.size;
  }

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    if (this.samples > 1) this.way.add(Math.abs(value - this.inputs.at(0)));
    this.inputs.add(value);
    this.publish(time, this.inputs.isFull ? this.ratio(value) : value);
    return this.inputs.isFull;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
    this.way.clear();
  }

  private ratio(value: number): number {
    const movement = value - this.inputs.at(this.inputs.size - 1);
    const way = this.way.sum;
    return way <= movement || way === 0 ? 1 : Math.abs(movement / way);
  }
}
