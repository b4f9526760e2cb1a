import { EngineError } from '../../model/engine-error.ts';
import { DAY, dateOf } from './calendar-math.ts';
import { formatDateTime } from './date-text.ts';
import { adjustDayHours, DayHours, MarketHoursState } from './day-hours.ts';
import { TIME_ERRORS } from './errors.ts';
import type { TimeZone } from './time-zone.ts';

/**
 * The hours of the days from 1960-01-01 to 2130-12-31 are cached at the first use. Others are computed at each call.
 */
const TABLE_FIRST_DAY = Date.UTC(1960, 0, 1) / DAY;
const TABLE_DAYS = Date.UTC(2131, 0, 1) / DAY - TABLE_FIRST_DAY;

/** How far LEAN looks for the next or the previous session, in days. */
const SEARCH_FORWARD = 15;
const SEARCH_BACK = 9;
/** A market without a trading day within this many days is assumed to have none. */
const LONGEST_CLOSURE = 4_000;

export interface ExchangeHoursOptions {
  readonly timeZone: TimeZone;
  /** The regular hours, Sunday first; seven of them. */
  readonly week: readonly DayHours[];
  /** Closed dates as wall-clock midnights, like the keys of the maps below. */
  readonly holidays?: Iterable<number>;
  /** Dates on which banks are closed although the market may trade; used only by expiration rules. */
  readonly bankHolidays?: Iterable<number>;
  /** Time of day (milliseconds since midnight) at which the market closes on a date. */
  readonly earlyCloses?: ReadonlyMap<number, number>;
  /** Time of day at which the market opens on a date. */
  readonly lateOpens?: ReadonlyMap<number, number>;
  /** Name of the market in messages: `Equity-usa`. */
  readonly name?: string;
}

/** Two wall-clock times, set by {@link ExchangeHours.dailyCalendar}. */
export interface TimeInterval {
  start: number;
  end: number;
}

/**
 * When one exchange trades: regular and extended hours of each weekday, holidays, early closes and late opens.
 *
 * LEAN's SecurityExchangeHours (Common/Securities/SecurityExchangeHours.cs). NLAll times are wall-clock milliseconds
 * of the exchange's time zone. Queries for one moment cost a table lookup and allocate nothing.
 */
export class ExchangeHours {
  readonly timeZone: TimeZone;
  readonly name: string;
  readonly week: readonly DayHours[];
  readonly holidays: ReadonlySet<number>;
  readonly bankHolidays: ReadonlySet<number>;
  readonly earlyCloses: ReadonlyMap<number, number>;
  readonly lateOpens: ReadonlyMap<number, number>;
  /** The market has no closing time at all (crypto). Holidays do not count. */
  readonly isMarketAlwaysOpen: boolean;
  /** The most common length of regular hours, the longer one of a tie: 6.5 hours for US stocks. */
  readonly regularMarketDuration: number;

  /** Index of each day's hours in `tabled`; 0 for a day that has not been computed yet. */
  private readonly places = new Uint16Array(TABLE_DAYS);
  private readonly tabled: DayHours[];

  /** The regular segment of the last query, which usually also contains the moment of the next one. */
  private openFrom = Infinity;
  private openUntil = -Infinity;

  constructor(options: ExchangeHoursOptions) {
    this.timeZone = options.timeZone;
    this.name = options.name ?? 'exchange';
    this.week = options.week;
    this.holidays = new Set(options.holidays);
    this.bankHolidays = new Set(options.bankHolidays);
    this.earlyCloses = options.earlyCloses ?? new Map();
    this.lateOpens = options.lateOpens ?? new Map();
    this.isMarketAlwaysOpen = this.week.every((hours) => hours.isOpenAllDay);
    this.regularMarketDuration = commonestDuration(this.week);
    this.tabled = [DayHours.CLOSED, DayHours.CLOSED, ...this.week];
  }

  /** A market that never closes. */
  static alwaysOpen(timeZone: TimeZone, name = 'always open'): ExchangeHours {
    return new ExchangeHours({ timeZone, name, week: Array.from({ length: 7 }, () => DayHours.OPEN) });
  }

  /** The hours of the day of a wall-clock time, including holidays, early closes and late opens. */
  dayHours(local: number): DayHours {
    return this.hoursOfDay(Math.floor(local / DAY));
  }

  isOpen(local: number, extended: boolean): boolean {
    return (local >= this.openFrom && local < this.openUntil) || this.findOpen(local, extended);
  }

