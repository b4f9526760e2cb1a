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

  update(time: number, value: number): boolean {
    if (!this.accepts(time, value)) return this.isReady;
    this.inputs.add(value);
    this.sums.add(value);
    this.publish(time, this.deviation(this.sums.mean));
    return this.inputs.isFull;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
    this.sums.clear();
  }

  private deviation(mean: number): number {
    let total = 0;
    const count = this.inputs.count;
    for (let index = 0; index < count; index++) total += Math.abs(this.inputs.at(index) - mean);
    return total / count;
  }
}
