import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../model/security-type.ts';
import {
  endTimeForTradeBars,
  exchangeRoundDownInTimeZone,
  intradayCalendar,
  nextDailyEndTime,
  roundDownInTimeZone,
  startTimeForTradeBars,
  strictDailyTimes,
  usesStrictEndTime,
} from './bar-times.ts';
import { BuiltInMarketHoursDatabase } from './built-in-market-hours.ts';
import { DAY, HOUR, MINUTE } from './calendar-math.ts';
import { DayHours } from './day-hours.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { NEW_YORK, TimeZone } from './time-zone.ts';

const database = new BuiltInMarketHoursDatabase();
const stocks = database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours;
const forex = database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours;
const crypto = database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours;
const newYork = TimeZone.of(NEW_YORK);
const october = (day: number, hour = 0, minute = 0): number => Date.UTC(2013, 9, day, hour, minute);

describe('strict daily end times', () => {
  it('are used for daily bars of markets that close', () => {
    const query = { securityType: SecurityType.Equity, market: 'usa', period: DAY, exchangeHours: stocks };
    expect(usesStrictEndTime(query)).toBe(true);
    expect(usesStrictEndTime(query, false)).toBe(false);
    expect(usesStrictEndTime({ ...query, period: HOUR })).toBe(false);
    expect(usesStrictEndTime({ ...query, securityType: SecurityType.Forex, exchangeHours: forex })).toBe(false);
    expect(usesStrictEndTime({ ...query, securityType: SecurityType.Crypto, exchangeHours: crypto })).toBe(false);
    expect(usesStrictEndTime({ ...query, securityType: SecurityType.Cfd, market: 'oanda', exchangeHours: forex })).toBe(
      false,
    );
    expect(usesStrictEndTime({ ...query, securityType: SecurityType.Cfd, market: 'fxcm', exchangeHours: forex })).toBe(
      true,
    );
    expect(usesStrictEndTime({ ...query, securityType: SecurityType.Base })).toBe(false);
  });

  it('give a bar the open and close of its session', () => {
    const into = { start: 0, end: 0 };
    expect(strictDailyTimes(stocks, october(7), october(8), into)).toBe(true);
    expect(into).toEqual({ start: october(7, 9, 30), end: october(7, 16) });
  });

  it('reject a row on a day without a session', () => {
    expect(strictDailyTimes(stocks, october(6), october(7), { start: 0, end: 0 })).toBe(false);
  });

  it('find the end of the current daily bar', () => {
    expect(nextDailyEndTime(stocks, october(7, 10), true)).toBe(october(7, 16));
    expect(nextDailyEndTime(stocks, october(7, 16), true)).toBe(october(8, 16));
    expect(nextDailyEndTime(stocks, october(4, 17), true)).toBe(october(7, 16));
    expect(nextDailyEndTime(stocks, october(7, 10), false)).toBe(october(8));
    expect(nextDailyEndTime(forex, october(7, 10), true)).toBe(october(8));
  });
});

describe('intradayCalendar', () => {
  it('counts bars from the open and ends the last one at the close', () => {
    const into = { start: 0, end: 0 };
    intradayCalendar(stocks, october(7, 11), { period: HOUR, extended: false }, into);
    expect(into).toEqual({ start: october(7, 10, 30), end: october(7, 11, 30) });
    intradayCalendar(stocks, october(7, 15, 59), { period: HOUR, extended: false }, into);
    expect(into).toEqual({ start: october(7, 15, 30), end: october(7, 16) });
  });
});

describe('rounding', () => {
  it('counts periods on the wall clock of another time zone', () => {
    expect(roundDownInTimeZone(october(7, 21), DAY, newYork, TimeZone.UTC)).toBe(october(7, 20));
    expect(roundDownInTimeZone(october(7, 9, 31), HOUR, newYork, newYork)).toBe(october(7, 9));
  });

  it('goes back into market hours', () => {
    const options = { roundingZone: newYork, extended: false };
    expect(exchangeRoundDownInTimeZone(october(7, 9, 30), HOUR, stocks, options)).toBe(october(7, 9));
    expect(exchangeRoundDownInTimeZone(october(7, 8), HOUR, stocks, options)).toBe(october(4, 15));
    expect(exchangeRoundDownInTimeZone(october(6, 12), DAY, stocks, options)).toBe(october(4));
    expect(exchangeRoundDownInTimeZone(october(6, 12), 0, stocks, options)).toBe(october(6, 12));
  });

  it('terminates when clocks change and when a market never opened', () => {
    const afterChange = Date.UTC(2013, 10, 3, 12);
    expect(exchangeRoundDownInTimeZone(afterChange, DAY, stocks, { roundingZone: TimeZone.UTC, extended: false })).toBe(
      Date.UTC(2013, 10, 1, 0) - 4 * HOUR,
    );
    const closed = new ExchangeHours({ timeZone: newYork, week: Array.from({ length: 7 }, () => DayHours.CLOSED) });
    expect(() =>
      exchangeRoundDownInTimeZone(afterChange, DAY, closed, { roundingZone: newYork, extended: false }),
    ).toThrowError(/no session before/);
  });
});

describe('startTimeForTradeBars', () => {
  const query = { exchangeHours: stocks, extended: false, dataTimeZone: newYork, strictDaily: false };

  it('counts bars back over closed hours', () => {
    expect(startTimeForTradeBars({ ...query, period: MINUTE, barCount: 3 }, october(7, 9, 32))).toBe(
      october(4, 15, 59),
    );
    expect(startTimeForTradeBars({ ...query, period: HOUR, barCount: 2 }, october(7, 9, 30))).toBe(october(4, 14));
    expect(startTimeForTradeBars({ ...query, period: MINUTE, barCount: 1, extended: true }, october(7, 4))).toBe(
      october(4, 19, 59),
    );
  });

  it('counts days, the current one only when its session is over', () => {
    const daily = { ...query, period: DAY, barCount: 1 };
    expect(startTimeForTradeBars(daily, october(8, 12))).toBe(october(7));
    expect(startTimeForTradeBars({ ...daily, strictDaily: true }, october(8, 12))).toBe(october(7));
    expect(startTimeForTradeBars({ ...daily, strictDaily: true }, october(8, 16))).toBe(october(7, 16));
    expect(startTimeForTradeBars({ ...daily, barCount: 5 }, october(7))).toBe(Date.UTC(2013, 8, 30));
  });

  it('counts forward', () => {
    expect(endTimeForTradeBars({ ...query, period: DAY, barCount: 2 }, october(4))).toBe(october(8));
    expect(endTimeForTradeBars({ ...query, period: MINUTE, barCount: 2 }, october(4, 15, 59))).toBe(october(7, 9, 31));
  });
});
