import { fitGaussianCopula, fitStudentTCopula } from '../dependence/elliptical-copula.ts';
import { pseudoObservations } from '../dependence/ranks.ts';
import { fitVineCopula } from '../dependence/vine-copula.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';
import type { FitFailure } from '../volatility/fit-failure.ts';
import { fitVolatility } from '../volatility/fit-volatility.ts';
import type { VolatilitySpecification } from '../volatility/specification.ts';
import type { VolatilityFit } from '../volatility/volatility-fit.ts';
import { sortedQuantile } from './order-statistics.ts';

/** The copula of the residuals of several series. */
export type CopulaChoice = 'student-t' | 'gaussian' | 'vine';

export interface ScenarioOptions {
  readonly random: Random;
  /** Number of scenarios; default 10,000. */
  readonly scenarios?: number;
  /** Observations ahead, whose returns are summed; default 1. */
  readonly horizon?: number;
  /** Default 'student-t', because a Gaussian copula understates joint crashes. */
  readonly copula?: CopulaChoice;
  /** The volatility model of each series. */
  readonly specification?: VolatilitySpecification;
}

export interface Scenarios {
  readonly status: 'fitted';
  /** Simulated returns: one row per scenario and one column per series. */
  readonly returns: Matrix;
  readonly margins: readonly VolatilityFit[];
  /** Log-likelihood of the copula. */
  readonly copulaLogLikelihood: number;
}

interface UniformSampler {
  sample(count: number, random: Random): Matrix;
}

/**
 * Simulates the next returns of several series jointly: each with its volatility model, with residuals joined by a
 * copula and drawn from past residuals (Monte Carlo with copula and GARCH; Jondeau and Rockinger 2006).
 * @returns scenarios, or the reason why no model fits a series
 */
export function simulateScenarios(columns: readonly Float64Array[], options: ScenarioOptions): Scenarios | FitFailure {
  const { random, scenarios = 10_000, horizon = 1, copula: choice = 'student-t', specification } = options;
  if (!(Number.isInteger(horizon) && horizon > 0 && Number.isInteger(scenarios) && scenarios > 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `Horizon and scenarios must be whole numbers above 0, not ${horizon} and ${scenarios}.`,
    );
  }
  const margins: VolatilityFit[] = [];
  for (const [index, column] of columns.entries()) {
    const fit = fitVolatility(column, specification);
    if (fit.status === 'failed') return { ...fit, message: `Series ${index}: ${fit.message}` };
    margins.push(fit);
  }
  const residuals = margins.map(({ standardizedResiduals }) => standardizedResiduals);
  const uniforms = pseudoObservations(residuals);
  const { copula, logLikelihood } = fitChosen(choice, uniforms);
  const sorted = residuals.map((column) => column.slice().sort());
  const returns = simulate({ margins, copula, sorted, scenarios, horizon, random });
  return { status: 'fitted', returns, margins, copulaLogLikelihood: logLikelihood };
}

function fitChosen(choice: CopulaChoice, uniforms: Matrix): { copula: UniformSampler; logLikelihood: number } {
  if (choice === 'vine') return fitVineCopula(uniforms);
  return choice === 'gaussian' ? fitGaussianCopula(uniforms) : fitStudentTCopula(uniforms);
}

interface Simulation {
  readonly margins: readonly VolatilityFit[];
  readonly copula: UniformSampler;
  /** Standardised residuals of each series, ascending. */
  readonly sorted: readonly Float64Array[];
  readonly scenarios: number;
  readonly horizon: number;
  readonly random: Random;
}

function simulate({ margins, copula, sorted, scenarios, horizon, random }: Simulation): Matrix {
  const result = new Matrix(scenarios, margins.length);
  const uniforms = copula.sample(scenarios * horizon, random);
  const residuals = new Float64Array(horizon);
  const path = new Float64Array(horizon);
  for (const [column, margin] of margins.entries()) {
    const filter = margin.filter();
    const start = filter.varianceState();
    const state = start.clone();
    for (let scenario = 0; scenario < scenarios; scenario++) {
      state.copyFrom(start);
      for (let step = 0; step < horizon; step++) {
        const z = sortedQuantile(sorted[column], uniforms.at(scenario * horizon + step, column));
        residuals[step] = z * Math.sqrt(state.nextVariance);
        state.push(residuals[step]);
      }
      filter.writePath(residuals, path);
      result.set(
        scenario,
        column,
        path.reduce((sum, value) => sum + value, 0),
      );
    }
  }
  return result;
}

/** The return of a portfolio in each scenario. @param weights - one per column */
export function portfolioReturns(scenarios: Matrix, weights: ArrayLike<number>): Float64Array {
  if (weights.length === scenarios.columns) return scenarios.times(weights);
  throw new QuantError(QUANT_ERRORS.SHAPE, `There are ${weights.length} weights for ${scenarios.columns} series.`);
}
