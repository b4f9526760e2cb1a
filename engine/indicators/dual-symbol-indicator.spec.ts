import { describe, expect, it } from 'vitest';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { DualSymbolIndicator, type SymbolBar } from './dual-symbol-indicator.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [SPY, QQQ, IBM] = ['SPY', 'QQQ', 'IBM'].map(
  (ticker) => new SecuritySymbol(ticker, SecurityType.Equity, 'usa', ticker),
) as [SecuritySymbol, SecuritySymbol, SecuritySymbol];

/** Difference of the last pair; ready with the second pair. */
class Spread extends DualSymbolIndicator {
  pairs = 0;

  get isReady(): boolean {
    return this.pairs > 1;
  }

  get warmUpPeriod(): number {
    return 2 + this.zoneAllowance;
  }

  protected compute(targetClose: number, referenceClose: number): number {
    this.pairs++;
    return targetClose - referenceClose;
  }
}

function bar(symbol: SecuritySymbol, endTime: number, close: number, period = DAY): SymbolBar {
  return { symbol, time: endTime - period, endTime, value: close, open: close, high: close, low: close, close };
}

describe('DualSymbolIndicator', () => {
  it('computes when both symbols have a bar of the same time', () => {
    const spread = new Spread('spread', SPY, QQQ);
    const values = [bar(SPY, DAY, 10), bar(QQQ, DAY, 4), bar(QQQ, 2 * DAY, 5), bar(SPY, 2 * DAY, 12)].map((each) => {
      spread.updateFrom(each);
      return spread.value;
    });
    expect(values).toEqual([0, 6, 6, 7]);
    expect(spread).toMatchObject({ samples: 4, isReady: true, warmUpPeriod: 2 });
  });

  it('does not pair bars of different times', () => {
    const spread = new Spread('spread', SPY, QQQ);
    for (const each of [bar(SPY, DAY, 10), bar(QQQ, 2 * DAY, 4), bar(SPY, 3 * DAY, 5)]) spread.updateFrom(each);
    expect(spread.pairs).toBe(0);
    spread.updateFrom(bar(QQQ, 3 * DAY, 1));
    expect(spread.value).toBe(4);
  });

  it('pairs days by date and minutes by minute', () => {
    const daily = new Spread('spread', SPY, QQQ);
    daily.updateFrom(bar(SPY, DAY + 16 * HOUR, 10));
    daily.updateFrom(bar(QQQ, DAY + 17 * HOUR, 4));
    expect(daily.value).toBe(6);
    const minutes = new Spread('spread', SPY, QQQ);
    minutes.updateFrom(bar(SPY, DAY + 60_000, 10, 60_000));
    minutes.updateFrom(bar(QQQ, DAY + 120_000, 4, 60_000));
    expect(minutes.pairs).toBe(0);
    const hours = new Spread('spread', SPY, QQQ);
    hours.updateFrom(bar(SPY, DAY + HOUR, 10, HOUR));
    hours.updateFrom(bar(QQQ, DAY + HOUR + 1000, 4, HOUR));
    expect(hours.pairs).toBe(1);
    const seconds = new Spread('spread', SPY, QQQ);
    seconds.updateFrom(bar(SPY, DAY, 10, 1000));
    seconds.updateFrom(bar(QQQ, DAY + 500, 4, 1000));
    expect(seconds.pairs).toBe(0);
  });

  it('compares in UTC when the exchanges have different time zones', () => {
    const newYork = { toUtc: (time: number) => time + 5 * HOUR };
    const utc = { toUtc: (time: number) => time };
    const spread = new Spread('spread', SPY, QQQ, { target: newYork, reference: utc });
    expect(spread.warmUpPeriod).toBe(3);
    spread.updateFrom(bar(SPY, DAY + 16 * HOUR, 10, HOUR));
    spread.updateFrom(bar(QQQ, DAY + 21 * HOUR, 4, HOUR));
    expect(spread.value).toBe(6);
  });

  it('skips older and missing bars of each symbol, and rejects a third symbol', () => {
    const spread = new Spread('spread', SPY, QQQ);
    spread.updateFrom(bar(SPY, 2 * DAY, 10));
    spread.updateFrom(bar(SPY, DAY, 11));
    spread.updateFrom(bar(QQQ, DAY, NaN));
    expect(spread.samples).toBe(1);
    expect(() => spread.updateFrom(bar(IBM, DAY, 1))).toThrow(
      /spread works on equity\/usa\/SPY and equity\/usa\/QQQ but was fed a bar of equity\/usa\/IBM/,
    );
  });

  it('starts over after a reset', () => {
    const spread = new Spread('spread', SPY, QQQ);
    spread.updateFrom(bar(SPY, 2 * DAY, 10));
    spread.updateFrom(bar(QQQ, 2 * DAY, 4));
    spread.reset();
    spread.updateFrom(bar(QQQ, DAY, 4));
    expect(spread).toMatchObject({ value: 0, samples: 1 });
  });
});
