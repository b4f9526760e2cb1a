import { DAY, dateOf, dayOfWeek, DAYS_OF_WEEK, weekdayIndex, type DayOfWeek } from '../data/time/calendar-math.ts';
import { formatDate } from '../data/time/date-text.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import { EngineError } from '../model/engine-error.ts';
import { SCHEDULING_ERRORS } from './errors.ts';
import { periodDates, scheduledDay, type Period } from './period-dates.ts';
import {
  type DateRule,
  type MarketLike,
  resolved,
  ruleName,
  type ScheduleContext,
  type ScheduledMarket,
} from './rules.ts';

/** Which day of a period a rule selects. */
interface PeriodRequest {
  readonly name: string;
  readonly period: Period;
  readonly fromStart: boolean;
  readonly largestOffset: number;
}

/** The normalized arguments of the rules of periods. */
interface Choice {
  readonly market: ScheduledMarket | undefined;
  readonly daysOffset: number;
  /** Whether days with only extended hours count as open. */
  readonly extended: boolean;
}

/**
 * Ready-made date rules of an algorithm, LEAN's DateRules (Common/Scheduling/DateRules.cs).
 *
 * Dates are calendar dates without a zone; the time rule of the event determines the zone. The rules of weeks,
 * months, quarters and years take an offset in days, counted forward from a start and back from an end; with a security,
 * in trading days. By default, days with only extended hours count as open.
 */
export class DateRules {
  private readonly context: ScheduleContext;

  /** @internal */
  constructor(context: ScheduleContext) {
    this.context = context;
  }

  /** The current date of the algorithm's clock when the event is added. */
  get today(): DateRule {
    return { name: 'TodayOnly', dates: () => [this.currentDate()] };
  }

  /** The day after {@link today}. */
  get tomorrow(): DateRule {
    return { name: 'TomorrowOnly', dates: () => [this.currentDate() + DAY] };
  }

  /** The given dates (wall-clock times; the time of day is ignored). */
  on(...dates: readonly number[]): DateRule {
    const ascending = dates.map(dateOf).toSorted((a, b) => a - b);
    return {
      name: ascending.map(formatDate).join(','),
      dates: (from, thru) => ascending.filter((date) => date >= from && date <= thru),
    };
  }

  /** Every given day of the week. */
  every(...daysOfWeek: readonly DayOfWeek[]): DateRule {
    const wanted = new Set(daysOfWeek);
    return {
      name: daysOfWeek.join(','),
      dates: (from, thru) => weekdays(from, thru, wanted),
    };
  }

  /** Every calendar day, weekends included; with a security, every day on which its market trades. */
  everyDay(security?: MarketLike, extendedMarketHours = false): DateRule {
    const market = resolved(this.context, security);
    const name = ruleName(market, 'EveryDay');
    const hours = market?.exchangeHours;
    if (hours === undefined) return { name, dates: calendarDays };
    return { name, dates: (from, thru) => hours.tradableDays(from, thru, extendedMarketHours) };
  }

