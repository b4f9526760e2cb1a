import { DAY, dateOf, MINUTE } from '../data/time/calendar-math.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { TimeZone } from '../data/time/time-zone.ts';

/** Time between the end-of-day event of a security and the last close of its market. */
const SECURITY_END_OF_DAY = 10 * MINUTE;
/** Time between the end-of-day event of the algorithm and midnight. */
const ALGORITHM_END_OF_DAY = 2 * MINUTE;

/** The dates to schedule (wall-clock times, both inclusive) and the instant after which events are due. */
export interface EndOfDaySpan {
  readonly from: number;
  readonly thru: number;
  readonly afterUtc: number;
}

/**
 * The UTC instants of `onEndOfDay(security)`: ten minutes before the last close of each trading day, and the midnight after
 * it for a market that never closes. LEAN's ScheduledEventFactory.EverySecurityEndOfDay.
 */
export function* securityEndOfDayTimes(
  exchangeHours: ExchangeHours,
  extended: boolean,
  span: EndOfDaySpan,
): Generator<number, void, void> {
  for (const date of exchangeHours.tradableDays(span.from, span.thru)) {
    const local = exchangeHours.isMarketAlwaysOpen
      ? date + DAY
      : exchangeHours.lastDailyMarketClose(date, extended) - SECURITY_END_OF_DAY;
    const utc = exchangeHours.timeZone.toUtc(local);
    if (utc > span.afterUtc) yield utc;
  }
}

/**
 * The UTC instants of `onEndOfDay()` without a security: two minutes before midnight of the algorithm's zone on each date
 * on which any of the markets trades. LEAN's ScheduledEventFactory.EveryAlgorithmEndOfDay.
 */
export function* algorithmEndOfDayTimes(
  markets: Iterable<ExchangeHours>,
  timeZone: TimeZone,
  span: EndOfDaySpan,
): Generator<number, void, void> {
  const hours = [...markets];
  for (let date = dateOf(span.from); date <= dateOf(span.thru); date += DAY) {
    if (!hours.some((market) => market.isDateOpen(date))) continue;
    const utc = timeZone.toUtc(date + DAY - ALGORITHM_END_OF_DAY);
    if (utc > span.afterUtc) yield utc;
  }
}
