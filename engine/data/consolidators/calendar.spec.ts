import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';

const day = (year: number, month: number, date: number, hour = 0): number => Date.UTC(year, month - 1, date, hour);

describe('Calendar', () => {
  it.each([
    ['weekly', Calendar.weekly, day(2013, 10, 9, 12), day(2013, 10, 7), day(2013, 10, 14)],
    ['weekly on a Monday', Calendar.weekly, day(2013, 10, 7), day(2013, 10, 7), day(2013, 10, 14)],
    ['weekly on a Sunday', Calendar.weekly, day(2013, 10, 13, 23), day(2013, 10, 7), day(2013, 10, 14)],
    ['monthly', Calendar.monthly, day(2012, 2, 29, 5), day(2012, 2, 1), day(2012, 3, 1)],
    ['monthly in December', Calendar.monthly, day(2012, 12, 31, 5), day(2012, 12, 1), day(2013, 1, 1)],
    ['quarterly', Calendar.quarterly, day(2013, 5, 31), day(2013, 4, 1), day(2013, 7, 1)],
    ['quarterly at the end', Calendar.quarterly, day(2013, 12, 31, 23), day(2013, 10, 1), day(2014, 1, 1)],
    ['yearly', Calendar.yearly, day(2012, 2, 29), day(2012, 1, 1), day(2013, 1, 1)],
  ])('%s', (_name, calendar, moment, start, end) => {
    expect(calendar(moment)).toEqual({ start, period: end - start });
  });
});
