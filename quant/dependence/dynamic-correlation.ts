import { choleskyOrUndefined, logDeterminant, solveLower } from '../numeric/cholesky.ts';
import { Matrix } from '../numeric/matrix.ts';
import { minimize } from '../optimization/minimize.ts';
import { withNumericGradient } from '../optimization/numeric-gradient.ts';
import { type FitFailure, fitFailure } from '../volatility/fit-failure.ts';
import { fitVolatility } from '../volatility/fit-volatility.ts';
import type { VolatilitySpecification } from '../volatility/specification.ts';
import type { VolatilityFilter } from '../volatility/volatility-filter.ts';
import type { VolatilityFit } from '../volatility/volatility-fit.ts';
import { correlationOf } from './nearest-matrix.ts';
import { requireEqualLengths } from './ranks.ts';

/**
 * A fit of Engle's dynamic conditional correlation: its two parameters and the quantities that they were estimated
 * with.
 */
export interface DynamicCorrelationFit {
  readonly status: 'fitted';
  /** The weights of the last observation's products (α) and of the last matrix (β). */
  readonly alpha: number;
  readonly beta: number;
  /** The long-run mean of the correlations. */
  readonly longRun: Matrix;
  /** The contribution of the correlations to the log-likelihood, in addition to that of the margins. */
  readonly logLikelihood: number;
  /** The correlations of each observation. */
  readonly correlations: readonly Matrix[];
  readonly filter: DynamicCorrelationFilter;
}

/** Dynamic correlations with the volatility model of each column. */
export interface DynamicCovarianceFit extends DynamicCorrelationFit {
  readonly margins: readonly VolatilityFit[];
  readonly covarianceFilter: DynamicCovarianceFilter;
}

const HIGHEST_PERSISTENCE = 0.9999;
const FEWEST_OBSERVATIONS = 50;

/**
 * Fits Q_t = (1 - α - β) Q̄ + α z_{t-1} z'_{t-1} + β Q_{t-1}, whose correlations R_t are those of the next observation,
 * by quasi maximum likelihood (Engle 2002). Q̄ is the mean of zz', and Q starts there.
 * @param standardized - columns of standardised residuals
 */
export function fitDynamicCorrelation(standardized: readonly Float64Array[]): DynamicCorrelationFit | FitFailure {
  requireEqualLengths(standardized);
  const gap = standardized.findIndex((column) => !column.every(Number.isFinite));
  if (gap !== -1)
    return fitFailure('not-finite', `Column ${gap} has gaps; remove the rows or fill them before the fit.`);
  const count = standardized[0].length;
  if (count < FEWEST_OBSERVATIONS) {
    return fitFailure(
      'too-few-observations',
      `There are ${count} observations, but at least ${FEWEST_OBSERVATIONS} are needed.`,
    );
  }
  const longRun = meanProducts(standardized);
  if (choleskyOrUndefined(longRun) === undefined) {
    return fitFailure(
      'dependent-regressors',
      'A column is a linear combination of others, so the correlations have no likelihood; remove it.',
    );
  }
  const rows = Matrix.fromColumns(standardized);
  const negative = ([alpha, beta]: ArrayLike<number> & Iterable<number>): number =>
    -runThrough(rows, new CorrelationState(longRun, alpha, beta));
  const starts = [
    [0.03, 0.94],
    [0.08, 0.85],
    [0.01, 0.98],
  ]
    .map((start) => ({ start, value: negative(start) }))
    .sort((a, b) => a.value - b.value);
  const found = minimize(withNumericGradient(negative), starts[0].start, {
    lowerBounds: [0, 0],
    constraints: [{ coefficients: Float64Array.of(-1, -1), bound: -HIGHEST_PERSISTENCE }],
  });
  if (!found.isConverged)
    return fitFailure('not-converged', 'No maximum of the likelihood of the correlations was found.');
  const [alpha, beta] = found.x;
  const state = new CorrelationState(longRun, alpha, beta);
  const correlations: Matrix[] = [];
  runThrough(rows, state, correlations);
  const filter = new DynamicCorrelationFilter(state);
  return { status: 'fitted', alpha, beta, longRun, logLikelihood: -found.value, correlations, filter };
}

