import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Net movement over `period` inputs divided by the length of its path: 1 is a straight line, near 0 is noise
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

  updateFrom(point: DataPoint): boolean {
    if (!this.accepts(point)) return this.isReady;
    const { value } = point;
    if (this.samples > 1) this.way.add(Math.abs(value - this.inputs.newest));
    this.inputs.add(value);
    const way = this.way.sum;
    const movement = value - this.inputs.ring[this.inputs.oldestPosition];
    const ratio = way <= movement || way === 0 ? 1 : Math.abs(movement / way);
    this.publish(point, this.inputs.isFull ? ratio : value);
    return this.inputs.isFull;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
    this.way.clear();
  }
}
