import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { DayOfWeek, minutes } from '../data/time/calendar-math.ts';
import { formatUtc } from '../data/time/date-text.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { Clock } from '../model/clock.ts';
import { SecurityType } from '../model/security-type.ts';
import { algorithmEndOfDayTimes, securityEndOfDayTimes } from './end-of-day.ts';
import { ScheduleManager } from './schedule-manager.ts';

const database = new BuiltInMarketHoursDatabase();
const spy = {
  exchangeHours: database.entry('usa', 'SPY', SecurityType.Equity).exchangeHours,
  symbol: { ticker: 'SPY' },
};
const crypto = database.entry('coinbase', 'BTCUSD', SecurityType.Crypto).exchangeHours;
const timeZone = TimeZone.of(NEW_YORK);
const text = (utc: number): string => formatUtc(utc).slice(0, 16);

function setUp(startUtc: number): {
  clock: Clock;
  schedule: ScheduleManager;
  log: string[];
  runUntil: (utc: number) => void;
} {
  const clock = new Clock();
  clock.utc = startUtc;
  const schedule = new ScheduleManager({ clock, timeZone, marketHours: () => [spy.exchangeHours] });
  const runUntil = (utc: number): void => {
    void schedule.events.scanBefore(utc, (event, due) => {
      clock.utc = due;
      return event.fire();
    });
    clock.utc = utc;
    void schedule.events.scanThrough(utc, (event) => event.fire());
  };
  return { clock, schedule, log: [], runUntil };
}

describe('ScheduleManager', () => {
  it('schedules by date and time rules', () => {
    const { schedule, log, runUntil } = setUp(Date.UTC(2013, 9, 4, 4));
    const { dateRules, timeRules } = schedule;
    const event = schedule.on(
      dateRules.everyDay(spy),
      timeRules.beforeMarketClose(spy, 10),
      (name, utc) => void log.push(`${name} ${text(utc)}`),
    );
    schedule.events.start();
    runUntil(Date.UTC(2013, 9, 8, 19, 50));
    expect(log).toEqual([
      'SPY: EveryDay: SPY: 10 min before MarketClose 2013-10-04T19:50',
      'SPY: EveryDay: SPY: 10 min before MarketClose 2013-10-07T19:50',
      'SPY: EveryDay: SPY: 10 min before MarketClose 2013-10-08T19:50',
    ]);
    schedule.remove(event);
    runUntil(Date.UTC(2013, 9, 10));
    expect(log).toHaveLength(3);
  });

  it('accepts a name', () => {
    const { schedule } = setUp(Date.UTC(2013, 9, 4, 4));
    expect(schedule.on('rebalance', schedule.dateRules.monthStart(), schedule.timeRules.noon, () => {}).name).toBe(
      'rebalance',
    );
  });

  it('starts at the time of the run, not at the time of the call', () => {
    const { clock, schedule, log, runUntil } = setUp(Date.UTC(2013, 9, 8, 4));
    schedule.on(
      schedule.dateRules.everyDay(),
      schedule.timeRules.every({ hours: 6 }),
      (_name, utc) => void log.push(text(utc)),
    );
    // the warm-up starts on the Friday before
    clock.utc = Date.UTC(2013, 9, 4, 19);
    schedule.events.start();
    runUntil(Date.UTC(2013, 9, 5, 12));
    expect(log).toEqual(['2013-10-04T22:00', '2013-10-05T04:00', '2013-10-05T10:00']);
  });

  it('fires now and today, once', () => {
    const { clock, schedule, log, runUntil } = setUp(Date.UTC(2013, 9, 4, 4));
    schedule.events.start();
    clock.utc = Date.UTC(2013, 9, 7, 15);
    schedule.on(schedule.dateRules.today, schedule.timeRules.now, (_name, utc) => void log.push(text(utc)));
    runUntil(Date.UTC(2013, 9, 9));
    expect(log).toEqual(['2013-10-07T15:00']);
  });

  it('skips occurrences that are past when an event is added', () => {
    const { clock, schedule, log, runUntil } = setUp(Date.UTC(2013, 9, 4, 4));
    schedule.events.start();
    clock.utc = Date.UTC(2013, 9, 7, 15);
    schedule.on(
      schedule.dateRules.on(Date.UTC(2013, 9, 7), Date.UTC(2013, 9, 8)),
      schedule.timeRules.at(10),
      (_name, utc) => void log.push(text(utc)),
    );
    runUntil(Date.UTC(2013, 9, 9));
    expect(log).toEqual(['2013-10-08T14:00']);
  });

  it('keeps wall-clock times across daylight saving changes and the end of a year', () => {
    const { schedule, log, runUntil } = setUp(Date.UTC(2013, 9, 28, 4));
    schedule.on(
      schedule.dateRules.every(DayOfWeek.Sunday),
      schedule.timeRules.at(18),
      (_name, utc) => void log.push(text(utc)),
    );
    schedule.on(
      schedule.dateRules.yearEnd(spy),
      schedule.timeRules.beforeMarketClose(spy),
      (_name, utc) => void log.push(text(utc)),
    );
    schedule.events.start();
    runUntil(Date.UTC(2013, 10, 11));
    expect(log).toEqual(['2013-11-03T23:00', '2013-11-10T23:00']);
    log.length = 0;
    runUntil(Date.UTC(2014, 0, 2));
    expect(log.at(-1)).toBe('2013-12-31T21:00');
    log.length = 0;
    runUntil(Date.UTC(2014, 2, 17));
    expect(log.slice(-3)).toEqual(['2014-03-02T23:00', '2014-03-09T22:00', '2014-03-16T22:00']);
  });
});

describe('the end of a day', () => {
  const span = { from: Date.UTC(2013, 10, 27), thru: Date.UTC(2013, 11, 1), afterUtc: Date.UTC(2013, 10, 27, 20, 50) };

  it('is ten minutes before the last close of each trading day', () => {
    expect([...securityEndOfDayTimes(spy.exchangeHours, false, span)].map(text)).toEqual(['2013-11-29T17:50']);
    expect([...securityEndOfDayTimes(spy.exchangeHours, true, span)].map(text)).toEqual([
      '2013-11-28T00:50',
      '2013-11-29T17:50',
    ]);
    const earlier = { ...span, afterUtc: span.afterUtc - minutes(1) };
    expect([...securityEndOfDayTimes(spy.exchangeHours, false, earlier)].map(text)).toEqual([
      '2013-11-27T20:50',
      '2013-11-29T17:50',
    ]);
  });

  it('is midnight for a market that never closes', () => {
    expect([...securityEndOfDayTimes(crypto, false, { ...span, from: Date.UTC(2013, 10, 30) })].map(text)).toEqual([
      '2013-12-01T00:00',
      '2013-12-02T00:00',
    ]);
  });

  it('is two minutes before midnight for the algorithm, when any market trades', () => {
    expect([...algorithmEndOfDayTimes([spy.exchangeHours], timeZone, span)].map(text)).toEqual([
      '2013-11-28T04:58',
      '2013-11-30T04:58',
    ]);
  });
});
