import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';
import { ranks, requireEqualLengths } from './ranks.ts';

export interface TailDependenceOptions {
  /** Shares of the observations that count as the tail; default 1 %, 2.5 %, 5 % and 10 %. */
  readonly shares?: readonly number[];
  /** Number of resampled series for the intervals; default 500. */
  readonly resamples?: number;
  /** Mean length of the resampled blocks, which preserve clusters; default 20. */
  readonly blockLength?: number;
  /** Coverage probability of the intervals; default 0.95. */
  readonly confidence?: number;
  readonly random: Random;
}

/** How often one series is in its tail when the other is, for one size of the tail. */
export interface TailDependenceEstimate {
  readonly share: number;
  /** Number of observations in the tails of both series. */
  readonly count: number;
  readonly estimate: number;
  readonly interval: readonly [number, number];
}

/**
 * Empirical tail dependence, C(q, q) / q, of low values or of high values, for several q. Its limit for q to 0 is the λ
 * of a copula; for any q above 0 the estimate is larger, and for a small q it depends on few observations, which its
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
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `The shares of the tail must be between 0 and 1, but one is ${wrong}.`,
    );
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

/** Ranks as uniform numbers; they are reflected for the upper tail. */
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

/** Fills in indices of blocks of random length with random starts; blocks wrap around at the end. */
function drawBlocks(indices: Uint32Array, blockLength: number, random: Random): void {
  const count = indices.length;
  let index = 0;
  for (let t = 0; t < count; t++) {
    index = t === 0 || random.uniform() < 1 / blockLength ? random.integer(count) : (index + 1) % count;
    indices[t] = index;
  }
}
