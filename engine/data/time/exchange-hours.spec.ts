import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../model/security-type.ts';
import { BuiltInMarketHoursDatabase } from './built-in-market-hours.ts';
import { DAY, hours, minutes } from './calendar-math.ts';
import { adjustDayHours, DayHours, MarketHoursState, type MarketHoursSegment } from './day-hours.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { NEW_YORK, TimeZone } from './time-zone.ts';

const database = new BuiltInMarketHoursDatabase();
const stocks = database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
const forex = database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours;
const crypto = database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours;
const newYork = TimeZone.of(NEW_YORK);

/** A wall-clock time in October 2013; the 7th was a Monday. */
const october = (day: number, hour = 0, minute = 0): number => Date.UTC(2013, 9, day, hour, minute);
const market = (start: number, end: number): MarketHoursSegment => ({ state: MarketHoursState.Market, start, end });

describe('ExchangeHours of stocks', () => {
  it('is open from the open (inclusive) to the close (exclusive)', () => {
    expect(stocks.isOpen(october(7, 9, 30) - 1, false)).toBe(false);
    expect(stocks.isOpen(october(7, 9, 30), false)).toBe(true);
    expect(stocks.isOpen(october(7, 16) - 1, false)).toBe(true);
    expect(stocks.isOpen(october(7, 16), false)).toBe(false);
    expect(stocks.isOpen(october(5, 12), false)).toBe(false);
  });

  it('has extended hours', () => {
    expect(stocks.isOpen(october(7, 4), true)).toBe(true);
    expect(stocks.isOpen(october(7, 4) - 1, true)).toBe(false);
    expect(stocks.isOpen(october(7, 20) - 1, true)).toBe(true);
    expect(stocks.isOpen(october(7, 20), true)).toBe(false);
    expect(stocks.isOpen(october(7, 18), false)).toBe(false);
  });

  it('tests whether a time range overlaps market hours', () => {
    expect(stocks.isOpenDuring(october(7, 9), october(7, 10), false)).toBe(true);
    expect(stocks.isOpenDuring(october(7, 9), october(7, 9, 30), false)).toBe(false);
    expect(stocks.isOpenDuring(october(7, 16), october(8, 9, 30), false)).toBe(false);
    expect(stocks.isOpenDuring(october(7, 16), october(8, 9, 31), false)).toBe(true);
    expect(stocks.isOpenDuring(october(5), october(7), true)).toBe(false);
    expect(stocks.isOpenDuring(october(5), october(7, 4, 1), true)).toBe(true);
    expect(stocks.isOpenDuring(october(7, 9, 30), october(7, 9, 30), false)).toBe(true);
    expect(stocks.isOpenDuring(october(7, 16), october(7, 16), false)).toBe(false);
    expect(stocks.isOpenDuring(october(7, 12), october(7, 11), false)).toBe(false);
  });

  it('knows dates, holidays and the length of a session', () => {
    expect(stocks.isDateOpen(october(7, 23))).toBe(true);
    expect(stocks.isDateOpen(october(6))).toBe(false);
    expect(stocks.isDateOpen(Date.UTC(2013, 11, 25))).toBe(false);
    expect(stocks.isHoliday(Date.UTC(2013, 11, 25, 10))).toBe(true);
    expect(stocks.isBankHoliday(Date.UTC(2013, 11, 25))).toBe(false);
    expect(stocks.regularMarketDuration).toBe(hours(6.5));
    expect(stocks.isMarketAlwaysOpen).toBe(false);
    expect([...stocks.tradableDays(october(4, 10), october(8, 1))]).toEqual([october(4), october(7), october(8)]);
  });

  it('gives the session of a date as numbers', () => {
    expect(stocks.regularOpenOf(october(7, 20))).toBe(october(7, 9, 30));
    expect(stocks.regularCloseOf(october(7))).toBe(october(7, 16));
    expect(stocks.regularCloseOf(Date.UTC(2013, 10, 29))).toBe(Date.UTC(2013, 10, 29, 13));
    expect(stocks.regularOpenOf(october(6))).toBeNaN();
  });

  it('finds the next open and close', () => {
    expect(stocks.nextMarketOpen(october(7, 9), false)).toBe(october(7, 9, 30));
    expect(stocks.nextMarketOpen(october(7, 9, 30), false)).toBe(october(8, 9, 30));
    expect(stocks.nextMarketOpen(october(4, 17), false)).toBe(october(7, 9, 30));
    expect(stocks.nextMarketOpen(october(7, 3), true)).toBe(october(7, 4));
    // pre-market, market and post-market form one continuous range
    expect(stocks.nextMarketOpen(october(7, 5), true)).toBe(october(8, 4));
    expect(stocks.nextMarketClose(october(7, 5), true)).toBe(october(7, 20));
    expect(stocks.nextMarketClose(october(7, 5), false)).toBe(october(7, 16));
    expect(stocks.nextMarketClose(october(7, 16), false)).toBe(october(8, 16));
    expect(stocks.nextMarketClose(Date.UTC(2013, 10, 27, 18), false)).toBe(Date.UTC(2013, 10, 29, 13));
    expect(stocks.nextMarketClose(Date.UTC(2001, 8, 10, 16), false)).toBe(Date.UTC(2001, 8, 17, 16));
  });

  it('finds the previous open and close', () => {
    expect(stocks.previousMarketOpen(october(7, 9, 30), false)).toBe(october(7, 9, 30));
    expect(stocks.previousMarketOpen(october(7, 9), false)).toBe(october(4, 9, 30));
    expect(stocks.previousMarketOpen(october(7, 12), true)).toBe(october(7, 4));
    expect(stocks.previousMarketClose(october(7, 12), false)).toBe(october(4, 16));
    expect(stocks.previousMarketClose(october(7, 16), false)).toBe(october(7, 16));
    expect(stocks.previousMarketClose(october(7, 12), true)).toBe(october(4, 20));
  });

  it('drops the post-market of a day with an early close', () => {
    const day = (hour: number): number => Date.UTC(2013, 10, 29, hour);
    expect(stocks.isOpen(day(12), false)).toBe(true);
    expect(stocks.isOpen(day(13), true)).toBe(false);
    expect(stocks.isOpen(day(17), true)).toBe(false);
    expect(stocks.lastDailyMarketClose(day(5), true)).toBe(day(13));
  });

  it('opens late on the days of the calendar', () => {
    const day = (hour: number): number => Date.UTC(2002, 8, 11, hour);
    expect(stocks.isOpen(day(11), true)).toBe(false);
    expect(stocks.firstDailyMarketOpen(day(18), false)).toBe(day(12));
    expect(stocks.isOpen(day(17), true)).toBe(true);
  });

  it('finds the trading day of a moment', () => {
    const into = { start: 0, end: 0 };
    stocks.dailyCalendar(october(8), false, into);
    expect(into).toEqual({ start: october(7, 9, 30), end: october(7, 16) });
    stocks.dailyCalendar(october(8, 9, 30), false, into);
    expect(into).toEqual({ start: october(8, 9, 30), end: october(8, 16) });
    stocks.dailyCalendar(october(6), true, into);
    expect(into).toEqual({ start: october(4, 4), end: october(4, 20) });
    stocks.dailyCalendar(Date.UTC(2013, 10, 30), false, into);
    expect(into).toEqual({ start: Date.UTC(2013, 10, 29, 9, 30), end: Date.UTC(2013, 10, 29, 13) });
  });

  it('steps from trading day to trading day', () => {
    expect(stocks.nextTradingDay(october(4, 12))).toBe(october(7, 12));
    expect(stocks.previousTradingDay(october(7))).toBe(october(4));
    expect(stocks.nextTradingDay(Date.UTC(2012, 9, 26))).toBe(Date.UTC(2012, 9, 31));
  });

  it('works outside the years of the lookup table', () => {
    expect(stocks.isOpen(Date.UTC(2101, 0, 3, 10), false)).toBe(true);
    expect(stocks.isOpen(Date.UTC(1950, 0, 1, 10), false)).toBe(false);
  });
});

