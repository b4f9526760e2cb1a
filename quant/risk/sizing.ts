import { QUANT_ERRORS } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { type LinearConstraint, solveQuadraticProgram } from '../optimization/quadratic-program.ts';

/** The share of the capital that makes a repeated bet grow fastest, p - (1 - p) / b; negative where the bet is bad (Kelly 1956). */
export function kellyFraction(winProbability: number, payoffRatio: number): number {
  if (!(winProbability >= 0 && winProbability <= 1 && payoffRatio > 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `A bet has a probability from 0 to 1 and a payoff above 0, not ${winProbability} and ${payoffRatio}.`,
    );
  }
  return winProbability - (1 - winProbability) / payoffRatio;
}

/** The mean growth of the logarithm of the capital for each bet of a share of it. */
export function kellyGrowth(fraction: number, winProbability: number, payoffRatio: number): number {
  return winProbability * Math.log1p(payoffRatio * fraction) + (1 - winProbability) * Math.log1p(-fraction);
}

/** The leverage that grows fastest for returns of a mean and a variance, (μ - r) / σ² (Merton 1969). */
export function kellyLeverage(mean: number, variance: number, riskFreeRate = 0): number {
  if (!(variance > 0)) throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A variance is above 0, not ${variance}.`);
  return (mean - riskFreeRate) / variance;
}

export interface KellyOptions {
  /** Added to both sides of each constraint: `coefficients · weights` at least `bound`. */
  readonly constraints?: readonly LinearConstraint[];
  readonly riskFreeRate?: number;
  /** The share of the full weights to take, for example 0.5; 1 when left out. */
  readonly fraction?: number;
}

/**
 * The weights of several assets that grow fastest, Σ⁻¹(μ - r), or the best under constraints.
 * @throws QuantError QUANT_SINGULAR where Σ is not positive definite, QUANT_INFEASIBLE where no weights meet the constraints
 */
export function kellyWeights(means: Float64Array, covariance: Matrix, options: KellyOptions = {}): Float64Array {
  const { constraints = [], riskFreeRate = 0, fraction = 1 } = options;
  const linear = means.map((mean) => riskFreeRate - mean);
  const { x } = solveQuadraticProgram({ quadratic: covariance, linear, constraints });
  return x.map((weight) => weight * fraction);
}

/**
 * A Kelly leverage made smaller for what is not known of the mean: f SR² / (SR² + 1/T), with the Sharpe ratio of one
 * observation and T observations (Baker and McHale 2013).
 */
export function shrunkKelly(leverage: number, sharpeRatio: number, observations: number): number {
  const square = sharpeRatio * sharpeRatio;
  return square === 0 ? 0 : (leverage * square) / (square + 1 / observations);
}

export interface VolatilityTargetOptions {
  /** Wanted volatility, in the unit and over the period of the forecast. */
  readonly target: number;
  /** The largest weight; 1 when left out. */
  readonly cap?: number;
  /** A change smaller than this share of the wanted weight is not traded; 0 when left out. */
  readonly band?: number;
}

/** The weight that brings a position to a volatility, target / σ, or the present one where it is near enough. */
export function volatilityTargetWeight(
  forecast: number,
  { target, cap = 1, band = 0 }: VolatilityTargetOptions,
  present?: number,
): number {
  if (!(forecast > 0 && target >= 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `A forecast of volatility is above 0 and a target not below, not ${forecast} and ${target}.`,
    );
  }
  const wanted = Math.min(cap, target / forecast);
  return present !== undefined && present <= cap && Math.abs(present - wanted) <= band * wanted ? present : wanted;
}
