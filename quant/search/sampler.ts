import type { SearchSpace } from './search-space.ts';

/** A point that a sampler has suggested, in the order of the suggestions. */
export interface Observation {
  readonly point: Float64Array;
  /**
   * The value of the trial, smaller is better; infinite for a trial that failed or violated a constraint, and
   * `undefined` while it is not used yet.
   */
  readonly value: number | undefined;
}

/**
 * Suggests the points of a search. A suggestion depends only on the seed, its number and the observations, so that an
 * interrupted search can be resumed without a difference, and any number of workers gives the same points.
 */
export interface Sampler {
  /** Number of the first trials that must have finished before a trial is suggested. */
  requires(number: number): number;
  /**
   * The point of a trial.
   * @param number of the trial, from 0
   * @param observations all earlier trials; the values of the first `requires(number)` are used
   * @returns `undefined` when all points have been tried
   */
  suggest(number: number, observations: readonly Observation[]): Float64Array | undefined;
}

/** Options of every sampler. */
export interface SamplerOptions {
  readonly space: SearchSpace;
  /** Any integer. */
  readonly seed: number;
}
