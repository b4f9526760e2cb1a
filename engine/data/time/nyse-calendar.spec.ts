import { describe, expect, it } from 'vitest';
import { DAY, weekdayIndex, HOUR, yearOf } from './calendar-math.ts';
import { formatDate, parseDate } from './date-text.ts';
import { NYSE_FIRST_YEAR, NYSE_LAST_YEAR, nyseCalendar } from './nyse-calendar.ts';

const calendar = nyseCalendar();
const closedIn = (year: number): string[] =>
  calendar.holidays.filter((date) => yearOf(date) === year).map((date) => formatDate(date).slice(5));
const closeOn = (text: string): number => (calendar.earlyCloses.get(parseDate(text) ?? NaN) ?? NaN) / HOUR;

describe('the calendar of the New York Stock Exchange', () => {
  it.each([
    [1990, ['01-01', '02-19', '04-13', '05-28', '07-04', '09-03', '11-22', '12-25']],
    [1994, ['02-21', '04-01', '04-27', '05-30', '07-04', '09-05', '11-24', '12-26']],
    [1998, ['01-01', '01-19', '02-16', '04-10', '05-25', '07-03', '09-07', '11-26', '12-25']],
    [
      2001,
      [
        '01-01',
        '01-15',
        '02-19',
        '04-13',
        '05-28',
        '07-04',
        '09-03',
        '09-11',
        '09-12',
        '09-13',
        '09-14',
        '11-22',
        '12-25',
      ],
    ],
    [2011, ['01-17', '02-21', '04-22', '05-30', '07-04', '09-05', '11-24', '12-26']],
    [2022, ['01-17', '02-21', '04-15', '05-30', '06-20', '07-04', '09-05', '11-24', '12-26']],
    [2027, ['01-01', '01-18', '02-15', '03-26', '05-31', '06-18', '07-05', '09-06', '11-25', '12-24']],
  ])('closes on the holidays of %d', (year, dates) => {
    expect(closedIn(year)).toEqual(dates);
  });

  it('does not close on the last day of a year when New Year is a Saturday', () => {
    expect(closedIn(2010)).not.toContain('12-31');
    expect(closedIn(2021)).not.toContain('12-31');
  });

  it.each([
    ['1990-12-24', 14],
    ['1992-11-27', 14],
    ['1993-11-26', 13],
    ['1994-02-11', 14.5],
    ['1996-07-05', 13],
    ['1997-10-27', 15.5],
    ['1997-12-26', 13],
    ['2002-07-05', 13],
    ['2003-12-26', 13],
    ['2013-07-03', 13],
    ['2019-07-03', 13],
    ['2025-12-24', 13],
    ['2030-07-03', 13],
  ])('closes early on %s at %d', (date, hour) => {
    expect(closeOn(date)).toBe(hour);
  });

  it.each([
    '1991-11-29',
    '1994-07-01',
    '1996-07-03',
    '1999-12-24',
    '1999-12-31',
    '2009-07-02',
    '2010-12-23',
    '2021-12-23',
    '2026-07-02',
    '2022-07-05',
  ])('closes at four on %s', (date) => {
    expect(closeOn(date)).toBeNaN();
  });

  it('lists no weekend as a holiday, and no holiday as an early close', () => {
    const closed = new Set(calendar.holidays);
    expect(closed.size).toBe(calendar.holidays.length);
    for (const date of [...calendar.holidays, ...calendar.earlyCloses.keys(), ...calendar.lateOpens.keys()]) {
      expect(weekdayIndex(date) % 6, formatDate(date)).not.toBe(0);
    }
    expect([...calendar.earlyCloses.keys()].filter((date) => closed.has(date)).map(formatDate)).toEqual([]);
  });

  it('has between 250 and 254 trading days per year, except 2001', () => {
    const closed = new Set(calendar.holidays);
    for (let year = NYSE_FIRST_YEAR; year <= NYSE_LAST_YEAR; year++) {
      let open = 0;
      for (let date = Date.UTC(year, 0, 1); date < Date.UTC(year + 1, 0, 1); date += DAY) {
        if (weekdayIndex(date) % 6 !== 0 && !closed.has(date)) open += 1;
      }
      expect(open, String(year)).toBeGreaterThanOrEqual(year === 2001 ? 248 : 250);
      expect(open, String(year)).toBeLessThanOrEqual(254);
    }
  });
});
