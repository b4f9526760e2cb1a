import { volatilityTargetSizing } from 'tradewright';
import { backtestOnDailyBars, type DayPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import VolTarget from './strategy.ts';

/** Sessions whose closes alternate by a share. */
const alternating = (count: number, move: number): DayPrices[] =>
  Array.from({ length: count }, (_, day) => 100 * Math.exp(day % 2 === 0 ? 0 : move));

describe('vol-target', () => {
  it('gives the stock that moves twice as much half of the size', async () => {
    const { orders } = await backtestOnDailyBars(VolTarget, {
      bars: { AAA: alternating(90, 0.02), BBB: alternating(90, 0.04) },
      parameters: { symbols: ['AAA', 'BBB'] },
      cash: 100_000,
      request: { sizing: volatilityTargetSizing(0.2, { band: 0, forecast: 'sample' }) },
    });
    const value = (ticker: string): number => {
      const first = orders.find(({ symbol }) => symbol.ticker === ticker);
      return (first?.price ?? NaN) * (first?.quantity ?? NaN);
    };
    expect(value('AAA') / value('BBB')).toBeGreaterThan(1.8);
    expect(value('AAA') / value('BBB')).toBeLessThan(2.2);
  });

  it('waits for a forecast', async () => {
    const { orders } = await backtestOnDailyBars(VolTarget, {
      bars: { AAA: alternating(15, 0.02) },
      parameters: { symbols: ['AAA'] },
      request: { sizing: volatilityTargetSizing(0.2, { forecast: 'sample' }) },
    });
    expect(orders).toEqual([]);
  });
});
