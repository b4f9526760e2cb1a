import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Average of the last `period` inputs with weights 1, 2, ... `period`, the largest for the newest
 * (LEAN: LinearWeightedMovingAverage.cs). 0 until ready.
 */
export class LinearWeightedMovingAverage extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly weights: number;
  private average = 0;

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

  updateFrom(point: DataPoint): boolean {
    if (!this.accepts(point)) return this.isReady;
    this.inputs.add(point.value);
    const isFull = this.inputs.isFull;
    if (isFull) this.weigh();
    this.publish(point, isFull ? this.average : 0);
    return isFull;
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }

  /** Averages the distances from the newest input, so that equal inputs give exactly their value. */
  private weigh(): void {
    const { ring, size, newest } = this.inputs;
    let position = this.inputs.head;
    let weighted = 0;
    for (let weight = 1; weight < size; weight++) {
      weighted += weight * (ring[position] - newest);
      position = position + 1 === size ? 0 : position + 1;
    }
    this.average = newest + weighted / this.weights;
  }
}