  /** Whether [start, end) overlaps market hours; equal start and end mean one moment. */
  isOpenDuring(start: number, end: number, extended: boolean): boolean {
    if (start >= this.openFrom && start < this.openUntil) return end >= start;
    if (start === end) return this.findOpen(start, extended);
    let day = Math.floor(start / DAY);
    let from = start - day * DAY;
    while (day * DAY + from < end) {
      if (this.hoursOfDay(day).isOpenDuring(from, Math.min(end - day * DAY, DAY), extended)) return true;
      day += 1;
      from = 0;
    }
    return false;
  }

  /** Whether the date of a wall-clock time has regular hours, or with `extended` any hours. */
  isDateOpen(local: number, extended = false): boolean {
    const hours = this.hoursOfDay(Math.floor(local / DAY));
    return hours.marketDuration > 0 || (extended && !hours.isClosedAllDay);
  }

  isHoliday(local: number): boolean {
    return this.holidays.has(dateOf(local));
  }

  isBankHoliday(local: number): boolean {
    return this.bankHolidays.has(dateOf(local));
  }

  /** The wall-clock time at which regular trading of that date begins; NaN on a date without regular trading. */
  regularOpenOf(local: number): number {
    const day = Math.floor(local / DAY) | 0;
    return day * DAY + this.hoursOfDay(day).regularOpen;
  }

  /** The wall-clock time at which regular trading of that date ends; NaN on a date without regular trading. */
  regularCloseOf(local: number): number {
    const day = Math.floor(local / DAY) | 0;
    return day * DAY + this.hoursOfDay(day).regularClose;
  }

  /**
   * Writes the open and close of the trading day that contains a wall-clock time: the last one that opened at or before
   * it.
   *
   * LEAN's LeanData.GetDailyCalendar. @throws EngineError TIME_NO_SESSION when the market never closes.
   */
  dailyCalendar(local: number, extended: boolean, into: TimeInterval): void {
    const day = this.openedDay(local, extended);
    const hours = this.hoursOfDay(day);
    const open = extended ? hours.firstStart : hours.regularOpen;
    const close = extended ? hours.lastEnd : hours.regularClose;
    into.start = day * DAY + open;
    into.end = close > open ? day * DAY + close : this.lastDailyMarketClose(into.start, extended);
  }

  /** The first open of the last date that opened at or before a moment. */
  firstDailyMarketOpen(local: number, extended: boolean): number {
    const day = this.openedDay(local, extended);
    const hours = this.hoursOfDay(day);
    return day * DAY + (extended ? hours.firstStart : hours.regularOpen);
  }

  /** The last close of the first date that has a close after a moment. */
  lastDailyMarketClose(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    for (let day = today; day < today + SEARCH_FORWARD; day++) {
      const close = this.hoursOfDay(day).lastMarketClose(day === today ? local - day * DAY : 0, extended);
      if (close === close) return day * DAY + close;
    }
    throw this.noSession('close after', local);
  }

  /** The first open after a moment (exclusive); hours that continue over midnight or across segments open once. */
  nextMarketOpen(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    let previousEnd = this.hoursOfDay(today - 1).lastEnd;
    for (let day = today; day < today + SEARCH_FORWARD; day++) {
      const hours = this.hoursOfDay(day);
      const open = day * DAY + hours.marketOpen(day === today ? local - day * DAY : 0, extended, previousEnd);
      if (local < open) return open;
      previousEnd = this.earlyCloses.has(day * DAY) ? NaN : hours.lastEnd;
    }
    throw this.noSession('open after', local);
  }

  /** The first close after a moment (exclusive). */
  nextMarketClose(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    for (let day = today; day < today + SEARCH_FORWARD; day++) {
      const nextStart = this.earlyCloses.has((day + 1) * DAY) ? NaN : this.hoursOfDay(day + 1).firstStart;
      const close = this.hoursOfDay(day).marketClose(day === today ? local - day * DAY : 0, extended, nextStart);
      if (close === close) return day * DAY + close;
    }
    throw this.noSession('close after', local);
  }

  /** The last open at or before a moment. */
  previousMarketOpen(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    for (let day = today; day > today - SEARCH_BACK && !this.isMarketAlwaysOpen; day--) {
      const { segments } = this.hoursOfDay(day);
      for (let i = segments.length - 1; i >= 0; i--) {
        const open = day * DAY + segments[i].start;
        if (open > local || (!extended && segments[i].state !== MarketHoursState.Market)) continue;
        if (this.nextMarketOpen(open - 1, extended) === open) return open;
      }
    }
    throw this.noSession('open before', local);
  }