/** Fits a volatility model to each column, and dynamic correlations to the standardised residuals. */
export function fitDynamicCovariance(
  returns: readonly Float64Array[],
  specification: VolatilitySpecification = {},
): DynamicCovarianceFit | FitFailure {
  requireEqualLengths(returns);
  const margins: VolatilityFit[] = [];
  for (const [index, column] of returns.entries()) {
    const fit = fitVolatility(column, specification);
    if (fit.status === 'failed') return { ...fit, message: `Column ${index}: ${fit.message}` };
    margins.push(fit);
  }
  const correlation = fitDynamicCorrelation(margins.map(({ standardizedResiduals }) => standardizedResiduals));
  if (correlation.status === 'failed') return correlation;
  const covarianceFilter = new DynamicCovarianceFilter(
    margins.map((fit) => fit.filter()),
    correlation.filter,
  );
  return { ...correlation, margins, covarianceFilter };
}

/** Correlations of the next observation, updated in constant time per observation. */
export class DynamicCorrelationFilter {
  private readonly state: CorrelationState;

  constructor(state: CorrelationState) {
    this.state = state;
  }

  get nextCorrelation(): Matrix {
    return this.state.correlation();
  }

  /** Adds the standardised residuals of a new observation. */
  update(standardized: ArrayLike<number>): void {
    this.state.push(standardized);
  }
}

/** Covariances of the next returns, updated with every observation. */
export class DynamicCovarianceFilter {
  private readonly margins: readonly VolatilityFilter[];
  private readonly correlation: DynamicCorrelationFilter;

  constructor(margins: readonly VolatilityFilter[], correlation: DynamicCorrelationFilter) {
    this.margins = margins;
    this.correlation = correlation;
  }

  get nextCovariance(): Matrix {
    const correlation = this.correlation.nextCorrelation;
    const volatilities = this.margins.map(({ nextVolatility }) => nextVolatility);
    for (let i = 0; i < correlation.rows; i++) {
      for (let j = 0; j < correlation.columns; j++) {
        correlation.set(i, j, correlation.at(i, j) * volatilities[i] * volatilities[j]);
      }
    }
    return correlation;
  }

  /** Adds the returns of a new observation, one per column. */
  update(returns: ArrayLike<number>): void {
    this.correlation.update(this.margins.map((margin, index) => margin.update(returns[index])));
  }
}

/** The matrix Q of the next observation. */
class CorrelationState {
  private readonly longRun: Matrix;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly q: Matrix;

  constructor(longRun: Matrix, alpha: number, beta: number) {
    this.longRun = longRun;
    this.alpha = alpha;
    this.beta = beta;
    this.q = longRun.copy();
  }

  correlation(): Matrix {
    return correlationOf(this.q);
  }

  push(standardized: ArrayLike<number>): void {
    const { longRun, alpha, beta, q } = this;
    const size = q.rows;
    const rest = 1 - alpha - beta;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const index = i * size + j;
        q.values[index] =
          rest * longRun.values[index] + alpha * standardized[i] * standardized[j] + beta * q.values[index];
      }
    }
  }
}

/** The contribution of the correlations to the log-likelihood; the state is advanced past the last row. */
function runThrough(rows: Matrix, state: CorrelationState, correlations?: Matrix[]): number {
  const solved = new Float64Array(rows.columns);
  let sum = 0;
  for (let t = 0; t < rows.rows; t++) {
    const row = rows.row(t);
    const correlation = state.correlation();
    correlations?.push(correlation);
    const lower = choleskyOrUndefined(correlation);
    if (lower === undefined) return -Infinity;
    solved.set(row);
    solveLower(lower, solved);
    let square = 0;
    for (let i = 0; i < solved.length; i++) square += solved[i] * solved[i] - row[i] * row[i];
    sum -= 0.5 * (logDeterminant(lower) + square);
    state.push(row);
  }
  return sum;
}

/** The mean of zz'. */
function meanProducts(columns: readonly Float64Array[]): Matrix {
  const size = columns.length;
  const count = columns[0].length;
  const result = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < count; t++) sum += columns[i][t] * columns[j][t];
      result.set(i, j, sum / count);
      result.set(j, i, sum / count);
    }
  }
  return result;
}