describe('ExchangeHours of currencies', () => {
  it('runs from Sunday to Friday evening without closing at midnight', () => {
    expect(forex.isOpen(october(6, 16, 59), false)).toBe(false);
    expect(forex.isOpen(october(6, 17), false)).toBe(true);
    expect(forex.isOpen(october(9, 0), false)).toBe(true);
    expect(forex.isOpen(october(11, 17), false)).toBe(false);
    expect(forex.nextMarketOpen(october(7, 12), false)).toBe(october(13, 17));
    expect(forex.nextMarketClose(october(7, 12), false)).toBe(october(11, 17));
    expect(forex.previousMarketOpen(october(9, 12), false)).toBe(october(6, 17));
    expect(forex.isOpenDuring(october(11, 17), october(13, 17), true)).toBe(false);
  });

  it('has a first open and a last close on each date', () => {
    expect(forex.firstDailyMarketOpen(october(9, 12), false)).toBe(october(9));
    expect(forex.lastDailyMarketClose(october(9, 12), false)).toBe(october(10));
  });
});

describe('a market that never closes', () => {
  it('is open and has neither an open nor a close', () => {
    expect(crypto.isMarketAlwaysOpen).toBe(true);
    expect(crypto.isOpen(october(6, 3), false)).toBe(true);
    expect(crypto.isDateOpen(october(6))).toBe(true);
    for (const ask of [
      'nextMarketOpen',
      'nextMarketClose',
      'previousMarketOpen',
      'previousMarketClose',
      'firstDailyMarketOpen',
    ] as const) {
      expect(() => crypto[ask](october(6), false)).toThrowError(/never closes/);
    }
  });
});

