import { DAY, dateFromParts, daysInMonth, monthOf, yearOf } from '../data/time/calendar-math.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';

export type Period = 'month' | 'quarter' | 'year';

/** The selection of a day in a period. */
export interface DayChoice {
  /** The market whose trading days count; without one every day counts. */
  readonly hours: ExchangeHours | undefined;
  readonly daysOffset: number;
  /** Counted forward from the period's first day, or back from its last. */
  readonly fromStart: boolean;
  readonly extended: boolean;
}

const MONTHS: Readonly<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The selected day of each period between two dates (both inclusive), ascending.
 *
 * Source: the iterators of LEAN's Common/Scheduling/DateRules.cs. As in LEAN, a period of a year counts only when its first
 * (last) day is between the first day of the start's month and the last day of the end's month.
 */
export function* periodDates(
  choice: DayChoice & { readonly period: Period },
  from: number,
  thru: number,
): Generator<number, void, void> {
  const months = MONTHS[choice.period];
  const earliest = choice.period === 'year' ? dateFromParts(yearOf(from), monthOf(from), 1) : -Infinity;
  const latest =
    choice.period === 'year'
      ? dateFromParts(yearOf(thru), monthOf(thru), daysInMonth(yearOf(thru), monthOf(thru)))
      : Infinity;
  let year = yearOf(from);
  let month = firstMonth(monthOf(from), months);
  for (;;) {
    const first = dateFromParts(year, month, 1);
    if (first > thru) return;
    const lastMonth = month + months - 1;
    const last = dateFromParts(year, lastMonth, daysInMonth(year, lastMonth));
    const base = choice.fromStart ? first : last;
    if (base >= earliest && base <= latest) {
      const day = scheduledDay(choice, base, choice.fromStart ? last : first);
      if (day >= from && day <= thru) yield day;
    }
    year += lastMonth === 12 ? 1 : 0;
    month = lastMonth === 12 ? 1 : lastMonth + 1;
  }
}

/** The trading day at an offset in trading days from a base day, clamped to the boundary (LEAN's GetScheduledDay). */
export function scheduledDay(choice: DayChoice, base: number, boundary: number): number {
  const { daysOffset, fromStart } = choice;
  let day = nearestOpenDay(choice, base, fromStart);
  for (let i = 0; i < daysOffset; i++) day = nextDay(choice, day, fromStart);
  const passed = fromStart ? day > boundary : day < boundary;
  return passed ? nearestOpenDay(choice, boundary, !fromStart) : day;
}

function nearestOpenDay(choice: DayChoice, date: number, forward: boolean): number {
  const isOpen = choice.hours === undefined || choice.hours.isDateOpen(date, choice.extended);
  return isOpen ? date : nextDay(choice, date, forward);
}

function nextDay({ hours }: DayChoice, date: number, forward: boolean): number {
  if (hours === undefined) return forward ? date + DAY : date - DAY;
  return forward ? hours.nextTradingDay(date) : hours.previousTradingDay(date);
}

function firstMonth(month: number, months: number): number {
  return Math.floor((month - 1) / months) * months + 1;
}
