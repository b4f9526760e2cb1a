import { SecurityType } from '../../model/security-type.ts';
import { EngineError } from '../../model/engine-error.ts';
import { DAY, dateOf, HOUR, roundDown } from './calendar-math.ts';
import { formatDateTime } from './date-text.ts';
import { TIME_ERRORS } from './errors.ts';
import type { ExchangeHours, TimeInterval } from './exchange-hours.ts';
import { convertLocal } from './time-zone.ts';
import type { TimeZone } from './time-zone.ts';

/** The search for bars ends at this date. */
const EARLIEST = Date.UTC(1900, 0, 1);
/** The search for bars ends at this date in the other direction. */
const LATEST = Date.UTC(2200, 0, 1);

export interface StrictEndTimeQuery {
  readonly securityType: SecurityType;
  readonly market: string;
  /** Length of the bars in milliseconds. */
  readonly period: number;
  readonly exchangeHours: ExchangeHours;
}

/**
 * Whether bars longer than an hour have the open and close of the session as their times.
 *
 * LEAN's LeanData.UseStrictEndTime: false for markets that never close, forex, Oanda's CFDs and custom data.
 * `enabled` is the setting DailyPreciseEndTime.
 */
export function usesStrictEndTime(query: StrictEndTimeQuery, enabled = true): boolean {
  const { securityType, market, period, exchangeHours } = query;
  if (exchangeHours.isMarketAlwaysOpen || period <= HOUR) return false;
  if (securityType === SecurityType.Forex || securityType === SecurityType.Base) return false;
  return enabled && !(securityType === SecurityType.Cfd && market === 'oanda');
}

/**
 * Writes the session's open and close for a daily bar from `time` to `endTime`; false when the bar must be dropped
 * because it is outside that session (a row on a date without regular hours). LEAN's LeanData.SetStrictEndTimes.
 */
export function strictDailyTimes(
  exchangeHours: ExchangeHours,
  time: number,
  endTime: number,
  into: TimeInterval,
): boolean {
  exchangeHours.dailyCalendar(endTime, false, into);
  return into.end >= time;
}

/**
 * The end of the daily bar that contains a moment. LEAN's LeanData.GetNextDailyEndTime; `strict` is {@link
 * usesStrictEndTime}.
 */
export function nextDailyEndTime(exchangeHours: ExchangeHours, local: number, strict: boolean): number {
  const nextMidnight = dateOf(local) + DAY;
  if (!strict) return nextMidnight;
  const close = exchangeHours.lastDailyMarketClose(local, false);
  return close > nextMidnight && exchangeHours.isOpen(local, false) ? nextMidnight : close;
}

/**
 * Writes the start and end of the intraday bar that contains a moment, where bars are counted from the market's open
 * and the last one ends at its close. LEAN's LeanData.GetIntradayCalendar. `local` must be within market hours.
 */
export function intradayCalendar(
  exchangeHours: ExchangeHours,
  local: number,
  bars: { readonly period: number; readonly extended: boolean },
  into: TimeInterval,
): void {
  const { period, extended } = bars;
  const open = exchangeHours.previousMarketOpen(local, extended);
  into.start = open + Math.floor((local - open) / period) * period;
  into.end = Math.min(into.start + period, exchangeHours.nextMarketClose(open, extended));
}

/** Rounds down to a whole period on the wall clock of another time zone. LEAN's RoundDownInTimeZone. */
export function roundDownInTimeZone(local: number, period: number, zone: TimeZone, roundingZone: TimeZone): number {
  return convertLocal(roundDown(convertLocal(local, zone, roundingZone), period), roundingZone, zone);
}

/**
 * Rounds down to a whole period, on another zone's wall clock, that overlaps market hours. LEAN's
 * ExchangeRoundDownInTimeZone.
 *
 * @throws EngineError TIME_NO_SESSION when the market is closed back to 1900.
 */
export function exchangeRoundDownInTimeZone(
  local: number,
  period: number,
  exchangeHours: ExchangeHours,
  options: { roundingZone: TimeZone; extended: boolean },
): number {
  if (period === 0) return local;
  const { roundingZone, extended } = options;
  const { timeZone } = exchangeHours;
  // steps are taken on the rounding zone's clock: on the exchange's, a clock change could undo each step in an endless
  // loop
  let unrounded = convertLocal(local, timeZone, roundingZone);
  let rounded = convertLocal(roundDown(unrounded, period), roundingZone, timeZone);
  while (!exchangeHours.isOpenDuring(rounded, rounded + period, extended)) {
    unrounded -= period;
    rounded = convertLocal(roundDown(unrounded, period), roundingZone, timeZone);
    if (rounded < EARLIEST) throw neverOpen(exchangeHours, 'before', local);
  }
  return rounded;
}

export interface BarSpanQuery {
  readonly exchangeHours: ExchangeHours;
  /** Length of a bar in milliseconds. */
  readonly period: number;
  readonly barCount: number;
  readonly extended: boolean;
}

/**
 * The wall-clock time at which the last `bars` bars before `end` begin, by the market's calendar: the start of
 * histories and warm-ups of N bars.
 *
 * LEAN's Time.GetStartTimeForTradeBars. `strictDaily` states whether daily bars have the session's hours as their times
 * ({@link usesStrictEndTime}).
 */
export function startTimeForTradeBars(
  query: BarSpanQuery & { readonly dataTimeZone: TimeZone; readonly strictDaily: boolean },
  end: number,
): number {
  const { exchangeHours, period, barCount, extended } = query;
  const keepsToday =
    query.strictDaily &&
    period === DAY &&
    exchangeHours.isDateOpen(end) &&
    exchangeHours.nextMarketClose(dateOf(end), extended) <= end;
  let current = keepsToday ? end : roundDownInTimeZone(end, period, exchangeHours.timeZone, query.dataTimeZone);
  for (let found = 0; found < barCount;) {
    current -= period;
    if (exchangeHours.isOpenDuring(current, current + period, extended)) found += 1;
    if (current < EARLIEST) throw neverOpen(exchangeHours, 'before', end);
  }
  return current;
}

/** The wall-clock time at which `bars` bars after `start` have ended. LEAN's Time.GetEndTimeForTradeBars. */
export function endTimeForTradeBars(query: BarSpanQuery, start: number): number {
  const { exchangeHours, period, barCount, extended } = query;
  let current = start;
  for (let found = 0; found < barCount;) {
    current += period;
    const counts =
      period === DAY
        ? exchangeHours.isDateOpen(current)
        : exchangeHours.isOpenDuring(current - period, current, extended);
    if (counts) found += 1;
    if (current > LATEST) throw neverOpen(exchangeHours, 'after', start);
  }
  return current;
}

function neverOpen(exchangeHours: ExchangeHours, side: string, local: number): EngineError {
  return new EngineError(
    TIME_ERRORS.NO_SESSION,
    `The market ${exchangeHours.name} has no session ${side} ${formatDateTime(local)}. Check its market hours.`,
    { data: { market: exchangeHours.name, local } },
  );
}
