import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';
import { ValueWindow } from './value-window.ts';

/** Mean distance of the last `period` inputs from their mean (LEAN: MeanAbsoluteDeviation.cs). */
export class MeanAbsoluteDeviation extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly sums: SumWindow;

  constructor(period: number, name = `MAD(${period})`) {
    super(name);
    this.inputs = new ValueWindow(requirePeriod(name, period));
    this.sums = new SumWindow(period);
  }

  get isReady(): boolean {
    return this.inputs.isFull;
  }

  get warmUpPeriod(): number {
    return this.inputs.size;
  }

  updateFrom(point: DataPoint): boolean {
    const { value } = point;
    if (!this.accepts(point)) return this.isReady;
    this.inputs.add(value);
    this.sums.add(value);
    this.publish(point, this.deviation(this.sums.mean));
    return this.inputs.isFull;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
    this.sums.clear();
  }

  private deviation(mean: number): number {
    const { ring, count } = this.inputs;
    let total = 0;
    for (let index = 0; index < count; index++) total += Math.abs(ring[index] - mean);
    return total / count;
  }
}
