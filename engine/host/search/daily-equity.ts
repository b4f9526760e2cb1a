import type { BacktestResult } from '../../runtime/run-request.ts';

/** Equity at the end of each day with new prices. */
export interface DailyEquity {
  /** UTC epoch milliseconds. */
  readonly time: Float64Array;
  /** Account currency. */
  readonly equity: Float64Array;
}

const MILLISECONDS_PER_YEAR = 365.25 * 86_400_000;

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
