import { DAY } from '../data/time/calendar-math.ts';
import { SecurityType } from '../model/security-type.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';

const TRADING_DAYS_A_WEEK = 5 / 7;
const STOCK_SESSION = 6.5 * 3_600_000;
/** Of an instrument with some trading; there may be a hundred times more. */
const TICKS_A_DAY = 20_000;

/** About how many rows a run will have, by its days and its subscriptions: enough to tell short runs from long ones. */
export function expectedRows(
  { subscriptions }: Pick<DataManager, 'subscriptions'>,
  { startUtc, endUtc }: Pick<RunDates, 'startUtc' | 'endUtc'>,
): number {
  const days = ((endUtc - startUtc) / DAY) * TRADING_DAYS_A_WEEK;
  let rowsADay = 0;
  for (const { config, period, isRemoved } of subscriptions) {
    if (isRemoved || config.isInternal) continue;
    const session = config.symbol.securityType === SecurityType.Equity ? STOCK_SESSION : DAY;
    rowsADay += period === 0 ? TICKS_A_DAY : Math.max(1, session / period);
  }
  return days * rowsADay;
}
