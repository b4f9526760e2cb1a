import { QUANT_ERRORS } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { normalCumulative } from '../distributions/normal.ts';
import { type LinearConstraint, solveQuadraticProgram } from '../optimization/quadratic-program.ts';
import { minimizeScalar } from '../optimization/scalar.ts';

/**
 * The share of the capital that maximises the growth of a repeated bet, p - (1 - p) / b; negative for a losing bet
 * (Kelly 1956).
 */
export function kellyFraction(winProbability: number, payoffRatio: number): number {
  if (!(winProbability >= 0 && winProbability <= 1 && payoffRatio > 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `A bet needs a probability from 0 to 1 and a payoff above 0, not ${winProbability} and ${payoffRatio}.`,
    );
  }
  return winProbability - (1 - winProbability) / payoffRatio;
}

/** The mean growth of the logarithm of the capital per bet of a share of it. */
export function kellyGrowth(fraction: number, winProbability: number, payoffRatio: number): number {
  return winProbability * Math.log1p(payoffRatio * fraction) + (1 - winProbability) * Math.log1p(-fraction);
}

/** The leverage that maximises growth for returns with a mean and a variance, (μ - r) / σ² (Merton 1969). */
export function kellyLeverage(mean: number, variance: number, riskFreeRate = 0): number {
  if (!(variance > 0)) throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A variance must be above 0, not ${variance}.`);
  return (mean - riskFreeRate) / variance;
}

export interface KellyOptions {
  /** Constraints on the weights: `coefficients · weights` at least `bound`. */
  readonly constraints?: readonly LinearConstraint[];
  readonly riskFreeRate?: number;
  /** The share of the full weights to use, for example 0.5; default 1. */
  readonly fraction?: number;
}

/**
 * The weights of several assets that maximise growth, Σ⁻¹(μ - r), or the best ones under constraints.
 * @throws QuantError QUANT_SINGULAR when Σ is not positive definite, QUANT_INFEASIBLE when no weights satisfy the
 * constraints
 */
export function kellyWeights(means: Float64Array, covariance: Matrix, options: KellyOptions = {}): Float64Array {
  const { constraints = [], riskFreeRate = 0, fraction = 1 } = options;
  const linear = means.map((mean) => riskFreeRate - mean);
  const { x } = solveQuadraticProgram({ quadratic: covariance, linear, constraints });
  return x.map((weight) => weight * fraction);
}

/**
 * A Kelly leverage shrunk for the uncertainty of the mean: f SR² / (SR² + 1/T), with the Sharpe ratio per observation
 * and T observations (Baker and McHale 2013).
 */
export function shrunkKelly(leverage: number, sharpeRatio: number, observations: number): number {
  const square = sharpeRatio * sharpeRatio;
  return square === 0 ? 0 : (leverage * square) / (square + 1 / observations);
}

export interface VolatilityTargetOptions {
  /** Target volatility, in the unit and over the period of the forecast. */
  readonly target: number;
  /** Maximum weight; default 1. */
  readonly cap?: number;
  /** Changes smaller than this share of the target weight are not traded; default 0. */
  readonly band?: number;
}

/**
 * The weight that gives a position the target volatility, target / σ, or the present weight if it is within the band.
 */
export function volatilityTargetWeight(
  forecast: number,
  { target, cap = 1, band = 0 }: VolatilityTargetOptions,
  present?: number,
): number {
  if (!(forecast > 0 && target >= 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `A volatility forecast must be above 0 and a target at least 0, not ${forecast} and ${target}.`,
    );
  }
  const wanted = Math.min(cap, target / forecast);
  return present !== undefined && present <= cap && Math.abs(present - wanted) <= band * wanted ? present : wanted;
}

/**
 * The f from 0 to 1 at which Π (1 + f r / |worst r|) is largest: the part of the capital that the worst loss would cost (Vince
 * 1990, "Portfolio Management Formulas"). 0 where no positive f grows the capital.
 * @throws QuantError QUANT_OUT_OF_DOMAIN where no return is below 0
 */
export function optimalFraction(returns: Float64Array): number {
  const worst = -returns.reduce((least, one) => Math.min(least, one), Infinity);
  if (!(worst > 0)) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, 'The optimal fraction needs at least one return below 0.');
  }
  const growth = (f: number): number => returns.reduce((sum, one) => sum + Math.log1p((f * one) / worst), 0);
  // the logarithm of the growth is concave: it grows from 0 on only where the mean is positive
  if (!(returns.reduce((sum, one) => sum + one, 0) > 0)) return 0;
  return minimizeScalar((f) => -growth(f), 0, 1 - 1e-9).x;
}

/**
 * The part of a full position that a probability of winning deserves: 2Φ(z) - 1, z = (p - ½) / √(p(1 - p)), and 0 at ½ and below
 * (López de Prado 2018, "Advances in Financial Machine Learning", 10.3).
 */
export function metaLabelSize(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A probability is from 0 to 1, not ${probability}.`);
  }
  if (probability <= 0.5) return 0;
  return 2 * normalCumulative((probability - 0.5) / Math.sqrt(probability * (1 - probability))) - 1;
}
