import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';
import type { VolatilityFilter } from './volatility-filter.ts';
import type { VolatilityFit } from './volatility-fit.ts';

export interface ForecastOptions {
  /** Number of observations ahead. */
  readonly horizon: number;
  /**
   * A formula ('analytic', the default), residuals simulated from the model's distribution ('simulation'), or residuals
   * drawn from those of the fit ('bootstrap').
   */
  readonly method?: 'analytic' | 'simulation' | 'bootstrap';
  /** Number of paths; default 1000. */
  readonly simulations?: number;
  /** Required for paths. */
  readonly random?: Random;
  /** The state to start from, for example after updates; default: the state after the last return of the fit. */
  readonly filter?: VolatilityFilter;
}

/** Forecasts for 1, 2, … observations ahead. */
export interface VolatilityForecast {
  /** Expected returns. */
  readonly means: Float64Array;
  /** Variances of the residuals. */
  readonly residualVariances: Float64Array;
  /** Variances of the returns given the present information, including residuals that the mean propagates. */
  readonly variances: Float64Array;
  /** Simulated returns, one row per path; undefined for an analytic forecast. */
  readonly paths: Matrix | undefined;
}

const DEFAULT_SIMULATIONS = 1000;

/**
 * Forecasts mean and variance of the next returns.
 * @throws QuantError QUANT_OUT_OF_DOMAIN for a horizon that is not a whole number above 0, for a formula that the model
 * does not have (EGARCH beyond one observation), and for paths without random numbers
 */
export function forecastVolatility(fit: VolatilityFit, options: ForecastOptions): VolatilityForecast {
  const { horizon, method = 'analytic', simulations = DEFAULT_SIMULATIONS, random } = options;
  requireWhole(horizon, 'A horizon');
  const filter = options.filter ?? fit.filter();
  const { means, impulses } = filter.meanForecast(horizon);
  if (method === 'analytic') {
    if (horizon > 1 && !fit.parts.process.hasAnalyticForecast) {
      throw new QuantError(
        QUANT_ERRORS.OUT_OF_DOMAIN,
        'The expected variance of this model has no formula beyond one observation; choose the method "simulation" or "bootstrap".',
      );
    }
    const residualVariances = filter.varianceState().expected(horizon);
    return { means, residualVariances, variances: variancesOfReturns(residualVariances, impulses), paths: undefined };
  }
  if (random === undefined) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, 'Paths need random numbers: pass random: new Random(seed).');
  }
  requireWhole(simulations, 'A number of simulations');
  const draw = method === 'bootstrap' ? bootstrapDraw(fit, random) : simulationDraw(fit, random);
  const paths = new Matrix(simulations, horizon);
  const residualVariances = writePaths(filter, draw, paths);
  return { means, residualVariances, variances: variancesOfReturns(residualVariances, impulses), paths };
}

/** Simulates as many paths as the matrix has rows. @returns the mean variance at each step */
function writePaths(filter: VolatilityFilter, draw: () => number, paths: Matrix): Float64Array {
  const horizon = paths.columns;
  const residualVariances = new Float64Array(horizon);
  const residuals = new Float64Array(horizon);
  const start = filter.varianceState();
  const state = start.clone();
  for (let path = 0; path < paths.rows; path++) {
    state.copyFrom(start);
    for (let step = 0; step < horizon; step++) {
      const variance = state.nextVariance;
      residualVariances[step] += variance;
      residuals[step] = Math.sqrt(variance) * draw();
      state.push(residuals[step]);
    }
    filter.writePath(residuals, paths.row(path));
  }
  for (let step = 0; step < horizon; step++) residualVariances[step] /= paths.rows;
  return residualVariances;
}

function simulationDraw({ parts, shape }: VolatilityFit, random: Random): () => number {
  return () => parts.distribution.sample(random, shape);
}

function bootstrapDraw(fit: VolatilityFit, random: Random): () => number {
  const { standardizedResiduals } = fit;
  return () => standardizedResiduals[random.integer(standardizedResiduals.length)];
}

/**
 * The variances of future returns: sums of the residual variances weighted by squared impulse responses of the mean.
 */
function variancesOfReturns(residualVariances: Float64Array, impulses: Float64Array): Float64Array {
  return residualVariances.map((_, step) => {
    let sum = 0;
    for (let earlier = 0; earlier <= step; earlier++) {
      sum += impulses[step - earlier] ** 2 * residualVariances[earlier];
    }
    return sum;
  });
}

function requireWhole(value: number, what: string): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `${what} must be a whole number above 0, not ${value}.`);
}
