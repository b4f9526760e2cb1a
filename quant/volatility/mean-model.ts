import { QUANT_ERRORS } from '../numeric/errors.ts';
import { leastSquares } from '../numeric/least-squares.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { MeanSpecification } from './specification.ts';

/** The conditional mean of returns: a linear function of earlier returns. */
export class MeanModel {
  readonly parameterNames: readonly string[];
  /** Number of initial returns without enough predecessors. */
  readonly lags: number;
  private readonly hasConstant: boolean;
  private readonly windows: readonly number[];
  private readonly isAverage: boolean;

  constructor(specification: MeanSpecification) {
    this.hasConstant = specification !== 'zero';
    this.isAverage = typeof specification === 'object' && 'har' in specification;
    this.windows = windowsOf(specification);
    this.lags = Math.max(0, ...this.windows);
    this.parameterNames = [
      ...(this.hasConstant ? ['mu'] : []),
      ...this.windows.map((window) => `${this.isAverage ? 'har' : 'ar'}${window}`),
    ];
  }

  /** The regressor of each parameter, for the returns from index `lags` on. */
  regressors(returns: Float64Array): Float64Array[] {
    const length = Math.max(0, returns.length - this.lags);
    const columns: Float64Array[] = this.hasConstant ? [new Float64Array(length).fill(1)] : [];
    for (const window of this.windows) {
      columns.push(
        Float64Array.from({ length }, (_, row) => {
          const now = row + this.lags;
          if (!this.isAverage) return returns[now - window];
          let sum = 0;
          for (let lag = 1; lag <= window; lag++) sum += returns[now - lag];
          return sum / window;
        }),
      );
    }
    return columns;
  }

  /** Parameters by least squares, or undefined when the regressors are linearly dependent. */
  leastSquares(regressors: readonly Float64Array[], returns: Float64Array): Float64Array | undefined {
    return regressors.length === 0 ? new Float64Array(0) : leastSquares(regressors, returns.subarray(this.lags));
  }

  /** The parameters for returns multiplied by `scale`. */
  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array {
    const result = Float64Array.from(parameters);
    if (this.hasConstant) result[0] *= scale;
    return result;
  }

  /** The mean as an autoregression: the constant and the coefficient of each lag, the newest first. */
  asAutoregression(parameters: ArrayLike<number>): { constant: number; coefficients: Float64Array } {
    const coefficients = new Float64Array(this.lags);
    const first = this.hasConstant ? 1 : 0;
    for (const [index, window] of this.windows.entries()) {
      const value = parameters[first + index];
      if (!this.isAverage) coefficients[window - 1] += value;
      else for (let lag = 0; lag < window; lag++) coefficients[lag] += value / window;
    }
    return { constant: this.hasConstant ? parameters[0] : 0, coefficients };
  }
}

function windowsOf(specification: MeanSpecification): readonly number[] {
  if (typeof specification === 'string') return [];
  const windows =
    'ar' in specification ? Array.from({ length: specification.ar }, (_, index) => index + 1) : specification.har;
  if (windows.length > 0 && windows.every((window) => Number.isInteger(window) && window > 0)) return windows;
  throw new QuantError(
    QUANT_ERRORS.OUT_OF_DOMAIN,
    'The lags of a mean must be one or more whole numbers above 0; write for example { ar: 1 } or { har: [1, 5, 22] }.',
  );
}
