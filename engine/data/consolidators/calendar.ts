import { addMonths, DAY, dateFromParts, dateOf, weekdayIndex, monthOf, yearOf } from '../time/calendar-math.ts';

/** Start and length of the bar that contains a moment, in wall-clock milliseconds. */
export interface CalendarInfo {
  readonly start: number;
  readonly period: number;
}

/** Finds the bar that contains a wall-clock time; the bar never starts after that time. */
export type CalendarFunction = (local: number) => CalendarInfo;

/** Bars of the civil calendar (LEAN: Calendar.cs). Weeks start on Monday. */
export const Calendar = {
  weekly: (local: number): CalendarInfo => {
    return { start: dateOf(local) - ((weekdayIndex(local) + 6) % 7) * DAY, period: 7 * DAY };
  },

  monthly: (local: number): CalendarInfo => {
    return months(dateFromParts(yearOf(local), monthOf(local), 1), 1);
  },

  quarterly: (local: number): CalendarInfo => {
    const firstMonth = Math.floor((monthOf(local) - 1) / 3) * 3 + 1;
    return months(dateFromParts(yearOf(local), firstMonth, 1), 3);
  },

  yearly: (local: number): CalendarInfo => {
    return months(dateFromParts(yearOf(local), 1, 1), 12);
  },
} as const satisfies Record<string, CalendarFunction>;

function months(start: number, count: number): CalendarInfo {
  return { start, period: addMonths(start, count) - start };
}
