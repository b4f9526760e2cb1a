import type { SearchSpace } from './search-space.ts';

/** A point that a sampler has suggested before, in the order of the suggestions. */
export interface Observation {
  readonly point: Float64Array;
  /**
   * What the trial reached, the smaller the better; infinite for a trial that failed or broke a constraint, and
   * `undefined` while it is not used yet.
   */
  readonly value: number | undefined;
}

/**
 * Suggests the points of a search. A suggestion depends on the seed, its number and the observations alone, so that an
 * interrupted search goes on as if it had not been interrupted, and any number of workers finds the same points.
 */
export interface Sampler {
  /** How many of the first trials must have finished before a trial is suggested. */
  requires(number: number): number;
  /**
   * The point of a trial.
   * @param number of the trial, from 0
   * @param observations all earlier trials; the values of the first `requires(number)` are used
   * @returns `undefined` when there is nothing left to try
   */
  suggest(number: number, observations: readonly Observation[]): Float64Array | undefined;
}

/** Options of every sampler. */
export interface SamplerOptions {
  readonly space: SearchSpace;
  /** Any integer. */
  readonly seed: number;
}
