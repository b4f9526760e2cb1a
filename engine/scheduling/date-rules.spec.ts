import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { DAY, DayOfWeek, END_OF_TIME, hours } from '../data/time/calendar-math.ts';
import { formatDate } from '../data/time/date-text.ts';
import { DayHours, MarketHoursState } from '../data/time/day-hours.ts';
import { ExchangeHours } from '../data/time/exchange-hours.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { Clock } from '../model/clock.ts';
import { SecurityType } from '../model/security-type.ts';
import { DateRules } from './date-rules.ts';
import type { DateRule } from './rules.ts';

const database = new BuiltInMarketHoursDatabase();
const spy = {
  exchangeHours: database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours,
  symbol: { ticker: 'SPY' },
};
const eurusd = { exchangeHours: database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours };
const timeZone = TimeZone.of(NEW_YORK);
const clock = new Clock();
const rules = new DateRules({ clock, timeZone, marketHours: () => [] });

/** The first dates of a rule from a date, without the century. */
function dates(rule: DateRule, from: number, count = 4, thru = END_OF_TIME): string[] {
  const found: string[] = [];
  for (const date of rule.dates(from, thru)) {
    found.push(formatDate(date).slice(2));
    if (found.length === count) break;
  }
  return found;
}

describe('dates', () => {
  const from = Date.UTC(2013, 9, 4);

  it('are every day, or with a security its trading days', () => {
    expect(dates(rules.everyDay(), from)).toEqual(['13-10-04', '13-10-05', '13-10-06', '13-10-07']);
    expect(dates(rules.everyDay(spy), from)).toEqual(['13-10-04', '13-10-07', '13-10-08', '13-10-09']);
    expect(dates(rules.everyDay(spy), Date.UTC(2013, 11, 24))).toEqual([
      '13-12-24',
      '13-12-26',
      '13-12-27',
      '13-12-30',
    ]);
    expect(rules.everyDay(spy).name).toBe('SPY: EveryDay');
  });

  it('are the given days of the week', () => {
    expect(dates(rules.every(DayOfWeek.Monday, DayOfWeek.Thursday), from)).toEqual([
      '13-10-07',
      '13-10-10',
      '13-10-14',
      '13-10-17',
    ]);
    expect(rules.every(DayOfWeek.Friday, DayOfWeek.Monday).name).toBe('Friday,Monday');
  });

  it('are the given dates, in order and within the range', () => {
    const rule = rules.on(Date.UTC(2013, 9, 9, 15), Date.UTC(2013, 9, 7), Date.UTC(2013, 8, 1));
    expect(dates(rule, from)).toEqual(['13-10-07', '13-10-09']);
    expect(dates(rule, from, 4, Date.UTC(2013, 9, 8))).toEqual(['13-10-07']);
  });

  it("are today's and tomorrow's in the algorithm's zone", () => {
    clock.utc = Date.UTC(2013, 9, 8, 2);
    expect(dates(rules.today, from)).toEqual(['13-10-07']);
    expect(dates(rules.tomorrow, from)).toEqual(['13-10-08']);
  });

  it('end with the range', () => {
    expect(dates(rules.everyDay(), from, 9, from + DAY)).toEqual(['13-10-04', '13-10-05']);
    expect(dates(rules.monthStart(), from, 9, Date.UTC(2013, 11, 1))).toEqual(['13-11-01', '13-12-01']);
    expect(dates(rules.yearEnd(), Date.UTC(2049, 5, 1), 9)).toEqual(['49-12-31', '50-12-31']);
  });
});

describe('weeks', () => {
  it('start on Monday and end on Friday without a security', () => {
    expect(dates(rules.weekStart(), Date.UTC(2013, 9, 4))).toEqual(['13-10-07', '13-10-14', '13-10-21', '13-10-28']);
    expect(dates(rules.weekEnd(), Date.UTC(2013, 9, 4))).toEqual(['13-10-04', '13-10-11', '13-10-18', '13-10-25']);
    expect(dates(rules.weekStart(6), Date.UTC(2013, 9, 6), 2)).toEqual(['13-10-06', '13-10-13']);
    expect(dates(rules.weekEnd(6), Date.UTC(2013, 9, 5), 2)).toEqual(['13-10-05', '13-10-12']);
  });

  it('start and end on trading days of a security', () => {
    // Labor Day 2013 was Monday the 2nd of September, Good Friday the 29th of March
    expect(dates(rules.weekStart(spy), Date.UTC(2013, 7, 31), 2)).toEqual(['13-09-03', '13-09-09']);
    expect(dates(rules.weekStart(spy, 2), Date.UTC(2013, 7, 31), 2)).toEqual(['13-09-05', '13-09-11']);
    expect(dates(rules.weekEnd(spy), Date.UTC(2013, 2, 25), 2)).toEqual(['13-03-28', '13-04-05']);
    expect(dates(rules.weekEnd(spy, 1), Date.UTC(2013, 2, 25), 2)).toEqual(['13-03-27', '13-04-04']);
  });

  it('stay within the week for every offset', () => {
    expect(dates(rules.weekStart(spy, 4), Date.UTC(2013, 7, 31), 2)).toEqual(['13-09-06', '13-09-13']);
    expect(dates(rules.weekEnd(spy, 4), Date.UTC(2013, 7, 31), 2)).toEqual(['13-09-03', '13-09-09']);
  });

  it('start on Sunday for currencies', () => {
    expect(dates(rules.weekStart(eurusd), Date.UTC(2013, 9, 7), 2)).toEqual(['13-10-13', '13-10-20']);
    expect(dates(rules.weekEnd(eurusd), Date.UTC(2013, 9, 7), 2)).toEqual(['13-10-11', '13-10-18']);
  });

  it('can skip days with only extended hours', () => {
    const session = DayHours.of({ open: hours(9), close: hours(16) });
    const evening = new DayHours([{ state: MarketHoursState.PreMarket, start: hours(18), end: DAY }]);
    const future = {
      exchangeHours: new ExchangeHours({
        timeZone,
        week: [evening, session, session, session, session, session, DayHours.CLOSED],
      }),
    };
    expect(dates(rules.weekStart(future), Date.UTC(2013, 9, 7), 2)).toEqual(['13-10-13', '13-10-20']);
    expect(dates(rules.weekStart(future, 0, false), Date.UTC(2013, 9, 7), 2)).toEqual(['13-10-14', '13-10-21']);
    expect(dates(rules.everyDay(future), Date.UTC(2013, 9, 5), 1)).toEqual(['13-10-07']);
    expect(dates(rules.everyDay(future, true), Date.UTC(2013, 9, 5), 1)).toEqual(['13-10-06']);
  });

  it('refuse offsets outside of the week', () => {
    expect(() => rules.weekStart(7)).toThrowError(/offset 7. Use a whole number of days from 0 to 6/);
    expect(() => rules.weekEnd(spy, 5)).toThrowError(/from 0 to 4/);
    expect(() => rules.weekStart(eurusd, -1)).toThrowError(/from 0 to 5/);
  });
});

