import type { TimeSeries } from 'tradewright/plugin';

/** A fall of the equity from a peak, until that peak is reached again. */
export interface Drawdown {
  /** Largest fall as a negative fraction of the peak. */
  readonly depth: number;
  /** UTC instants in epoch milliseconds. */
  readonly peakTime: number;
  readonly troughTime: number;
  /** Undefined while the peak has not been reached again. */
  readonly recoveryTime: number | undefined;
  /** Time from the peak to the recovery, or to the end of the run, in milliseconds. */
  readonly duration: number;
}

/** The deepest drawdowns of a series, deepest first. */
export function largestDrawdowns({ time, value }: TimeSeries, most: number): Drawdown[] {
  const found: Drawdown[] = [];
  let peak = 0;
  let trough = 0;
  for (let index = 1; index <= value.length; index++) {
    const hasRecovered = index < value.length && value[index] >= value[peak];
    if (!hasRecovered && index < value.length) {
      if (value[index] < value[trough]) trough = index;
      continue;
    }
    if (value[trough] < value[peak] && value[peak] > 0)
      found.push({
        depth: value[trough] / value[peak] - 1,
        peakTime: time[peak],
        troughTime: time[trough],
        recoveryTime: hasRecovered ? time[index] : undefined,
        duration: time[hasRecovered ? index : value.length - 1] - time[peak],
      });
    peak = trough = index;
  }
  return found.sort((one, other) => one.depth - other.depth).slice(0, most);
}
