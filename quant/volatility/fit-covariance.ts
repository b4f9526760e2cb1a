import { choleskyOrUndefined, inverseFromCholesky } from '../numeric/cholesky.ts';
import { Matrix } from '../numeric/matrix.ts';
import type { VolatilityLikelihood } from './volatility-likelihood.ts';

export interface FitCovariances {
  /** From second derivatives and the covariance of the scores. */
  readonly robust: Matrix | undefined;
  /** From second derivatives only. */
  readonly hessian: Matrix | undefined;
}

/**
 * Relative steps of differences; wider ones are used when a likelihood with kinks (|e|^ν of the generalised error)
 * requires them.
 */
const STEPS = [1e-5, 1e-4, 1e-3];
const SMALLEST_SIZE = 1e-2;

/**
 * Covariances of the parameters at the maximum of a likelihood.
 * @param toParameters - the affine map from the free parameters to the reported ones
 */
export function fitCovariances(
  likelihood: VolatilityLikelihood,
  free: Float64Array,
  toParameters: (free: Float64Array) => Float64Array,
): FitCovariances {
  const lower = STEPS.values()
    .map((step) => choleskyOrUndefined(hessianOf(likelihood, free, step)))
    .find((factor) => factor !== undefined);
  if (lower === undefined) return { robust: undefined, hessian: undefined };
  const inverse = inverseFromCholesky(lower);
  const map = derivativeOf(toParameters, free);
  const moved = (covariance: Matrix): Matrix => map.multiply(covariance).multiply(map.transpose());
  const spread = scoreSpread(likelihood, free);
  return {
    robust: finiteOrUndefined(moved(inverse.multiply(spread).multiply(inverse))),
    hessian: finiteOrUndefined(moved(inverse)),
  };
}

/** Undefined unless all entries are finite: at a bound, differences may use parameters without a likelihood. */
function finiteOrUndefined(matrix: Matrix): Matrix | undefined {
  return matrix.values.every(Number.isFinite) ? matrix : undefined;
}

function stepOf(value: number, step: number): number {
  return step * Math.max(SMALLEST_SIZE, Math.abs(value));
}

/** Second derivatives of minus the log-likelihood, by central differences of its gradient. */
function hessianOf(likelihood: VolatilityLikelihood, free: Float64Array, relativeStep: number): Matrix {
  const size = free.length;
  const hessian = new Matrix(size, size);
  const point = free.slice();
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const step = stepOf(free[i], relativeStep);
    point[i] = free[i] + step;
    likelihood.evaluate(point, above);
    point[i] = free[i] - step;
    likelihood.evaluate(point, below);
    point[i] = free[i];
    for (let j = 0; j < size; j++) {
      const slope = (above[j] - below[j]) / (4 * step);
      hessian.values[i * size + j] += slope;
      hessian.values[j * size + i] += slope;
    }
  }
  return hessian;
}

/** n times the covariance of the scores, the derivatives of each observation's log-likelihood. */
function scoreSpread(likelihood: VolatilityLikelihood, free: Float64Array): Matrix {
  const size = free.length;
  const count = likelihood.residuals.length;
  const point = free.slice();
  const scores: Float64Array[] = [];
  const below = new Float64Array(count);
  for (let i = 0; i < size; i++) {
    const step = stepOf(free[i], STEPS[0]);
    const above = new Float64Array(count);
    point[i] = free[i] + step;
    likelihood.logDensities(point, above);
    point[i] = free[i] - step;
    likelihood.logDensities(point, below);
    point[i] = free[i];
    let mean = 0;
    for (let t = 0; t < count; t++) {
      above[t] = (above[t] - below[t]) / (2 * step);
      mean += above[t] / count;
    }
    for (let t = 0; t < count; t++) above[t] -= mean;
    scores.push(above);
  }
  const spread = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < count; t++) sum += scores[i][t] * scores[j][t];
      const value = (sum * count) / (count - 1);
      spread.set(i, j, value);
      spread.set(j, i, value);
    }
  }
  return spread;
}

/** The matrix of an affine map. */
function derivativeOf(map: (point: Float64Array) => Float64Array, at: Float64Array): Matrix {
  const origin = map(at);
  const result = new Matrix(origin.length, at.length);
  const point = at.slice();
  for (let column = 0; column < at.length; column++) {
    point[column] = at[column] + 1;
    const moved = map(point);
    point[column] = at[column];
    for (let row = 0; row < origin.length; row++) result.set(row, column, moved[row] - origin[row]);
  }
  return result;
}