describe('months, quarters and years', () => {
  it('start and end on calendar days without a security', () => {
    expect(dates(rules.monthStart(), Date.UTC(2012, 0, 15), 2)).toEqual(['12-02-01', '12-03-01']);
    expect(dates(rules.monthEnd(), Date.UTC(2012, 0, 15), 2)).toEqual(['12-01-31', '12-02-29']);
    expect(dates(rules.monthStart(14), Date.UTC(2012, 0, 15), 2)).toEqual(['12-01-15', '12-02-15']);
    expect(dates(rules.monthEnd(2), Date.UTC(2012, 0, 15), 2)).toEqual(['12-01-29', '12-02-27']);
    expect(dates(rules.quarterStart(), Date.UTC(2012, 10, 15), 2)).toEqual(['13-01-01', '13-04-01']);
    expect(dates(rules.quarterEnd(), Date.UTC(2012, 10, 15), 2)).toEqual(['12-12-31', '13-03-31']);
    expect(dates(rules.yearStart(), Date.UTC(2012, 10, 15), 2)).toEqual(['13-01-01', '14-01-01']);
    expect(dates(rules.yearEnd(), Date.UTC(2012, 10, 15), 2)).toEqual(['12-12-31', '13-12-31']);
  });

  it('start and end on trading days of a security', () => {
    expect(dates(rules.monthStart(spy), Date.UTC(2013, 7, 31), 3)).toEqual(['13-09-03', '13-10-01', '13-11-01']);
    expect(dates(rules.monthEnd(spy), Date.UTC(2013, 7, 1), 3)).toEqual(['13-08-30', '13-09-30', '13-10-31']);
    expect(dates(rules.monthStart(spy, 3), Date.UTC(2013, 8, 1), 2)).toEqual(['13-09-06', '13-10-04']);
    expect(dates(rules.monthEnd(spy, 1), Date.UTC(2013, 7, 1), 2)).toEqual(['13-08-29', '13-09-27']);
    expect(dates(rules.quarterStart(spy), Date.UTC(2012, 10, 15), 2)).toEqual(['13-01-02', '13-04-01']);
    expect(dates(rules.yearStart(spy), Date.UTC(2012, 10, 15), 2)).toEqual(['13-01-02', '14-01-02']);
    expect(dates(rules.yearEnd(spy), Date.UTC(2016, 10, 15), 2)).toEqual(['16-12-30', '17-12-29']);
  });

  it('stay within the period for every offset', () => {
    expect(dates(rules.monthStart(spy, 30), Date.UTC(2013, 8, 1), 2)).toEqual(['13-09-30', '13-10-31']);
    expect(dates(rules.monthEnd(spy, 30), Date.UTC(2013, 8, 1), 2)).toEqual(['13-09-03', '13-10-01']);
    expect(dates(rules.monthStart(30), Date.UTC(2013, 1, 1), 1)).toEqual(['13-02-28']);
  });

  it("skip a year that began before the range's first month, as LEAN does", () => {
    expect(dates(rules.yearStart(40), Date.UTC(2013, 0, 20), 1)).toEqual(['13-02-10']);
    expect(dates(rules.yearStart(40), Date.UTC(2013, 1, 1), 1)).toEqual(['14-02-10']);
  });

  it('have descriptive names', () => {
    expect(rules.monthStart().name).toBe('MonthStart');
    expect(rules.monthStart(spy, 2).name).toBe('SPY: MonthStart+2');
    expect(rules.yearEnd(3).name).toBe('YearEnd-3');
  });

  it('refuse offsets outside of the period', () => {
    expect(() => rules.monthStart(31)).toThrowError(/MonthStart was given the offset 31/);
    expect(() => rules.quarterEnd(93)).toThrowError(/from 0 to 92/);
    expect(() => rules.yearStart(spy, 366)).toThrowError(/from 0 to 365/);
    expect(() => rules.monthEnd(spy, 0.5)).toThrowError(/whole number/);
  });
});
