import type { LinearConstraint } from '../optimization/quadratic-program.ts';

/**
 * A recursion for the conditional variance σ²_t of residuals e_t, with its derivatives.
 *
 * `start` stands for what lies before the first observation: the variance there and the squares of residuals. Parameters are
 * those of the process alone, in the order of `parameterNames`.
 */
export interface VarianceProcess {
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  /** Constraints that keep the variance positive and, unless they were waived, its mean finite. */
  readonly constraints: readonly LinearConstraint[];
  /** Whether a forecast beyond the next observation exists as a formula. */
  readonly hasAnalyticForecast: boolean;

  /** Parameters to start fits from, for residuals of variance 1. */
  startingPoints(): readonly (readonly number[])[];

  /** Writes σ²_t of each residual. */
  filter(parameters: Float64Array, residuals: Float64Array, start: number, variances: Float64Array): void;

  /**
   * The reverse of `filter`: carries derivatives of some function by each σ²_t, which it uses up, over to the residuals, to
   * which it adds, and to the parameters, which it writes. @returns the derivative by `start`
   */
  carryBack(pass: BackwardPass): number;

  /** The share of a shock to the variance that is left one observation later. */
  persistence(parameters: ArrayLike<number>): number;
  /** The mean of the variance, or infinite. */
  longRunVariance(parameters: ArrayLike<number>): number;
  /** The parameters of the same process for residuals that are `scale` times as large. The map is affine. */
  rescaled(parameters: ArrayLike<number>, scale: number): Float64Array;
  /** The state after the given residuals, from which to go on. */
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

/** What a variance process remembers at one instant. */
export interface VarianceState {
  /** The variance of the next residual. */
  readonly nextVariance: number;
  /** Takes the next residual, in a time that does not depend on how many there were. */
  push(residual: number): void;
  /** Takes over what another state of the same process remembers. */
  copyFrom(other: VarianceState): void;
  clone(): VarianceState;
  /** Expected variances of the next observations; only the first where the process has no formula for more. */
  expected(horizon: number): Float64Array;
}
