import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { hours } from '../data/time/calendar-math.ts';
import { formatUtc } from '../data/time/date-text.ts';
import { DayHours } from '../data/time/day-hours.ts';
import { ExchangeHours } from '../data/time/exchange-hours.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { Clock } from '../model/clock.ts';
import { SecurityType } from '../model/security-type.ts';
import type { TimeRule } from './rules.ts';
import { combineTimeRules, TimeRules } from './time-rules.ts';

const database = new BuiltInMarketHoursDatabase();
const spy = {
  exchangeHours: database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours,
  symbol: { ticker: 'SPY' },
};
const eurusd = { exchangeHours: database.entry('oanda', 'EURUSD', SecurityType.Forex).exchangeHours };
const btcusd = { exchangeHours: database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours };
const timeZone = TimeZone.of(NEW_YORK);
const clock = new Clock();
const rules = new TimeRules({ clock, timeZone, marketHours: () => [spy.exchangeHours, btcusd.exchangeHours] });

const summer = Date.UTC(2013, 9, 7);
const winter = Date.UTC(2013, 11, 2);
const springForward = Date.UTC(2014, 2, 9);
const fallBack = Date.UTC(2013, 10, 3);

/** The UTC instants of a rule on dates, as `MM-ddTHH:mm`. */
function times(rule: TimeRule, ...dates: readonly number[]): string[] {
  return [...rule.utcTimes(dates)].map((utc) => formatUtc(utc).slice(5, 16));
}

describe('times of day', () => {
  it("are in the algorithm's zone, in summer and in winter", () => {
    expect(times(rules.at(9, 31), summer, winter)).toEqual(['10-07T13:31', '12-02T14:31']);
    expect(times(rules.midnight, summer, winter)).toEqual(['10-07T04:00', '12-02T05:00']);
    expect(times(rules.noon, summer)).toEqual(['10-07T16:00']);
    expect(times(rules.at(9, 31, 0, TimeZone.of('Asia/Tokyo')), summer)).toEqual(['10-07T00:31']);
  });

  it('stay the same across daylight saving changes', () => {
    expect(times(rules.at(2, 30), springForward)).toEqual(['03-09T07:00']);
    expect(times(rules.at(1, 30), fallBack)).toEqual(['11-03T06:30']);
    // twelve hours after midnight
    expect(times(rules.noon, springForward, fallBack)).toEqual(['03-09T17:00', '11-03T16:00']);
  });

  it('can be now', () => {
    clock.utc = Date.UTC(2013, 9, 7, 15, 12);
    expect(times(rules.now, summer)).toEqual(['10-07T15:12']);
  });

  it('refuse invalid times of day and intervals', () => {
    expect(() => rules.at(24)).toThrowError(/no time of day 24:0:0/);
    expect(() => rules.at(9, 60)).toThrowError(/no time of day/);
    expect(() => rules.at(-1)).toThrowError(/no time of day/);
    expect(() => rules.at(NaN)).toThrowError(/no time of day/);
    expect(() => rules.every({ milliseconds: 0 })).toThrowError(/longer than zero/);
    expect(() => rules.every({ milliseconds: NaN })).toThrowError(/longer than zero/);
  });
});

describe('intervals', () => {
  it('start at midnight of each date', () => {
    expect(times(rules.every({ hours: 9 }), summer, summer + hours(24))).toEqual([
      '10-07T04:00',
      '10-07T13:00',
      '10-07T22:00',
      '10-08T04:00',
      '10-08T13:00',
      '10-08T22:00',
    ]);
    expect(rules.every({ hours: 9 }).name).toBe('Every 540 min');
  });

  it('are due more than once when the clocks skip an hour, and once when they repeat it, as in LEAN', () => {
    const half = rules.every({ minutes: 30 });
    expect(times(half, springForward).slice(3, 8)).toEqual([
      '03-09T06:30',
      '03-09T07:00',
      '03-09T07:00',
      '03-09T07:00',
      '03-09T07:30',
    ]);
    expect(times(half, fallBack).slice(1, 4)).toEqual(['11-03T04:30', '11-03T06:00', '11-03T06:30']);
  });

  it('are iterated lazily', () => {
    const iterator = rules.every({ milliseconds: 1 }).utcTimes([summer])[Symbol.iterator]();
    expect(iterator.next().value).toBe(Date.UTC(2013, 9, 7, 4));
    expect(iterator.next().value).toBe(Date.UTC(2013, 9, 7, 4) + 1);
  });
});

