import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { days, hours, minutes } from '../data/time/calendar-math.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { at, clock } from '../testkit/memory-columns.ts';
import { InsightManager } from './insight-manager.ts';
import { Insight } from './insight.ts';
import type { InsightPeriod } from './insight.ts';
import { SlotMap } from './slot-map.ts';

const SPY = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY');
const { exchangeHours } = new BuiltInMarketHoursDatabase().entryOf(SPY);
const security = { symbol: SPY, exchangeHours, price: 100 } as Security;
const utc = (local: string): number => exchangeHours.timeZone.toUtc(at(local));

function closeOf(generated: string, period: InsightPeriod): string {
  const insight = Insight.price(SPY, period, 'up');
  insight.emit(utc(generated), security, 'model');
  return clock(exchangeHours.timeZone.toLocal(insight.closeTimeUtc));
}

describe('the end of an insight', () => {
  // the cases of LEAN's ComputeCloseTime: bars count in market hours, a day is a trading day
  it.each<[string, InsightPeriod, string]>([
    ['2018-05-31 10:00', minutes(20), '2018-05-31 10:20'],
    ['2018-05-31 15:50', minutes(20), '2018-06-01 09:40'],
    ['2018-06-01 15:50', hours(1), '2018-06-04 10:20'],
    ['2018-06-01 12:00', days(1), '2018-06-04 12:00'],
    ['2018-05-25 12:00', days(1), '2018-05-29 12:00'],
    ['2018-05-31 12:00', { bars: 2, resolution: Resolution.Daily }, '2018-06-04 12:00'],
    ['2018-05-31 15:30', { bars: 1, resolution: Resolution.Hour }, '2018-06-01 10:00'],
    ['2018-05-31 12:00', { closeTime: at('2018-06-02 12:00') }, '2018-06-04 09:30'],
    ['2018-05-31 12:00', (local) => local + days(1), '2018-06-01 12:00'],
  ])('generated %s', (generated, period, expected) => {
    expect(closeOf(generated, period)).toBe(expected);
  });

  it('rejects invalid periods, directions and close times', () => {
    expect(() => Insight.price(SPY, 0, 'up')).toThrow('Give one second or more');
    expect(() => Insight.price(SPY, { bars: 0, resolution: Resolution.Daily }, 'up')).toThrow('whole number');
    expect(() => Insight.price(SPY, days(1), 'sideways' as never)).toThrow("'up', 'down' or 'flat'");
    expect(() => closeOf('2018-05-31 12:00', { closeTime: at('2018-05-30 12:00') })).toThrow('in the past');
  });
});

describe('the insights of a run', () => {
  it('are active until their end, and are removed when they have expired', () => {
    const now = { utc: utc('2018-05-31 10:00') };
    const manager = new InsightManager(now);
    const [short, long] = [minutes(1), minutes(30)].map((period) => {
      const insight = Insight.price(SPY, period, 'up');
      insight.emit(now.utc, security, 'model');
      return insight;
    });
    manager.add([short, long]);
    expect(manager.nextExpiryTime()).toBe(short.closeTimeUtc);
    expect(manager.getActiveInsights(short.closeTimeUtc)).toEqual([short, long]);
    expect(manager.removeExpiredInsights(short.closeTimeUtc + 1)).toEqual([short]);
    now.utc += minutes(5);
    manager.cancel([SPY]);
    expect(manager.hasActiveInsights(SPY, now.utc)).toBe(false);
    expect(manager.totalCount).toBe(2);
  });
});

describe('a map in the order of .NET', () => {
  it('puts a new key in the slot of the key that was removed last', () => {
    const map = new SlotMap<string>();
    for (const key of ['a', 'b', 'c', 'd']) map.set(key, key);
    map.delete('b');
    map.delete('d');
    map.set('x', 'x');
    map.set('y', 'y');
    map.set('z', 'z');
    map.set('a', 'A');
    expect(map.values()).toEqual(['A', 'y', 'c', 'x', 'z']);
    expect(map.size).toBe(5);
  });
});
