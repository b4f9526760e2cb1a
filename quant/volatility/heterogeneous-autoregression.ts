import { QUANT_ERRORS } from '../numeric/errors.ts';
import { choleskyOrUndefined, inverseFromCholesky } from '../numeric/cholesky.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { type FitFailure, fitFailure } from './fit-failure.ts';
import { MeanModel } from './mean-model.ts';
import { shift } from './garch-state.ts';

export interface HeterogeneousAutoregressionOptions {
  /** Lengths of the averages; default 1, 5 and 22 (a day, a week, a month). */
  readonly lags?: readonly number[];
  /** Lags of the kernel of the standard errors (Newey and West 1987); default 5. */
  readonly kernelLags?: number;
}

/** Corsi's model of realised variance: a regression on its averages over the last day, week and month (2009). */
export interface HeterogeneousAutoregressionFit {
  readonly status: 'fitted';
  /** `mu`, then one name per average. */
  readonly parameterNames: readonly string[];
  readonly parameters: Float64Array;
  /** Robust to heteroskedasticity and autocorrelation. */
  readonly standardErrors: Float64Array;
  readonly rSquared: number;
  readonly residuals: Float64Array;
  readonly filter: HeterogeneousAutoregressionFilter;
}

/** Fits Corsi's model to a series of realised variances (or their square roots or logarithms) by least squares. */
export function fitHeterogeneousAutoregression(
  realized: Float64Array,
  { lags = [1, 5, 22], kernelLags = 5 }: HeterogeneousAutoregressionOptions = {},
): HeterogeneousAutoregressionFit | FitFailure {
  const gap = realized.findIndex((value) => !Number.isFinite(value));
  if (gap !== -1)
    return fitFailure('not-finite', `The value at index ${gap} is ${realized[gap]}; remove or fill the gaps.`);
  const mean = new MeanModel({ har: lags });
  const needed = mean.lags + 5 * (lags.length + 1);
  if (realized.length < needed) {
    return fitFailure(
      'too-few-observations',
      `There are ${realized.length} values, but the model needs at least ${needed}.`,
    );
  }
  const regressors = mean.regressors(realized);
  const parameters = mean.leastSquares(regressors, realized);
  if (parameters === undefined) {
    return fitFailure('dependent-regressors', 'The averages are linearly dependent: the series is constant or linear.');
  }
  const target = realized.subarray(mean.lags);
  const residuals = target.map((value, t) =>
    regressors.reduce((rest, column, k) => rest - parameters[k] * column[t], value),
  );
  const average = target.reduce((sum, value) => sum + value, 0) / target.length;
  const total = target.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const left = residuals.reduce((sum, value) => sum + value * value, 0);
  return {
    status: 'fitted',
    parameterNames: mean.parameterNames,
    parameters,
    standardErrors: neweyWest(regressors, residuals, kernelLags),
    rSquared: 1 - left / total,
    residuals,
    filter: new HeterogeneousAutoregressionFilter(mean.asAutoregression(parameters), realized),
  };
}

/** The state of Corsi's model after its last observation. */
export class HeterogeneousAutoregressionFilter {
  private readonly constant: number;
  private readonly coefficients: Float64Array;
  private readonly recent: Float64Array;

  constructor({ constant, coefficients }: { constant: number; coefficients: Float64Array }, history: Float64Array) {
    this.constant = constant;
    this.coefficients = coefficients;
    this.recent = Float64Array.from(coefficients, (_, lag) => history[history.length - 1 - lag]);
  }

  /** Adds the newest value. */
  update(value: number): void {
    shift(this.recent, value);
  }

  /**
   * Expected values of the next observations.
   * @throws QuantError QUANT_OUT_OF_DOMAIN unless the horizon is a whole number above 0
   */
  forecast(horizon: number): Float64Array {
    if (!(Number.isInteger(horizon) && horizon > 0)) {
      throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A horizon must be a whole number above 0, not ${horizon}.`);
    }
    const recent = this.recent.slice();
    return Float64Array.from({ length: horizon }, () => {
      let next = this.constant;
      for (let lag = 0; lag < recent.length; lag++) next += this.coefficients[lag] * recent[lag];
      shift(recent, next);
      return next;
    });
  }
}

/** Standard errors of least squares with Bartlett's kernel, without a small-sample correction. */
function neweyWest(columns: readonly Float64Array[], residuals: Float64Array, lags: number): Float64Array {
  const count = columns.length;
  const length = residuals.length;
  const moments = columns.map((column) => column.map((value, t) => value * residuals[t]));
  const middle = new Matrix(count, count);
  const normal = new Matrix(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let product = 0;
      let sum = 0;
      for (let t = 0; t < length; t++) {
        product += columns[i][t] * columns[j][t];
        sum += moments[i][t] * moments[j][t];
      }
      for (let lag = 1; lag <= lags; lag++) {
        const weight = 1 - lag / (lags + 1);
        for (let t = lag; t < length; t++) {
          sum += weight * (moments[i][t] * moments[j][t - lag] + moments[i][t - lag] * moments[j][t]);
        }
      }
      normal.set(i, j, product);
      middle.set(i, j, sum);
    }
  }
  const lower = choleskyOrUndefined(normal);
  if (lower === undefined) return new Float64Array(count).fill(Number.NaN);
  const inverse = inverseFromCholesky(lower);
  const covariance = inverse.multiply(middle).multiply(inverse);
  return Float64Array.from({ length: count }, (_, i) => Math.sqrt(covariance.at(i, i)));
}