describe('opens and closes', () => {
  const sunday = Date.UTC(2013, 9, 6);
  const shortDay = Date.UTC(2013, 10, 29);

  it("are the security's, on its trading days", () => {
    expect(times(rules.afterMarketOpen(spy), sunday, summer, winter)).toEqual(['10-07T13:30', '12-02T14:30']);
    expect(times(rules.afterMarketOpen(spy, 10), summer)).toEqual(['10-07T13:40']);
    expect(times(rules.beforeMarketOpen(spy, 10), summer)).toEqual(['10-07T13:20']);
    expect(times(rules.beforeMarketClose(spy, 10), sunday, summer, shortDay)).toEqual(['10-07T19:50', '11-29T17:50']);
    expect(times(rules.afterMarketClose(spy, 0.5), summer)).toEqual(['10-07T20:00']);
  });

  it('can include extended hours', () => {
    expect(times(rules.afterMarketOpen(spy, 0, true), summer)).toEqual(['10-07T08:00']);
    expect(times(rules.beforeMarketClose(spy, 0, true), summer, shortDay)).toEqual(['10-08T00:00', '11-29T18:00']);
  });

  it('follow a session across midnight', () => {
    expect(times(rules.afterMarketOpen(eurusd), sunday, summer)).toEqual(['10-06T21:00', '10-07T04:00']);
    expect(times(rules.beforeMarketClose(eurusd, 1), summer, Date.UTC(2013, 9, 11))).toEqual([
      '10-08T03:59',
      '10-11T20:59',
    ]);
  });

  it("are the earliest and the latest of the algorithm's markets without a security", () => {
    expect(times(rules.afterMarketOpen(5), sunday, summer)).toEqual(['10-07T13:35']);
    const session = DayHours.of({ open: hours(9), close: hours(18) });
    const week = [session, session, session, session, session, session, session];
    const berlin = new ExchangeHours({ timeZone: TimeZone.of('Europe/Berlin'), week });
    const both = new TimeRules({ clock, timeZone, marketHours: () => [spy.exchangeHours, berlin] });
    expect(times(both.afterMarketOpen(), sunday, summer)).toEqual(['10-06T07:00', '10-07T07:00']);
    expect(times(both.beforeMarketClose(1), sunday, summer)).toEqual(['10-06T15:59', '10-07T19:59']);
    expect(times(both.beforeMarketOpen(1), summer)).toEqual(['10-07T06:59']);
    expect(times(both.afterMarketClose(1, true), summer)).toEqual(['10-08T00:01']);
  });

  it('have descriptive names', () => {
    expect(rules.beforeMarketClose(spy, 10).name).toBe('SPY: 10 min before MarketClose');
    expect(rules.afterMarketClose(spy, 10, true).name).toBe('SPY: 10 min after ExtendedMarketClose');
    expect(rules.afterMarketOpen(1.5).name).toBe('1.5 min after MarketOpen');
  });

  it('are refused for a market that never closes', () => {
    expect(() => rules.afterMarketOpen(btcusd)).toThrowError(/never closes/);
    expect(() => rules.beforeMarketClose(btcusd, 5)).toThrowError(/timeRules.at/);
  });
});

describe('combineTimeRules', () => {
  it('is due when any of its rules is, once, in order', () => {
    const rule = combineTimeRules(rules.beforeMarketClose(spy, 10), rules.at(9, 30), rules.afterMarketOpen(spy));
    expect(times(rule, summer, summer + hours(24))).toEqual([
      '10-07T13:30',
      '10-07T19:50',
      '10-08T13:30',
      '10-08T19:50',
    ]);
    expect(rule.name).toBe('SPY: 10 min before MarketClose,9.5,SPY: 0 min before MarketOpen');
  });
});
