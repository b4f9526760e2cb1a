import type { Random } from '../random/random.ts';

/** The parameters of a distribution, in the order of its `shapeNames`. */
export type Shape = Float64Array | readonly number[];

export type InnovationName = 'normal' | 'student-t' | 'skewed-student-t' | 'generalized-error';

/**
 * A distribution of mean 0 and variance 1, as models of volatility need it: the observation is σ times such a number.
 */
export interface InnovationDistribution {
  readonly name: InnovationName;
  readonly shapeNames: readonly string[];
  readonly shapeLowerBounds: readonly number[];
  readonly shapeUpperBounds: readonly number[];
  /** Shapes to start a fit from, for standardised observations. */
  startingShape(standardized: Float64Array): number[];
  /** Σ ln f(e / σ) / σ over all observations. */
  logLikelihood(residuals: Float64Array, variances: Float64Array, shape: Shape): number;
  /** The summands of the log-likelihood. */
  logDensities(residuals: Float64Array, variances: Float64Array, shape: Shape, densities: Float64Array): void;
  /** The log-likelihood, and its derivative by each residual. */
  score(residuals: Float64Array, variances: Float64Array, shape: Shape, byResidual: Float64Array): number;
  density(x: number, shape: Shape): number;
  /** P(Z ≤ x) */
  cumulative(x: number, shape: Shape): number;
  quantile(probability: number, shape: Shape): number;
  sample(random: Random, shape: Shape): number;
}
