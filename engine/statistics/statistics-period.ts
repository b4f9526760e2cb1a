import { Decimal } from '../model/decimal.ts';
import { POWERS_OF_TEN } from '../model/decimal-digits.ts';
import type { SampleSeries, StatisticsInput, TransactionRecord } from './statistics-input.ts';

const DAY = 86_400_000;
/** Powers of ten up to this one are doubles without rounding. */
const EXACT_PLACES = 22;

/** The samples between the first and the last equity date, in order of time. */
export interface StatisticsPeriod {
  readonly equity: SampleSeries;
  readonly performance: readonly Decimal[];
  readonly benchmark: readonly Decimal[];
  readonly portfolioTurnover: readonly Decimal[];
  readonly transactions: readonly TransactionRecord[];
}

/** The values inside [from, until); of several at one instant the last one stands. */
function valuesBetween(series: SampleSeries, from: number, until: number): Decimal[] {
  const values: Decimal[] = [];
  let previous = NaN;
  for (let index = 0; index < series.values.length; index++) {
    const time = series.timesUtc[index];
    if (time < from || time >= until) continue;
    if (time === previous) values.pop();
    values.push(series.values[index]);
    previous = time;
  }
  return values;
}

/** Cuts all series to the UTC dates that the equity samples span, as LEAN's StatisticsBuilder does. */
export function statisticsPeriod(input: StatisticsInput): StatisticsPeriod {
  const times = input.equity.timesUtc;
  const from = Math.floor(times[0] / DAY) * DAY;
  const until = (Math.floor(times[times.length - 1] / DAY) + 1) * DAY;
  return {
    equity: input.equity,
    performance: valuesBetween(input.performance, from, until),
    benchmark: valuesBetween(input.benchmark, from, until),
    portfolioTurnover: valuesBetween(input.portfolioTurnover, from, until),
    transactions: transactionsBetween(input.transactions, from, until),
  };
}

/** The transactions inside [from, until) in order of time; they mostly are, and all inside. */
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
export function benchmarkReturns(values: readonly Decimal[]): Float64Array {
  const returns = new Float64Array(Math.max(values.length - 2, 0));
  for (let index = 2; index < values.length; index++) {
    const previous = values[index - 1];
    returns[index - 2] = previous.isZero ? 0 : values[index].sub(previous).div(previous).toNumber();
  }
  return returns;
}

/** Exactly what a division by 100 gives as a double: while the power of ten is exact, two places more are the same quotient. */
function hundredth(value: Decimal): number {
  if (value.big === null && value.scale <= EXACT_PLACES - 2) return value.mantissa / POWERS_OF_TEN[value.scale + 2];
  return value.div(Decimal.oneHundred).toNumber();
}

/** Changes of the portfolio as fractions, without the first two samples (the start, and the day that orders may fill in). */
export function performanceReturns(percentages: readonly Decimal[]): Float64Array {
  const returns = new Float64Array(Math.max(percentages.length - 2, 0));
  for (let index = 2; index < percentages.length; index++) returns[index - 2] = hundredth(percentages[index]);
  return returns;
}
