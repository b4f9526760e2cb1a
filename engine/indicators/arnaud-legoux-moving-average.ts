import { EngineError } from '../model/engine-error.ts';
import { INDICATOR_ERRORS } from './errors.ts';
import { type DataPoint } from './indicator-base.ts';
import { Indicator } from './indicator.ts';
import { requirePeriod } from './require-period.ts';
import { ValueWindow } from './value-window.ts';

/**
 * Average with Gaussian weights that peak at `offset` of the way from the oldest to the newest input and have the width
 * `period` / `sigma` (LEAN: ArnaudLegouxMovingAverage.cs). The input itself until ready.
 */
export class ArnaudLegouxMovingAverage extends Indicator {
  private readonly inputs: ValueWindow;
  private readonly weights: Float64Array;
  private average = 0;

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

  updateFrom(point: DataPoint): boolean {
    if (!this.accepts(point)) return this.isReady;
    this.inputs.add(point.value);
    const isFull = this.inputs.isFull;
    if (isFull) this.weigh();
    this.publish(point, isFull ? this.average : point.value);
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
    for (let index = 0; index < size - 1; index++) {
      weighted += this.weights[index] * (ring[position] - newest);
      position = position + 1 === size ? 0 : position + 1;
    }
    this.average = newest + weighted;
  }
}

/** Weights that sum to 1, oldest first. */
function gaussianWeights(period: number, sigma: number, offset: number): Float64Array {
  const peak = Math.floor(offset * (period - 1));
  const width = period / sigma;
  const weights = new Float64Array(period);
  let total = 0;
  for (let index = 0; index < period; index++) {
    const distance = index - peak;
    weights[index] = Math.exp(-(distance * distance) / (2 * width * width));
    total += weights[index];
  }
  return weights.map((weight) => weight / total);
}