  /** The first trading day of each week of a market; without one, Monday. */
  weekStart(daysOffset?: number): DateRule;
  weekStart(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  weekStart(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofWeek(true, choose(resolved(this.context, first), daysOffset, extendedMarketHours));
  }

  /** The last trading day of each week of a market; without one, Friday. */
  weekEnd(daysOffset?: number): DateRule;
  weekEnd(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  weekEnd(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofWeek(false, choose(resolved(this.context, first), daysOffset, extendedMarketHours));
  }

  /** The first trading day of each month; without a security, the first of the month. */
  monthStart(daysOffset?: number): DateRule;
  monthStart(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  monthStart(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'MonthStart', period: 'month', fromStart: true, largestOffset: 30 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  /** The last trading day of each month; without a security, the last of the month. */
  monthEnd(daysOffset?: number): DateRule;
  monthEnd(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  monthEnd(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'MonthEnd', period: 'month', fromStart: false, largestOffset: 30 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  /** The first trading day of each quarter. */
  quarterStart(daysOffset?: number): DateRule;
  quarterStart(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  quarterStart(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'QuarterStart', period: 'quarter', fromStart: true, largestOffset: 92 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  /** The last trading day of each quarter. */
  quarterEnd(daysOffset?: number): DateRule;
  quarterEnd(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  quarterEnd(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'QuarterEnd', period: 'quarter', fromStart: false, largestOffset: 92 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  /** The first trading day of each year. */
  yearStart(daysOffset?: number): DateRule;
  yearStart(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  yearStart(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'YearStart', period: 'year', fromStart: true, largestOffset: 365 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  /** The last trading day of each year. */
  yearEnd(daysOffset?: number): DateRule;
  yearEnd(security: MarketLike, daysOffset?: number, extendedMarketHours?: boolean): DateRule;
  yearEnd(first?: MarketLike | number, daysOffset?: number, extendedMarketHours?: boolean): DateRule {
    return this.ofPeriod(
      { name: 'YearEnd', period: 'year', fromStart: false, largestOffset: 365 },
      choose(resolved(this.context, first), daysOffset, extendedMarketHours),
    );
  }

  private ofPeriod(request: PeriodRequest, { market, daysOffset, extended }: Choice): DateRule {
    requireOffset(request.name, daysOffset, request.largestOffset);
    const { name, period, fromStart } = request;
    const hours = market?.exchangeHours;
    return {
      name: ruleName(market, name + offsetText(fromStart ? daysOffset : -daysOffset)),
      dates: (from, thru) => periodDates({ period, hours, daysOffset, fromStart, extended }, from, thru),
    };
  }

  private ofWeek(fromStart: boolean, { market, daysOffset, extended }: Choice): DateRule {
    const name = fromStart ? 'WeekStart' : 'WeekEnd';
    const hours = market?.exchangeHours;
    const ends = weekEnds(hours);
    requireOffset(name, daysOffset, ends.count - 1);
    const base = fromStart ? ends.first : ends.last;
    // without a market a week lasts from Monday to Sunday, counted backwards from Friday to Saturday
    const across = hours === undefined ? 6 : ends.last - ends.first;
    return {
      name: ruleName(market, name + offsetText(fromStart ? daysOffset : -daysOffset)),
      dates: function* (from, thru) {
        const monday = dateOf(from) - ((weekdayIndex(from) + 6) % 7) * DAY;
        const lastSunday = dateOf(thru) + ((7 - weekdayIndex(thru)) % 7) * DAY;
        for (let date = monday + ((base + 6) % 7) * DAY; date <= lastSunday; date += 7 * DAY) {
          const boundary = fromStart ? date + across * DAY : date - across * DAY;
          const day = scheduledDay({ hours, daysOffset, fromStart, extended }, date, boundary);
          if (day >= from && day <= thru) yield day;
        }
      },
    };
  }

  private currentDate(): number {
    return dateOf(this.context.timeZone.toLocal(this.context.clock.utc));
  }
}

function* calendarDays(from: number, thru: number): Generator<number, void, void> {
  for (let date = dateOf(from); date <= dateOf(thru); date += DAY) yield date;
}

function* weekdays(from: number, thru: number, wanted: ReadonlySet<DayOfWeek>): Generator<number, void, void> {
  for (let date = dateOf(from); date <= dateOf(thru); date += DAY) {
    if (wanted.has(dayOfWeek(date))) yield date;
  }
}

const MONDAY = DAYS_OF_WEEK.indexOf('Monday');
const FRIDAY = DAYS_OF_WEEK.indexOf('Friday');

/** The first and last weekday of a market's week (0 is Sunday), and the number of its trading days. */
function weekEnds(hours: ExchangeHours | undefined): { first: number; last: number; count: number } {
  if (hours === undefined) return { first: MONDAY, last: FRIDAY, count: 7 };
  const open = hours.week.flatMap((day, index) => (day.isClosedAllDay ? [] : [index]));
  return { first: open[0] ?? MONDAY, last: open.at(-1) ?? FRIDAY, count: Math.max(open.length, 1) };
}

function choose(first: ScheduledMarket | number | undefined, daysOffset = 0, extended = true): Choice {
  if (typeof first === 'object') return { market: first, daysOffset, extended };
  return { market: undefined, daysOffset: first ?? 0, extended: false };
}

function requireOffset(rule: string, daysOffset: number, largest: number): void {
  if (Number.isInteger(daysOffset) && daysOffset >= 0 && daysOffset <= largest) return;
  throw new EngineError(
    SCHEDULING_ERRORS.INVALID_OFFSET,
    `The date rule ${rule} was given the offset ${daysOffset}. Use a whole number of days from 0 to ${largest}.`,
    { data: { rule, daysOffset, largest } },
  );
}

/** `+2`, `-2` or nothing. */
function offsetText(offset: number): string {
  if (offset === 0) return '';
  return offset > 0 ? `+${offset}` : String(offset);
}