  /** The last close at or before a moment. LEAN has no such method. */
  previousMarketClose(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    for (let day = today; day > today - SEARCH_BACK && !this.isMarketAlwaysOpen; day--) {
      const { segments } = this.hoursOfDay(day);
      for (let i = segments.length - 1; i >= 0; i--) {
        const close = day * DAY + segments[i].end;
        if (close > local || (!extended && segments[i].state !== MarketHoursState.Market)) continue;
        if (this.nextMarketClose(close - 1, extended) === close) return close;
      }
    }
    throw this.noSession('close before', local);
  }

  /** The next date (same time of day) with regular hours. */
  nextTradingDay(local: number): number {
    return this.tradingDay(local, DAY);
  }

  /** The previous date (same time of day) with regular hours. */
  previousTradingDay(local: number): number {
    return this.tradingDay(local, -DAY);
  }

  /** The dates with hours from the date of one wall-clock time to that of another, both inclusive, as midnights. */
  *tradableDays(from: number, thru: number, extended = false): Generator<number, void, void> {
    for (let date = dateOf(from); date <= dateOf(thru); date += DAY) {
      if (this.isDateOpen(date, extended)) yield date;
    }
  }

  private findOpen(local: number, extended: boolean): boolean {
    const day = Math.floor(local / DAY) | 0;
    const segment = this.hoursOfDay(day).segmentAt(local - day * DAY);
    if (segment === undefined) return false;
    if (segment.state !== MarketHoursState.Market) return extended;
    this.openFrom = day * DAY + segment.start;
    this.openUntil = day * DAY + segment.end;
    return true;
  }

  /** The last day that opened at or before a moment, as days since 1970 (a small integer, which is not allocated). */
  private openedDay(local: number, extended: boolean): number {
    const today = Math.floor(local / DAY) | 0;
    for (let day = today; day > today - SEARCH_BACK && !this.isMarketAlwaysOpen; day--) {
      const hours = this.hoursOfDay(day);
      if (day * DAY + (extended ? hours.firstStart : hours.regularOpen) <= local) return day;
    }
    throw this.noSession('open before', local);
  }

  private tradingDay(local: number, step: number): number {
    let time = local + step;
    for (let i = 0; i < LONGEST_CLOSURE; i++, time += step) {
      if (this.isDateOpen(time)) return time;
    }
    throw this.noSession(step > 0 ? 'trading day after' : 'trading day before', local);
  }

  private hoursOfDay(day: number): DayHours {
    const index = day - TABLE_FIRST_DAY;
    const place = this.places[index];
    return place > 0 ? this.tabled[place] : this.lookUp(day, index);
  }

  private lookUp(day: number, index: number): DayHours {
    const date = day * DAY;
    const weekday = (((day + 4) % 7) + 7) % 7;
    // index 1 is the closed day, 2 to 8 are the days of the week
    let place = this.holidays.has(date) ? 1 : 2 + weekday;
    let hours = this.tabled[place];
    if (place !== 1 && (this.earlyCloses.has(date) || this.lateOpens.has(date))) {
      hours = adjustDayHours(hours, this.earlyCloses.get(date) ?? NaN, this.lateOpens.get(date) ?? NaN);
      place = this.tabled.length;
    }
    if (index >= 0 && index < TABLE_DAYS) {
      if (place === this.tabled.length) this.tabled.push(hours);
      this.places[index] = place;
    }
    return hours;
  }

  private noSession(what: string, local: number): EngineError {
    const reason = this.isMarketAlwaysOpen ? 'it never closes' : 'its calendar has none near that time';
    return new EngineError(
      TIME_ERRORS.NO_SESSION,
      `The market ${this.name} has no ${what} ${formatDateTime(local)}, because ${reason}. ` +
        (this.isMarketAlwaysOpen ? 'Use a time of day instead of the open or the close.' : 'Check its market hours.'),
      { data: { market: this.name, local } },
    );
  }
}

function commonestDuration(week: readonly DayHours[]): number {
  let best = 0;
  let bestCount = 0;
  for (const { marketDuration } of week) {
    const count = week.filter((hours) => hours.marketDuration === marketDuration).length;
    if (count > bestCount || (count === bestCount && marketDuration > best)) {
      best = marketDuration;
      bestCount = count;
    }
  }
  return best;
}
