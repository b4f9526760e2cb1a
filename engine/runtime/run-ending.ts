import { formatDate, formatDateTime } from '../data/time/date-text.ts';
import type { Engine } from './engine.ts';
import type { RunEnding } from './run-request.ts';
import type { Run } from './run.ts';

/** Why a run ended before the end of its period; undefined if it did not. */
export function endingOf(
  { dates, portfolio, services }: Run,
  { isRuined }: Pick<Engine, 'isRuined'>,
): RunEnding | undefined {
  const time = dates.localTime;
  const when = `at ${formatDateTime(time).replace('T', ' ')}, before the last day ${formatDate(dates.endDate)}`;
  if (isRuined) {
    const worth = `${portfolio.exactTotalPortfolioValue.round(2).toString()} ${portfolio.cashBook.accountCurrency}`;
    return {
      reason: 'ruined',
      time,
      message: `The account was ruined: it is worth ${worth}, so the run ended ${when}.`,
    };
  }
  const { quitReason } = services;
  if (quitReason === undefined) return undefined;
  const why = quitReason === '' ? '' : `: ${quitReason.replace(/\.$/, '')}`;
  return { reason: 'quit', time, message: `The strategy ended the run ${when}${why}.` };
}
