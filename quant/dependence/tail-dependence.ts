import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';
import { ranks, requireEqualLengths } from './ranks.ts';

export interface TailDependenceOptions {
  /** Shares of the observations that count as the tail; 1 %, 2.5 %, 5 % and 10 % when left out. */
  readonly shares?: readonly number[];
  /** Resampled series for the intervals; 500 when left out. */
  readonly resamples?: number;
  /** Mean length of the blocks that are drawn, so that clusters stay together; 20 when left out. */
  readonly blockLength?: number;
  /** Probability that an interval covers; 0.95 when left out. */
  readonly confidence?: number;
  readonly random: Random;
}

/** How often one series is in its tail when the other is, at one definition of the tail. */
export interface TailDependenceEstimate {
  readonly share: number;
  /** How many observations are in the tails of both. */
  readonly count: number;
  readonly estimate: number;
  readonly interval: readonly [number, number];
}

/**
 * Empirical tail dependence, C(q, q) / q: of pairs of low values, or of high ones, at several q. The limit for q to 0 is what
 * copulas have as λ; at any q above 0 the estimate is larger, and at a small q it rests on few observations, which its
 * interval shows (percentiles of the stationary bootstrap of Politis and Romano 1994).
 */
export function empiricalTailDependence(
  left: Float64Array,
  right: Float64Array,
  tail: 'lower' | 'upper',
  options: TailDependenceOptions,
): TailDependenceEstimate[] {
  requireEqualLengths([left, right]);
  const { shares = [0.01, 0.025, 0.05, 0.1], resamples = 500, confidence = 0.95 } = options;
  const wrong = shares.find((share) => !(share > 0 && share < 1));
  if (wrong !== undefined) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A share of the tail lies between 0 and 1, and one is ${wrong}.`);
  }
  const u = uniforms(left, tail);
  const v = uniforms(right, tail);
  const counts = countsOf(u, v, shares);
  const draws = shares.map(() => new Float64Array(resamples));
  const indices = new Uint32Array(left.length);
  for (let resample = 0; resample < resamples; resample++) {
    drawBlocks(indices, options.blockLength ?? 20, options.random);
    const drawn = (values: Float64Array): Float64Array =>
      uniforms(
        Float64Array.from(indices, (index) => values[index]),
        'lower',
      );
    for (const [k, count] of countsOf(drawn(u), drawn(v), shares).entries()) {
      draws[k][resample] = count / (shares[k] * left.length);
    }
  }
  return shares.map((share, k) => {
    const sorted = draws[k].sort();
    const at = (probability: number): number => sorted[Math.min(resamples - 1, Math.floor(probability * resamples))];
    return {
      share,
      count: counts[k],
      estimate: counts[k] / (share * left.length),
      interval: [at((1 - confidence) / 2), at((1 + confidence) / 2)],
    };
  });
}

/** Ranks as uniform numbers; the upper tail is turned to be the lower one. */
function uniforms(values: Float64Array, tail: 'lower' | 'upper'): Float64Array {
  const count = values.length + 1;
  return ranks(values).map((rank) => (tail === 'lower' ? rank / count : 1 - rank / count));
}

function countsOf(u: Float64Array, v: Float64Array, shares: readonly number[]): number[] {
  return shares.map((share) => {
    let count = 0;
    for (let i = 0; i < u.length; i++) if (u[i] <= share && v[i] <= share) count++;
    return count;
  });
}

/** Indices of blocks of random length, that begin anywhere and go on past the end at the beginning. */
function drawBlocks(indices: Uint32Array, blockLength: number, random: Random): void {
  const count = indices.length;
  let index = 0;
  for (let t = 0; t < count; t++) {
    index = t === 0 || random.uniform() < 1 / blockLength ? random.integer(count) : (index + 1) % count;
    indices[t] = index;
  }
}
