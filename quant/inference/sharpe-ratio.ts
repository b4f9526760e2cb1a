import { normalCumulative, normalQuantile } from '../distributions/normal.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** Euler's constant. */
const EULER = 0.577_215_664_901_532_9;

/** A Sharpe ratio and what its precision depends on. All figures are per period (per day for daily returns). */
export interface SharpeEstimate {
  /** Number of returns. */
  readonly count: number;
  /** Mean over standard deviation (by n - 1); 0 without variation. */
  readonly sharpe: number;
  /** By n. */
  readonly skewness: number;
  /** By n, not in excess: 3 for a normal distribution. */
  readonly kurtosis: number;
}

/**
 * The Sharpe ratio of a sample with its moments.
 * @param returns excess returns per period, at least 2
 * @throws QuantError QUANT_SHAPE for fewer, QUANT_NOT_FINITE for NaN
 */
export function sharpeEstimate(returns: Float64Array): SharpeEstimate {
  const count = returns.length;
  if (count < 2) throw new QuantError(QUANT_ERRORS.SHAPE, `A Sharpe ratio needs 2 returns and got ${count}.`);
  let mean = 0;
  for (let i = 0; i < count; i++) mean += returns[i];
  mean /= count;
  if (!Number.isFinite(mean)) {
    throw new QuantError(QUANT_ERRORS.NOT_FINITE, 'The returns contain NaN or infinite values. Remove them.');
  }
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    const difference = returns[i] - mean;
    const square = difference * difference;
    second += square;
    third += square * difference;
    fourth += square * square;
  }
  // rounding of the mean leaves a variance of this order in constant returns
  const hasVariation = second > count * (mean * 1e-15) ** 2;
  if (!hasVariation) return { count, sharpe: 0, skewness: 0, kurtosis: 3 };
  const variance = second / count;
  return {
    count,
    sharpe: mean / Math.sqrt(second / (count - 1)),
    skewness: third / count / variance ** 1.5,
    kurtosis: fourth / count / (variance * variance),
  };
}

/** Variance of the estimate times n - 1 (Mertens 2002): 1 for normal returns without skill. */
function relativeVariance({ sharpe, skewness, kurtosis }: SharpeEstimate): number {
  return 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/** The standard error of a Sharpe ratio per period, for independent returns (Mertens 2002). */
export function sharpeStandardError(estimate: SharpeEstimate): number {
  return Math.sqrt(relativeVariance(estimate) / (estimate.count - 1));
}

/**
 * The probability that the true Sharpe ratio is above a benchmark (Bailey and López de Prado, "The Sharpe ratio
 * efficient frontier", 2012).
 * @param benchmark Sharpe ratio per period, 0 by default
 */
export function probabilisticSharpeRatio(estimate: SharpeEstimate, benchmark = 0): number {
  return normalCumulative((estimate.sharpe - benchmark) / sharpeStandardError(estimate));
}

/**
 * The expected largest Sharpe ratio among trials without skill (Bailey and López de Prado, "The deflated Sharpe ratio",
 * 2014): what a search would show by luck.
 * @param trials number of independent trials, at least 1; a single trial is no search, so its value is 0
 * @param variance of the trials' Sharpe ratios, per period
 */
export function expectedMaximumSharpe(trials: number, variance: number): number {
  if (!(trials >= 1)) {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `The number of trials is ${trials}, but must be at least 1.`);
  }
  if (trials === 1) return 0;
  const typical = normalQuantile(1 - 1 / trials);
  const extreme = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - EULER) * typical + EULER * extreme);
}

/** The probability that the true Sharpe ratio is above what a search without skill would show. */
export interface DeflatedSharpe {
  readonly probability: number;
  /** The benchmark: the expected maximum of trials without skill, per period. */
  readonly expectedMaximum: number;
}

/**
 * The deflated Sharpe ratio of the best of several trials (Bailey and López de Prado 2014).
 * @param variance of the Sharpe ratios of all trials, per period
 */
export function deflatedSharpeRatio(
  estimate: SharpeEstimate,
  { trials, variance }: { readonly trials: number; readonly variance: number },
): DeflatedSharpe {
  const expectedMaximum = expectedMaximumSharpe(trials, variance);
  return { probability: probabilisticSharpeRatio(estimate, expectedMaximum), expectedMaximum };
}

/** What a minimum length of the track record is computed for. */
export interface TrackRecordOptions {
  /** Sharpe ratio per period to be exceeded, 0 by default. */
  readonly benchmark?: number;
  /** One-sided probability, 0.95 by default. */
  readonly confidence?: number;
}

/**
 * The number of periods after which this Sharpe ratio would be above the benchmark with the given confidence (Bailey and
 * López de Prado 2012); infinite when it is not above the benchmark.
 */
export function minimumTrackRecordLength(
  estimate: Omit<SharpeEstimate, 'count'>,
  { benchmark = 0, confidence = 0.95 }: TrackRecordOptions = {},
): number {
  const distance = estimate.sharpe - benchmark;
  if (!(distance > 0)) return Infinity;
  return 1 + relativeVariance({ ...estimate, count: 0 }) * (normalQuantile(confidence) / distance) ** 2;
}

/**
 * The number of years below which the best of several trials without skill is expected to reach a Sharpe ratio (Bailey,
 * Borwein, López de Prado and Zhu, "Pseudo-mathematics and financial charlatanism", 2014).
 * @param annualSharpe the annual Sharpe ratio that was found
 */
export function minimumBacktestLength(trials: number, annualSharpe: number): number {
  return (expectedMaximumSharpe(trials, 1) / annualSharpe) ** 2;
}
