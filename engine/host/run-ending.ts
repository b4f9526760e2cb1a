import type { RunEndingRecord } from '../api/result-handler.ts';
import { formatDateTime } from '../data/time/date-text.ts';
import { dateOf } from '../data/time/calendar-math.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import type { BacktestResult, RunEnding } from '../runtime/run-request.ts';
import { dateText } from './dates.ts';

/**
 * The ending of a completed run whose data ended early: every security of the strategy lacks at least the last two
 * sessions. A missing last session alone is not enough, as it is often not published yet.
 */
export function dataEnding(
  { endDate }: Pick<BacktestResult, 'endDate'>,
  { securities }: Pick<AlgorithmHost, 'securities'>,
): RunEnding | undefined {
  let last = -Infinity;
  for (const security of securities) {
    const { lastDataEndTime: end, exchangeHours } = security;
    if (security.isDelisted || Number.isNaN(end)) continue;
    // a row that ends at midnight belongs to the day before
    const day = dateOf(end - 1);
    if (exchangeHours.nextTradingDay(exchangeHours.nextTradingDay(day)) > endDate) return undefined;
    last = Math.max(last, end);
  }
  if (last === -Infinity) return undefined;
  const message = `The data end on ${dateText(dateOf(last - 1))}, before the last day ${dateText(endDate)}: from then on prices stood still.`;
  return { reason: 'data', time: last, message };
}

/** The ending in the form that results contain. */
export function endingRecord(ending: RunEnding | undefined): RunEndingRecord | undefined {
  return ending && { ...ending, time: formatDateTime(ending.time).replace('T', ' ') };
}
