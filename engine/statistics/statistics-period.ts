import type { SampleSeries, StatisticsInput, TransactionRecord } from './statistics-input.ts';

const DAY = 86_400_000;

/** The samples of a series within the period, by their indices in the series. */
export interface SamplesInPeriod {
  readonly series: SampleSeries;
  readonly indices: Int32Array;
}

/** The samples between the first and the last equity date, in order of time. */
export interface StatisticsPeriod {
  readonly equity: SampleSeries;
  readonly performance: SamplesInPeriod;
  readonly benchmark: SamplesInPeriod;
  readonly portfolioTurnover: SamplesInPeriod;
  readonly transactions: readonly TransactionRecord[];
}

/** The samples in [from, until); of several at one instant the last one counts. */
function samplesBetween(series: SampleSeries, from: number, until: number): SamplesInPeriod {
  const { timesUtc, length } = series;
  const indices = new Int32Array(length);
  let count = 0;
  let previous = NaN;
  for (let index = 0; index < length; index++) {
    const time = timesUtc[index];
    if (time < from || time >= until) continue;
    if (time === previous) count--;
    indices[count++] = index;
    previous = time;
  }
  return { series, indices: indices.subarray(0, count) };
}

/** Restricts all series to the UTC dates that the equity samples span, as LEAN's StatisticsBuilder does. */
export function statisticsPeriod(input: StatisticsInput): StatisticsPeriod {
  const times = input.equity.timesUtc;
  const from = Math.floor(times[0] / DAY) * DAY;
  const until = (Math.floor(times[times.length - 1] / DAY) + 1) * DAY;
  return {
    equity: input.equity,
    performance: samplesBetween(input.performance, from, until),
    benchmark: samplesBetween(input.benchmark, from, until),
    portfolioTurnover: samplesBetween(input.portfolioTurnover, from, until),
    transactions: transactionsBetween(input.transactions, from, until),
  };
}

/**
 * The transactions in [from, until) in chronological order; returns the input if it is already so, which is the usual
 * case.
 */
function transactionsBetween(
  transactions: readonly TransactionRecord[],
  from: number,
  until: number,
): readonly TransactionRecord[] {
  let previous = from;
  for (let i = 0; i < transactions.length; i++) {
    const { timeUtc } = transactions[i];
    if (timeUtc < previous || timeUtc >= until) {
      return transactions
        .filter((one) => one.timeUtc >= from && one.timeUtc < until)
        .toSorted((left, right) => left.timeUtc - right.timeUtc);
    }
    previous = timeUtc;
  }
  return transactions;
}

/** Changes of the benchmark from sample to sample, without the first one. */
export function benchmarkReturns({ series, indices }: SamplesInPeriod): Float64Array {
  const returns = new Float64Array(Math.max(indices.length - 2, 0));
  for (let index = 2; index < indices.length; index++) {
    const [before, now] = [indices[index - 1], indices[index]];
    if (series.isEqual(now, before)) continue;
    if (series.number(before) !== 0) returns[index - 2] = series.changeBetween(before, now);
  }
  return returns;
}

/**
 * Changes of the portfolio as fractions, without the first two samples (the start, and the first day on which orders
 * may fill).
 */
export function performanceReturns({ series, indices }: SamplesInPeriod): Float64Array {
  const returns = new Float64Array(Math.max(indices.length - 2, 0));
  for (let index = 2; index < indices.length; index++) returns[index - 2] = series.hundredth(indices[index]);
  return returns;
}
