import type { LinearConstraint } from '../optimization/quadratic-program.ts';

/**
 * A recursion for the conditional variance σ²_t of residuals e_t, with its derivatives.
 *
 * `start` is the variance, and the value of squared residuals, before the first observation. Parameters are
 * only those of the process, in the order of `parameterNames`.
 */
export interface VarianceProcess {
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  /** Constraints for a positive variance and, unless waived, a finite mean of it. */
  readonly constraints: readonly LinearConstraint[];
  /** Whether there is a formula for forecasts beyond the next observation. */
  readonly hasAnalyticForecast: boolean;

  /** Starting points of fits, for residuals of variance 1. */
  startingPoints(): readonly (readonly number[])[];

  /** Computes σ²_t of each residual into `variances`. */
  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void;

  /**
   * The backward pass of `filter`: propagates the derivatives of a function with respect to each σ²_t, which it
   * overwrites, to those with respect to the residuals, to which it adds, and to the parameters, which it writes.
   * @returns the derivative with respect to `start`
   */
  carryBack(pass: BackwardPass): number;

  /** The share of a shock to the variance that remains after one observation. */
  persistence(parameters: ArrayLike<number>): number;
  /** The mean of the variance, or infinity. */
  longRunVariance(parameters: ArrayLike<number>): number;
  /** The parameters of the same process for residuals multiplied by `scale`. The map is affine. */
  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array;
  /** The state after the given residuals. */
  stateAfter(parameters: Float64Array, residuals: Float64Array, variances: Float64Array, start: number): VarianceState;
}

export interface BackwardPass {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  readonly start: number;
  readonly variances: Float64Array;
  readonly byVariance: Float64Array;
  readonly byResidual: Float64Array;
  readonly byParameter: Float64Array;
}

/** The state of a variance process at one instant. */
export interface VarianceState {
  /** The variance of the next residual. */
  readonly nextVariance: number;
  /** Adds the next residual, in constant time. */
  push(residual: number): void;
  /** Copies another state of the same process. */
  copyFrom(other: VarianceState): void;
  clone(): VarianceState;
  /** Expected variances of the next observations; only the first if the process has no formula for further ones. */
  expected(horizon: number): Float64Array;
}
