import type { BacktestResult } from '../../runtime/run-request.ts';

/** Equity at the end of each day with new prices. */
export interface DailyEquity {
  /** UTC epoch milliseconds. */
  readonly time: Float64Array;
  /** Account currency. */
  readonly equity: Float64Array;
}

const DAY = 86_400_000;
const MILLISECONDS_PER_YEAR = 365.25 * DAY;

/** The equity of a run on its daily grid; of several samples at one instant the last one counts. */
export function dailyEquity({ equity, daily }: Pick<BacktestResult, 'equity' | 'daily'>): DailyEquity {
  const time = new Float64Array(daily.time.length);
  const values = new Float64Array(daily.time.length);
  let count = 0;
  let at = -1;
  for (const instant of daily.time) {
    while (at + 1 < equity.time.length && equity.time[at + 1] <= instant) at++;
    if (at < 0) continue;
    time[count] = instant;
    values[count++] = equity.value[at];
  }
  return { time: time.subarray(0, count), equity: values.subarray(0, count) };
}

/** Changes from day to day as fractions; 0 once nothing is left. */
export function dailyReturns({ equity }: Pick<DailyEquity, 'equity'>): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1));
  for (let day = 1; day < equity.length; day++) {
    const before = equity[day - 1];
    returns[day - 1] = before > 0 ? equity[day] / before - 1 : 0;
  }
  return returns;
}

/** Days per year of a daily grid, from its first day to its last; 252 for fewer than two days. */
export function daysPerYear({ time }: Pick<DailyEquity, 'time'>): number {
  const years = time.length < 2 ? 0 : (time[time.length - 1] - time[0]) / MILLISECONDS_PER_YEAR;
  return years > 0 ? (time.length - 1) / years : 252;
}

/**
 * Divides days at the beginning of one: the sample of that midnight ends the first part and begins the second, so that no
 * return is in both.
 * @param day its midnight as a wall-clock time; the samples are of midnights of the algorithm's time zone
 */
export function splitAt({ time, equity }: DailyEquity, day: number): [before: DailyEquity, after: DailyEquity] {
  let at = 0;
  // in every time zone the midnight is less than half a day from that of UTC
  while (at + 1 < time.length && time[at + 1] <= day + DAY / 2) at++;
  return [
    { time: time.subarray(0, at + 1), equity: equity.subarray(0, at + 1) },
    { time: time.subarray(at), equity: equity.subarray(at) },
  ];
}
