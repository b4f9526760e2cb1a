import { describe, expect, it } from 'vitest';
import { ClassicRangeConsolidator, RangeConsolidator } from './range-consolidator.ts';
import { at, collect, SPY, tradeTick } from './spec-support.ts';

const OPTIONS = { minimumPriceVariation: 0.01 };

describe('RangeConsolidator', () => {
  it('closes as many bars as a price crosses, the intermediate ones without volume', () => {
    const consolidator = new RangeConsolidator(100, {
      minimumPriceVariation: (symbol) => (symbol === SPY ? 0.01 : NaN),
    });
    const bars = collect(consolidator);
    [90, 94.5].forEach((price, minute) => consolidator.update(tradeTick(at(10, minute), price, 20)));
    expect(consolidator.rangeSize).toBe(1);
    expect(bars.map(({ open, high, low, close, volume }) => [open, high, low, close, volume])).toEqual([
      [90, 91, 90, 91, 20],
      [91.01, 92.01, 91.01, 92.01, 0],
      [92.02, 93.02, 92.02, 93.02, 0],
      [93.03, 94.03, 93.03, 94.03, 0],
    ]);
    expect(consolidator.workingBar).toMatchObject({ open: 94.04, high: 94.5, low: 94.04, volume: 20 });
  });

  it('closes several bars downwards', () => {
    const consolidator = new RangeConsolidator(100, OPTIONS);
    const bars = collect(consolidator);
    for (const price of [90, 87.9]) consolidator.update(tradeTick(at(10), price));
    expect(bars.map(({ open, close }) => [open, close])).toEqual([
      [90, 89],
      [88.99, 87.99],
    ]);
    expect(consolidator.workingBar).toMatchObject({ open: 87.98, low: 87.9 });
  });

  it('begins at the next multiple of the range above the first price', () => {
    const consolidator = new RangeConsolidator(10, OPTIONS);
    consolidator.update(tradeTick(at(10), 10.03));
    expect(consolidator.workingBar?.open).toBe(10.1);
    consolidator.reset();
    expect(consolidator.rangeSize).toBe(NaN);
  });

  it('requires a range and a price step', () => {
    expect(() => new RangeConsolidator(0, OPTIONS)).toThrow(/The range of a consolidator/);
    const consolidator = new RangeConsolidator(1, { minimumPriceVariation: 0 });
    expect(() => consolidator.update(tradeTick(at(10), 1))).toThrow(/price step/);
  });
});

describe('ClassicRangeConsolidator', () => {
  it('closes one bar per row and begins the next one at the price', () => {
    const consolidator = new ClassicRangeConsolidator(100, OPTIONS);
    const bars = collect(consolidator);
    for (const price of [90, 94.5, 94.7]) consolidator.update(tradeTick(at(10), price, 20));
    expect(bars.map(({ open, close }) => [open, close])).toEqual([[90, 91]]);
    expect(consolidator.workingBar).toMatchObject({ open: 94.5, high: 94.7, volume: 40 });
  });
});
