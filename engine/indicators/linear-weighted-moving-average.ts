import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Average of the last `period` inputs with weights 1, 2, ... `period`, the newest the heaviest
 * (LEAN: LinearWeightedMovingAverage.cs). 0 until ready.
 */
export class LinearWeightedMovingAverage extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly weights: number;

  constructor(period: number, name = `LWMA(${period})`) {
    super(name);
    this.inputs = new ValueWindow(requirePeriod(name, period));
    this.weights = (period * (period + 1)) / 2;
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
    this.publish(time, this.inputs.isFull ? this.average(value) : 0);
    return this.inputs.isFull;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }

  /** Distances from the newest input are averaged, so that equal inputs give exactly that number. */
  private average(newest: number): number {
    let weighted = 0;
    const size = this.inputs.size;
    for (let index = 1; index < size; index++) weighted += (size - index) * (this.inputs.at(index) - newest);
    return newest + weighted / this.weights;
  }
}
