import type { WallClock } from '../../model/instants.ts';

/** Milliseconds of one second. */
export const SECOND = 1_000;
/** Milliseconds of one minute. */
export const MINUTE = 60_000;
/** Milliseconds of one hour. */
export const HOUR = 3_600_000;
/** Milliseconds of one day. */
export const DAY = 86_400_000;

/** The days of a week. */
export const DayOfWeek = {
  Sunday: 'Sunday',
  Monday: 'Monday',
  Tuesday: 'Tuesday',
  Wednesday: 'Wednesday',
  Thursday: 'Thursday',
  Friday: 'Friday',
  Saturday: 'Saturday',
} as const;
export type DayOfWeek = (typeof DayOfWeek)[keyof typeof DayOfWeek];

/** The days of a week, Sunday first. */
export const DAYS_OF_WEEK: readonly DayOfWeek[] = Object.values(DayOfWeek);

/** The last date of LEAN's calendar, 2050-12-31 (Common/Time.cs): schedules end there. */
export const END_OF_TIME = Date.UTC(2050, 11, 31);

/** From 0001-01-01, the start of .NET's clock, to 1970-01-01: whole periods are counted from the former. */
const DOTNET_EPOCH = 62_135_596_800_000;

/** A span of days in milliseconds. */
export function days(count: number): number {
  return count * DAY;
}

/** A span of hours in milliseconds. */
export function hours(count: number): number {
  return count * HOUR;
}

/** A span of minutes in milliseconds. */
export function minutes(count: number): number {
  return count * MINUTE;
}

/** A span of seconds in milliseconds. */
export function seconds(count: number): number {
  return count * SECOND;
}

/** The midnight at the start of the day of a wall-clock time. */
export function dateOf(local: WallClock): WallClock {
  return Math.floor(local / DAY) * DAY;
}

/** Milliseconds since midnight. */
export function timeOfDay(local: WallClock): number {
  return local - Math.floor(local / DAY) * DAY;
}

export function dayOfWeek(local: WallClock): DayOfWeek {
  return DAYS_OF_WEEK[weekdayIndex(local)];
}

/** The day of the week as a number, 0 for Sunday to 6 for Saturday. */
export function weekdayIndex(local: number): number {
  // 1970-01-01 was a Thursday
  const day = (Math.floor(local / DAY) + 4) % 7;
  return day < 0 ? day + 7 : day;
}

/**
 * The date as one number, year * 10000 + month * 100 + day: 20131007 for 2013-10-07.
 *
 * Howard Hinnant's civil-from-days algorithm; valid from the year 1 on.
 */
export function compactDate(local: number): number {
  const shifted = Math.floor(local / DAY) + 719_468;
  const era = (shifted / 146_097) | 0;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1_460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const day = dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 10_000 + month * 100 + day;
}

export function yearOf(local: number): number {
  return (compactDate(local) / 10_000) | 0;
}

/** 1 for January to 12 for December. */
export function monthOf(local: number): number {
  return ((compactDate(local) / 100) | 0) % 100;
}

export function dayOfMonth(local: number): number {
  return compactDate(local) % 100;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** @param month 1 for January to 12 for December */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The wall-clock midnight of a valid date.
 *
 * @param month 1 for January to 12 for December
 */
export function dateFromParts(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  const dayOfEra = yearOfEra * 365 + (yearOfEra >> 2) - ((yearOfEra / 100) | 0) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY;
}

export function addDays(local: WallClock, count: number): WallClock {
  return local + count * DAY;
}

/** The same day and time `count` months later, or the last day of a shorter month. */
export function addMonths(local: number, count: number): number {
  const date = compactDate(local);
  const month = (((date / 100) | 0) % 100) - 1 + count;
  const year = ((date / 10_000) | 0) + Math.floor(month / 12);
  const monthOfYear = month - Math.floor(month / 12) * 12 + 1;
  return dateFromParts(year, monthOfYear, Math.min(date % 100, daysInMonth(year, monthOfYear))) + timeOfDay(local);
}

/** The date of the n-th given weekday of a month; counted from the end of the month when `nth` is negative. */
export function nthDayOfWeek(year: number, month: number, day: DayOfWeek, nth: number): number {
  const wanted = DAYS_OF_WEEK.indexOf(day);
  if (nth < 0) {
    const last = dateFromParts(year, month, daysInMonth(year, month));
    return last - (((weekdayIndex(last) - wanted + 7) % 7) + (-nth - 1) * 7) * DAY;
  }
  const first = dateFromParts(year, month, 1);
  return first + (((wanted - weekdayIndex(first) + 7) % 7) + (nth - 1) * 7) * DAY;
}

/** Rounds down to a whole period, counted from 0001-01-01 as in .NET; returns the time itself when the period is 0. */
export function roundDown(local: number, period: number): number {
  return period === 0 ? local : local - ((local + DOTNET_EPOCH) % period);
}
