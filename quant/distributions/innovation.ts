import type { Random } from '../random/random.ts';

/** The parameters of a distribution, in the order of its `shapeNames`. */
export type Shape = Float64Array | readonly number[];

export type InnovationName = 'normal' | 'student-t' | 'skewed-student-t' | 'generalized-error';

/**
 * A distribution with mean 0 and variance 1 for volatility models, whose residuals are σ times such a number.
 */
export interface InnovationDistribution {
  readonly name: InnovationName;
  readonly shapeNames: readonly string[];
  readonly shapeLowerBounds: readonly number[];
  readonly shapeUpperBounds: readonly number[];
  /** Starting point of the shape in a fit of standardised observations. */
  startingShape(standardized: Float64Array): number[];
  /** Σ ln f(e / σ) / σ over all observations. */
  logLikelihood(residuals: Float64Array, variances: Float64Array, shape: Shape): number;
  /** Computes the terms of the log-likelihood into `densities`. */
  logDensities(residuals: Float64Array, variances: Float64Array, shape: Shape, densities: Float64Array): void;
  /** The log-likelihood; computes its derivatives with respect to each residual into `byResidual`. */
  score(residuals: Float64Array, variances: Float64Array, shape: Shape, byResidual: Float64Array): number;
  density(x: number, shape: Shape): number;
  /** P(Z ≤ x) */
  cumulative(x: number, shape: Shape): number;
  quantile(probability: number, shape: Shape): number;
  sample(random: Random, shape: Shape): number;
}
