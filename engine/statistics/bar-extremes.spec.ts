import { describe, expect, it } from 'vitest';
import { BarExtremes } from './bar-extremes.ts';
import type { PriceBar } from './bar-extremes.ts';

const BARS: readonly PriceBar[] = [
  { end: 1, open: 100, high: 110, low: 95, close: 105 },
  { end: 2, open: 105, high: 120, low: 90, close: 100 },
  { end: 3, open: 100, high: 106, low: 97, close: 104 },
];

function extremesOf(bars: readonly PriceBar[]): BarExtremes {
  const extremes = new BarExtremes();
  for (const bar of bars) extremes.add(bar);
  return extremes;
}

describe('BarExtremes', () => {
  it.each([
    ['a whole bar between', { time: 1, price: 105 }, { time: 3, price: 100 }, [90, 120]],
    ['the bar of an entry at its open', { time: 1, price: 100 }, { time: 3, price: 100 }, [90, 120]],
    [
      'the bar of an entry at its open, with its own extremes',
      { time: 2, price: 105 },
      { time: 3, price: 100 },
      [90, 120],
    ],
    ['not the bar of an entry within it', { time: 2, price: 99 }, { time: 3, price: 100 }, [99, 100]],
    ['the bar of an exit at its close', { time: 2, price: 99 }, { time: 3, price: 104 }, [97, 106]],
    ['the fills alone within one bar', { time: 3, price: 98 }, { time: 3, price: 101 }, [98, 101]],
  ] as const)('counts %s', (_what, entry, exit, [low, high]) => {
    const range = extremesOf(BARS).between(entry, exit);
    expect(range.low * entry.price).toBeCloseTo(low, 9);
    expect(range.high * entry.price).toBeCloseTo(high, 9);
  });

  it('finds the extremes of any stretch of thousands of bars', () => {
    const bars = Array.from({ length: 3000 }, (_, index) => {
      const price = 100 + ((index * 7919) % 503) / 10;
      return { end: index + 1, open: price, high: price + 1, low: price - 1, close: price };
    });
    const extremes = extremesOf(bars);
    for (const [from, until] of [
      [0, 3000],
      [255, 257],
      [256, 512],
      [1, 2999],
      [700, 1900],
    ]) {
      const within = bars.slice(from, until - 1);
      const range = extremes.between({ time: from, price: 90.5 }, { time: until, price: 90.5 });
      expect(range.high * 90.5).toBeCloseTo(Math.max(...within.map(({ high }) => high), 90.5), 9);
      expect(range.low * 90.5).toBeCloseTo(Math.min(...within.map(({ low }) => low), 90.5), 9);
    }
  });
});
