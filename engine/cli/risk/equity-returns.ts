import type { RunRecord, TimeSeries } from '../../api/result-handler.ts';

const DAY = 86_400_000;

/** Daily returns of a run and of its benchmark on the same days. */
export interface DailyReturns {
  /** UTC midnights of the days. */
  readonly times: Float64Array;
  readonly returns: Float64Array;
  /** NaN on days without a value of the benchmark. */
  readonly benchmark: Float64Array;
}

/** Simple returns from the last equity of each day; days without a new price of the portfolio are left out. */
export function dailyReturns({
  equity,
  benchmark,
  daily,
}: Pick<RunRecord, 'equity' | 'benchmark' | 'daily'>): DailyReturns {
  const values = lastOfDays(equity);
  const others = lastOfDays(benchmark);
  const days = [...new Set(Array.from(daily.time, dayOf))].filter((day) => values.has(day)).sort((a, b) => a - b);
  const ratio = (of: ReadonlyMap<number, number>, index: number): number =>
    (of.get(days[index]) ?? NaN) / (of.get(days[index - 1]) ?? NaN) - 1;
  const later = days.slice(1);
  return {
    times: Float64Array.from(later, (day) => day * DAY),
    returns: Float64Array.from(later, (_, i) => ratio(values, i + 1)),
    benchmark: Float64Array.from(later, (_, i) => ratio(others, i + 1)),
  };
}

/** The distance below the highest value so far, zero or negative. */
export function drawdownsOf(returns: Float64Array): Float64Array {
  let value = 1;
  let peak = 1;
  return returns.map((one) => {
    value *= 1 + one;
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}

function lastOfDays({ time, value }: TimeSeries): Map<number, number> {
  const last = new Map<number, number>();
  for (let i = 0; i < time.length; i++) last.set(dayOf(time[i]), value[i]);
  return last;
}

function dayOf(utc: number): number {
  return Math.floor(utc / DAY);
}
