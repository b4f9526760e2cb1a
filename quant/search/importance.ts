import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { SearchSpace } from './search-space.ts';

/** Parts of a dimension's range between which means are compared. */
const MOST_PARTS = 8;

/** A finished trial of a search. */
export interface FinishedTrial {
  readonly point: Float64Array;
  /** Finite. */
  readonly value: number;
}

/**
 * The share of the variance of the values that each dimension alone explains, from 0 to 1: the variance of the means of
 * parts of its range divided by the variance of all values, minus the share expected by chance for parts of that size.
 * Interactions of dimensions are not included.
 */
export function dimensionImportance(space: SearchSpace, trials: readonly FinishedTrial[]): Float64Array {
  const count = trials.length;
  const mean = trials.reduce((sum, { value }) => sum + value, 0) / count;
  const total = trials.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  return Float64Array.from(space.dimensions, (_, index) => {
    const parts = Math.min(space.levels(index), MOST_PARTS);
    if (!(total > 0) || parts < 2 || count < 3) return 0;
    const sums = new Float64Array(parts);
    const counts = new Float64Array(parts);
    for (const { point, value } of trials) {
      const part = Math.min(parts - 1, Math.floor(space.toShare(index, point[index]) * parts));
      sums[part] += value - mean;
      counts[part]++;
    }
    let between = 0;
    let filled = 0;
    for (let part = 0; part < parts; part++) {
      if (counts[part] === 0) continue;
      between += sums[part] ** 2 / counts[part];
      filled++;
    }
    if (filled < 2 || count <= filled) return 0;
    // omega squared: the unbiased share
    const within = (total - between) / (count - filled);
    return Math.max(0, Math.min(1, (between - (filled - 1) * within) / (total + within)));
  });
}

/** How a trial's neighbours do. */
export interface Plateau {
  /** Trials in the neighbourhood, the trial itself not included. */
  readonly neighbours: number;
  /**
   * Mean of the neighbours' values over the trial's own, both measured from the worst value to the best: 1 for a
   * plateau, near 0 for a lone peak. NaN without neighbours.
   */
  readonly score: number;
  /** Of the neighbours' values. */
  readonly mean: number;
  readonly worst: number;
}

/**
 * Compares a trial with the trials within a distance in every dimension, which shows whether it is on a plateau or an
 * isolated peak.
 * @param index of the trial
 * @param reach maximum distance as a share of a dimension's range, default 0.1; at least one level
 */
export function plateauOf(
  space: SearchSpace,
  trials: readonly FinishedTrial[],
  { index, reach = 0.1 }: { readonly index: number; readonly reach?: number },
): Plateau {
  if (trials[index] === undefined) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `There is no trial ${index} among ${trials.length}.`);
  }
  const { point, value } = trials[index];
  const values = trials
    .filter((other, number) => number !== index && isNear(space, other.point, { point, reach }))
    .map((other) => other.value);
  const worstOfAll = trials.reduce((worst, other) => Math.max(worst, other.value), -Infinity);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return {
    neighbours: values.length,
    mean,
    worst: values.reduce((worst, one) => Math.max(worst, one), -Infinity),
    score: worstOfAll === value ? 1 : (worstOfAll - mean) / (worstOfAll - value),
  };
}

function isNear(
  space: SearchSpace,
  other: Float64Array,
  { point, reach }: { readonly point: Float64Array; readonly reach: number },
): boolean {
  return space.dimensions.every((dimension, index) => {
    if (dimension.kind === 'choice') return other[index] === point[index];
    const oneLevel = space.levels(index) === Infinity ? 0 : 1 / space.levels(index);
    const distance = Math.abs(space.toShare(index, other[index]) - space.toShare(index, point[index]));
    return distance <= Math.max(reach, oneLevel) + 1e-12;
  });
}
