import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Average with Gaussian weights whose peak lies `offset` of the way to the newest input and whose width is
 * `period` / `sigma` (LEAN: ArnaudLegouxMovingAverage.cs). The input itself until ready.
 */
export class ArnaudLegouxMovingAverage extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly weights: Float64Array;

  constructor(period: number, sigma = 6, offset = 0.85, name = `ALMA(${period},${sigma},${offset})`) {
    super(name);
    if (!(offset >= 0 && offset <= 1)) {
      throw new EngineError(
        INDICATOR_ERRORS.INVALID_ARGUMENT,
        `${name} was given the offset ${offset}. Give one between 0 and 1.`,
      );
    }
    this.inputs = new ValueWindow(requirePeriod(name, period));
    this.weights = gaussianWeights(period, sigma, offset);
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
    this.publish(time, this.inputs.isFull ? this.average(value) : value);
    return this.inputs.isFull;
  }

  updateFrom(point: DataPoint): boolean {
    return this.update(point.endTime, point.value);
  }

  override reset(): void {
    super.reset();
    this.inputs.clear();
  }

  private average(newest: number): number {
    let weighted = 0;
    for (let index = 1; index < this.weights.length; index++) {
      weighted += this.weights[index] * (this.inputs.at(index) - newest);
    }
    return newest + weighted;
  }
}

/** Weights that sum to 1, newest first. */
function gaussianWeights(period: number, sigma: number, offset: number): Float64Array {
  const peak = Math.floor(offset * (period - 1));
  const width = period / sigma;
  const weights = new Float64Array(period);
  let total = 0;
  for (let index = 0; index < period; index++) {
    const distance = period - 1 - index - peak;
    weights[index] = Math.exp(-(distance * distance) / (2 * width * width));
    total += weights[index];
  }
  return weights.map((weight) => weight / total);
}
