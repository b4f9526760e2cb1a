import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compactDate,
  DAY,
  dateFromParts,
  dateOf,
  dayOfMonth,
  DayOfWeek,
  dayOfWeek,
  days,
  daysInMonth,
  hours,
  isLeapYear,
  minutes,
  monthOf,
  nthDayOfWeek,
  weekdayIndex,
  roundDown,
  seconds,
  timeOfDay,
  yearOf,
} from './calendar-math.ts';

describe('calendar arithmetic', () => {
  it('agrees with Date on every day from 1900 to 2100', () => {
    const faults: number[] = [];
    for (let date = Date.UTC(1900, 0, 1); date < Date.UTC(2101, 0, 1); date += DAY) {
      const truth = new Date(date);
      const expected = truth.getUTCFullYear() * 10_000 + (truth.getUTCMonth() + 1) * 100 + truth.getUTCDate();
      const back = dateFromParts(truth.getUTCFullYear(), truth.getUTCMonth() + 1, truth.getUTCDate());
      if (compactDate(date + 0.4 * DAY) !== expected || weekdayIndex(date) !== truth.getUTCDay() || back !== date)
        faults.push(date);
    }
    expect(faults).toEqual([]);
  });

  it('splits a wall-clock time into its parts', () => {
    const local = Date.UTC(2013, 9, 7, 9, 30);
    expect([yearOf(local), monthOf(local), dayOfMonth(local)]).toEqual([2013, 10, 7]);
    expect(dayOfWeek(local)).toBe(DayOfWeek.Monday);
    expect(dateOf(local)).toBe(Date.UTC(2013, 9, 7));
    expect(timeOfDay(local)).toBe(hours(9) + minutes(30));
    expect(timeOfDay(-1)).toBe(DAY - 1);
    expect(dayOfWeek(Date.UTC(1969, 11, 28))).toBe(DayOfWeek.Sunday);
  });

  it('adds days and months', () => {
    expect(addDays(Date.UTC(2012, 1, 28, 5), 2)).toBe(Date.UTC(2012, 2, 1, 5));
    expect(addMonths(Date.UTC(2012, 0, 31, 5), 1)).toBe(Date.UTC(2012, 1, 29, 5));
    expect(addMonths(Date.UTC(2012, 0, 31), -2)).toBe(Date.UTC(2011, 10, 30));
    expect(addMonths(Date.UTC(2012, 11, 1), 13)).toBe(Date.UTC(2014, 0, 1));
  });

  it('knows months and leap years', () => {
    expect([1900, 2000, 2012, 2013].map(isLeapYear)).toEqual([false, true, true, false]);
    expect(daysInMonth(2012, 2)).toBe(29);
    expect(daysInMonth(2013, 11)).toBe(30);
    expect(daysInMonth(2013, 12)).toBe(31);
  });

  it('finds weekdays of a month', () => {
    expect(nthDayOfWeek(2013, 11, DayOfWeek.Thursday, 4)).toBe(Date.UTC(2013, 10, 28));
    expect(nthDayOfWeek(2013, 5, DayOfWeek.Monday, -1)).toBe(Date.UTC(2013, 4, 27));
    expect(nthDayOfWeek(2013, 9, DayOfWeek.Sunday, 1)).toBe(Date.UTC(2013, 8, 1));
    expect(nthDayOfWeek(2013, 9, DayOfWeek.Monday, -2)).toBe(Date.UTC(2013, 8, 23));
  });

  it('rounds down to periods counted from the year 1', () => {
    const local = Date.UTC(2013, 9, 9, 9, 31, 5);
    expect(roundDown(local, minutes(1))).toBe(Date.UTC(2013, 9, 9, 9, 31));
    expect(roundDown(local, days(1))).toBe(Date.UTC(2013, 9, 9));
    // 0001-01-01 was a Monday
    expect(roundDown(local, days(7))).toBe(Date.UTC(2013, 9, 7));
    expect(roundDown(local, 0)).toBe(local);
  });

  it('converts time spans to milliseconds', () => {
    expect([days(2), hours(1.5), minutes(3), seconds(4)]).toEqual([172_800_000, 5_400_000, 180_000, 4_000]);
  });
});
