import { formatDate, formatDateTime } from '../data/time/date-text.ts';
import type { Engine } from './engine.ts';
import type { RunEnding } from './run-request.ts';
import type { AlgorithmServices } from './algorithm-services.ts';
import type { RunDates } from './run-dates.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';

/** Parts of a run that its ending is read from. */
export interface RunEndingParts {
  readonly dates: Pick<RunDates, 'localTime' | 'endDate'>;
  readonly portfolio: Pick<SecurityPortfolio, 'exactTotalPortfolioValue' | 'cashBook'>;
  readonly services: Pick<AlgorithmServices, 'quitReason'>;
}

/** Why a run ended before the end of its period; undefined if it did not. */
export function endingOf(
  { dates, portfolio, services }: RunEndingParts,
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