describe('a market that never opens', () => {
  it('throws instead of searching forever', () => {
    const closed = new ExchangeHours({ timeZone: newYork, week: Array.from({ length: 7 }, () => DayHours.CLOSED) });
    expect(() => closed.nextTradingDay(october(6))).toThrowError(/has no trading day after 2013-10-06T00:00:00/);
    expect(() => closed.nextMarketClose(october(6), true)).toThrowError(/has none near/);
  });
});

describe('a day with a lunch break', () => {
  const session = new DayHours([market(hours(9), hours(12)), market(hours(13), hours(16))]);
  const week = [DayHours.CLOSED, session, session, session, session, session, DayHours.CLOSED];
  const exchange = new ExchangeHours({ timeZone: newYork, week });

  it('closes for lunch', () => {
    expect(exchange.isOpen(october(7, 12, 30), false)).toBe(false);
    expect(exchange.nextMarketClose(october(7, 10), false)).toBe(october(7, 12));
    expect(exchange.nextMarketOpen(october(7, 12), false)).toBe(october(7, 13));
    expect(exchange.lastDailyMarketClose(october(7, 10), false)).toBe(october(7, 16));
    expect(exchange.previousMarketOpen(october(7, 14), false)).toBe(october(7, 13));
    expect(exchange.firstDailyMarketOpen(october(7, 14), false)).toBe(october(7, 9));
  });

  it('skips the afternoon while the morning segment lasts, as LEAN does', () => {
    expect(exchange.nextMarketOpen(october(7, 10), false)).toBe(october(8, 9));
  });
});

describe('adjustDayHours', () => {
  const day = new DayHours([market(0, hours(16.5)), market(hours(17), DAY)]);
  const adjust = (early: number, late: number): number[][] =>
    adjustDayHours(day, early, late).segments.map(({ start, end }) => [start / hours(1), end / hours(1)]);

  it('cuts a segment at the early close and drops the rest', () => {
    expect(adjust(hours(13), NaN)).toEqual([[0, 13]]);
    expect(adjust(hours(18), NaN)).toEqual([
      [0, 16.5],
      [17, 18],
    ]);
  });

  it('also removes the segment before an early close between two segments', () => {
    expect(adjust(hours(16.75), NaN)).toEqual([]);
  });

  it('opens at the late open', () => {
    expect(adjust(NaN, hours(2))).toEqual([
      [2, 16.5],
      [17, 24],
    ]);
    expect(adjust(NaN, hours(16.75))).toEqual([[17, 24]]);
  });

  it('trades between a late open and an early close, or around a pause', () => {
    expect(adjust(hours(14), hours(11))).toEqual([[11, 14]]);
    expect(adjust(hours(11), hours(14))).toEqual([
      [0, 11],
      [14, 16.5],
      [17, 24],
    ]);
  });

  it('leaves out closed and empty segments', () => {
    expect(new DayHours([{ state: MarketHoursState.Closed, start: 0, end: DAY }]).isClosedAllDay).toBe(true);
    expect(DayHours.of({ open: hours(9), close: hours(16) }).segments).toHaveLength(1);
    expect(
      DayHours.of({ preMarketOpen: hours(4), open: hours(9), close: hours(16), postMarketClose: hours(20) })
        .marketDuration,
    ).toBe(hours(7));
    expect(DayHours.OPEN.isOpenAllDay).toBe(true);
    expect(DayHours.of({ open: minutes(1), close: DAY }).isOpenAllDay).toBe(false);
  });
});
