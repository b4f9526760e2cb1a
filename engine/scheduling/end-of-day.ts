import { DAY, dateOf, MINUTE } from '../data/time/calendar-math.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { TimeZone } from '../data/time/time-zone.ts';

/** How long before its market's last close a security's day ends. */
const SECURITY_END_OF_DAY = 10 * MINUTE;
/** How long before midnight the algorithm's day ends. */
const ALGORITHM_END_OF_DAY = 2 * MINUTE;

/** The dates to schedule for (wall clocks, both inclusive) and the instant after which moments count. */
export interface EndOfDaySpan {
  readonly from: number;
  readonly thru: number;
  readonly afterUtc: number;
}

/**
 * The UTC instants of `onEndOfDay(security)`: ten minutes before the last close of each trading day, and the midnight after
 * it where the market never closes. LEAN's ScheduledEventFactory.EverySecurityEndOfDay.
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
