import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';

const FEWEST_OBSERVATIONS = 8;

/** Block lengths that minimise the error of a bootstrapped variance of the mean. */
export interface BlockLengths {
  /** Mean block length of the stationary bootstrap. */
  readonly stationary: number;
  /** Block length of the circular bootstrap. */
  readonly circular: number;
}

/**
 * The optimal block lengths of a series (Politis and White 2004, corrected by Patton, Politis and White 2009): the
 * autocorrelation is cut off where a window of lags has become insignificant.
 * @throws QuantError QUANT_SHAPE for fewer than 8 observations
 */
export function optimalBlockLength(series: Float64Array): BlockLengths {
  const count = series.length;
  if (count < FEWEST_OBSERVATIONS) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `An optimal block length needs ${FEWEST_OBSERVATIONS} observations but was given ${count}.`,
    );
  }
  const logarithm = Math.log10(count);
  const window = Math.max(5, Math.floor(logarithm));
  const mostLags = Math.min(count - 1, Math.ceil(Math.sqrt(count)) + window);
  const covariances = autocovariances(series, mostLags);
  if (covariances[0] === 0) return { stationary: 1, circular: 1 };
  const cut = significantLags(series, covariances, { window, threshold: 2 * Math.sqrt(logarithm / count) });
  let weighted = 0;
  let spectrum = covariances[0];
  const last = Math.min(2 * cut, mostLags);
  for (let lag = 1; lag <= last; lag++) {
    const weight = Math.min(1, 2 * (1 - lag / last));
    weighted += 2 * weight * lag * covariances[lag];
    spectrum += 2 * weight * covariances[lag];
  }
  const largest = Math.ceil(Math.min(3 * Math.sqrt(count), count / 3));
  const lengthOf = (factor: number): number => {
    const length = ((2 * weighted ** 2) / (factor * spectrum ** 2)) ** (1 / 3) * count ** (1 / 3);
    return Math.max(1, Math.min(largest, Number.isFinite(length) ? length : 1));
  };
  return { stationary: lengthOf(2), circular: lengthOf(4 / 3) };
}

/** Autocovariances (by n) of lags from 0. */
function autocovariances(series: Float64Array, lags: number): Float64Array {
  const count = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / count;
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < count; i++) sum += (series[i] - mean) * (series[i - lag] - mean);
    return sum / count;
  });
}

/** The lag before the first window of insignificant autocorrelations, or the last significant lag. */
function significantLags(
  series: Float64Array,
  covariances: Float64Array,
  { window, threshold }: { readonly window: number; readonly threshold: number },
): number {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  // each lag is normalised by the variances of the two overlapping parts
  const prefix = new Float64Array(series.length + 1);
  for (let i = 0; i < series.length; i++) prefix[i + 1] = prefix[i] + (series[i] - mean) ** 2;
  const isSignificant = (lag: number): boolean => {
    const early = prefix[series.length - lag];
    const late = prefix[series.length] - prefix[lag];
    return Math.abs((covariances[lag] * series.length) / Math.sqrt(early * late)) > threshold;
  };
  let insignificant = 0;
  let last = 0;
  for (let lag = 1; lag < covariances.length; lag++) {
    if (isSignificant(lag)) {
      last = lag;
      insignificant = 0;
    } else if (++insignificant === window) {
      return lag - window + 1;
    }
  }
  return Math.max(1, last);
}

/**
 * Fills an array with the positions of one resample of the stationary bootstrap (Politis and Romano 1994): blocks of
 * geometric length with wrap-around.
 * @param positions receives positions from 0 to `count` - 1
 * @param meanLength mean block length, at least 1
 */
export function stationaryPositions(
  positions: Uint32Array,
  { count, meanLength, random }: { readonly count: number; readonly meanLength: number; readonly random: Random },
): void {
  const newBlock = 1 / meanLength;
  let position = 0;
  for (let i = 0; i < positions.length; i++) {
    if (i === 0 || random.uniform() < newBlock) position = random.integer(count);
    else if (++position === count) position = 0;
    positions[i] = position;
  }
}

/** Options of a bootstrap. */
export interface BootstrapOptions {
  readonly random: Random;
  /** Resamples, 2,000 by default. */
  readonly resamples?: number;
  /** Mean block length; by default the optimal length of the first series. */
  readonly meanLength?: number;
  /** Probability of the interval, 0.95 by default. */
  readonly confidence?: number;
}

/** A bootstrapped statistic. */
export interface BootstrapEstimate {
  /** Of the sample itself. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Standard deviation over the resamples. */
  readonly standardError: number;
  /** Two-sided probability, under a true value of 0, of a value at least as far from 0. */
  readonly pValue: number;
  readonly meanLength: number;
}

/**
 * A statistic of one or several series over the same periods with its percentile interval, by the stationary bootstrap.
 * The same periods are drawn for all series, so that a difference between two of them is paired.
 *
 * @param statistic called with the series, or resamples of equal length in arrays that are reused
 * @throws QuantError QUANT_SHAPE for series of unequal length
 */
export function bootstrap(
  series: readonly Float64Array[],
  statistic: (series: readonly Float64Array[]) => number,
  { random, resamples = 2000, meanLength, confidence = 0.95 }: BootstrapOptions,
): BootstrapEstimate {
  const count = series[0]?.length ?? 0;
  if (series.length === 0 || series.some(({ length }) => length !== count)) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `Paired series must have equal lengths, but have ${series.map(({ length }) => length).join(', ')} values.`,
    );
  }
  const mean = meanLength ?? optimalBlockLength(series[0]).stationary;
  const value = statistic(series);
  const positions = new Uint32Array(count);
  const drawn = series.map(() => new Float64Array(count));
  const values = new Float64Array(resamples);
  let furtherCount = 0;
  for (let resample = 0; resample < resamples; resample++) {
    stationaryPositions(positions, { count, meanLength: mean, random });
    for (const [index, one] of series.entries()) {
      const target = drawn[index];
      for (let i = 0; i < count; i++) target[i] = one[positions[i]];
    }
    values[resample] = statistic(drawn);
    // the distribution of the resamples around the value is that of the value around the truth
    if (Math.abs(values[resample] - value) >= Math.abs(value)) furtherCount++;
  }
  values.sort();
  return {
    value,
    lower: quantileOf(values, (1 - confidence) / 2),
    upper: quantileOf(values, (1 + confidence) / 2),
    standardError: deviationOf(values),
    pValue: (furtherCount + 1) / (resamples + 1),
    meanLength: mean,
  };
}

/** Type 7 of Hyndman and Fan. */
function quantileOf(sorted: Float64Array, probability: number): number {
  const at = (sorted.length - 1) * probability;
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
