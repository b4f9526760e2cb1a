import { describe, expect, it } from 'vitest';
import { SecurityType } from '../model/security-type.ts';
import { CapacityEstimate, quoteVolume } from './capacity.ts';
import type { CapacityBar, CapacitySecurity } from './symbol-capacity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2020, 0, 6);
const OPEN = START + 14.5 * HOUR;

class FakeSecurity implements CapacitySecurity {
  readonly id: string;
  readonly contractMultiplier = 1;
  readonly conversionRate = 1;
  isInvested = true;
  leveragedBuyingPower = 0;
  bar: CapacityBar | undefined;

  constructor(id: string) {
    this.id = id;
  }

  readCapacityBar(bar: CapacityBar): boolean {
    if (this.bar === undefined) return false;
    Object.assign(bar, this.bar);
    return true;
  }
}

const portfolio = { totalPortfolioValue: 100_000 };

function estimateOf(days: number): CapacityEstimate {
  return new CapacityEstimate({ startDate: START, endDate: START + (days - 1) * DAY }, portfolio);
}

describe('CapacityEstimate', () => {
  it('requires no work before the first fill', () => {
    const estimate = estimateOf(5);
    expect(estimate.nextWorkUtc).toBe(Infinity);
    estimate.update({ utc: OPEN }, true);
    expect(estimate.capacity.toString()).toBe('0.00');
    expect(estimate.result.lowestCapacityAsset).toBe('');
  });

  it('adds the minutes after a fill while trading is thin, then counts a share and blends the last snapshots', () => {
    const estimate = estimateOf(5);
    const spy = new FakeSecurity('SPY');
    spy.bar = { close: 100, volume: 10_000, period: MINUTE };
    estimate.onFill(spy, OPEN, 100, 500);
    // 1 million dollars in the minute of the fill, then 2 million per minute over both bars: 6 minutes are watched,
    // then 3.
    for (let minute = 0; minute <= 10; minute++) estimate.update({ utc: OPEN + minute * MINUTE });
    expect(estimate.nextWorkUtc).toBe(START + 4 * DAY);
    estimate.update({ utc: OPEN + 11 * MINUTE }, true);
    // The bars of minutes 0 to 3 have 1 million each, of which a fifth counts; all sale volume is in SPY.
    expect(estimate.capacity.toString()).toBe('800000.00');
    spy.leveragedBuyingPower = 50_000;
    estimate.update({ utc: OPEN + 11 * MINUTE }, true);
    // Sale volume restarts at 0: half of the portfolio is held, so 0.33 * 1.6 million + 0.66 * 0.8 million.
    expect(estimate.result).toEqual({ capacity: estimate.capacity, lowestCapacityAsset: 'SPY' });
    expect(estimate.capacity.toString()).toBe('1056000.00');
  });

  it('counts an hourly or daily bar only when it contains the fill', () => {
    for (const [period, share] of [
      [HOUR, 0.05],
      [6.5 * HOUR, 0.05],
      [DAY, 0.02],
    ] as const) {
      const estimate = estimateOf(5);
      const security = new FakeSecurity('A');
      security.bar = { close: 10, volume: 1_000_000, period };
      estimate.onFill(security, OPEN + 0.5 * HOUR, 10, -1);
      estimate.update({ utc: OPEN + 0.5 * HOUR });
      estimate.update({ utc: OPEN + 1.5 * HOUR });
      estimate.update({ utc: OPEN + 2 * HOUR }, true);
      expect(estimate.capacity.toNumber()).toBeCloseTo(10_000_000 * share, 6);
    }
  });

  it('waits for a bar with volume', () => {
    const estimate = estimateOf(5);
    const security = new FakeSecurity('A');
    estimate.onFill(security, OPEN, 10, 1);
    estimate.update({ utc: OPEN });
    security.bar = { close: 10, volume: 0, period: MINUTE };
    estimate.update({ utc: OPEN + MINUTE });
    expect(estimate.nextWorkUtc).toBe(-Infinity);
  });

  it('names the asset with the least capacity and drops assets neither held nor traded for 30 days', () => {
    const estimate = estimateOf(90);
    const [large, small] = [new FakeSecurity('LARGE'), new FakeSecurity('SMALL')];
    large.bar = { close: 10, volume: 1_000_000, period: HOUR };
    small.bar = { close: 10, volume: 1000, period: HOUR };
    small.isInvested = false;
    estimate.onFill(large, OPEN + 0.5 * HOUR, 10, 10);
    estimate.onFill(small, OPEN + 0.5 * HOUR, 10, 10);
    estimate.update({ utc: OPEN + 0.5 * HOUR });
    estimate.update({ utc: OPEN + 7 * DAY });
    expect(estimate.result.lowestCapacityAsset).toBe('SMALL');
    estimate.update({ utc: OPEN + 31 * DAY });
    estimate.update({ utc: OPEN + 38 * DAY });
    expect(estimate.result.lowestCapacityAsset).toBe('LARGE');
  });

  it('reduces the counted volume when fills follow each other quickly', () => {
    const estimate = estimateOf(5);
    const security = new FakeSecurity('A');
    security.bar = { close: 10, volume: 1_000_000, period: HOUR };
    estimate.onFill(security, OPEN + 0.5 * HOUR, 10, 1);
    estimate.onFill(security, OPEN + 0.5 * HOUR, 10, 1);
    estimate.update({ utc: OPEN + 0.5 * HOUR });
    estimate.update({ utc: OPEN + HOUR }, true);
    // A fifth of 10 million, of that a twentieth for an hourly bar, divided by two trades.
    expect(estimate.capacity.toString()).toBe('50000.00');
  });
});

describe('quoteVolume', () => {
  it('is the mean size, or an estimate of the market', () => {
    expect(quoteVolume(SecurityType.Crypto, 2, 4)).toBe(3);
    expect(quoteVolume(SecurityType.Crypto, NaN, 4)).toBe(2);
    expect(quoteVolume(SecurityType.Crypto, 2, NaN)).toBe(1);
    expect(quoteVolume(SecurityType.Forex, 0, 0)).toBe(25_000_000);
    expect(quoteVolume(SecurityType.Cfd, 0, 0)).toBe(200);
  });
});
