import { describe, expect, it } from 'vitest';
import { ClassicRenkoConsolidator } from './classic-renko-consolidator.ts';
import { at, collect, figures, trade } from './spec-support.ts';

describe('ClassicRenkoConsolidator', () => {
  it('begins at the next multiple above the first price and closes one brick per row', () => {
    const consolidator = new ClassicRenkoConsolidator(10);
    const bars = collect(consolidator);
    [9.5, 15, 21, 55, 32, 19].forEach((price, minute) => consolidator.update(trade(at(10, minute), price)));
    expect(bars.map(({ open, close }) => [open, close])).toEqual([
      [10, 20],
      [20, 30],
      [30, 20],
    ]);
    expect(figures(bars[0])).toEqual([at(10, 0), at(10, 2), 10, 20, 10, 20, 3]);
    // The row that closed a brick is the first row of the next one, with its volume but without its price.
    expect(figures(consolidator.workingBar)).toEqual([at(10, 5), at(10, 5), 20, 20, 20, 20, 1]);
  });

  it('reaches a limit exactly', () => {
    const consolidator = new ClassicRenkoConsolidator(0.1);
    const bars = collect(consolidator);
    for (const price of [10.05, 10.2, 10.3, 10.4, 10.3, 10.2]) consolidator.update(trade(at(10), price));
    expect(bars.map(({ open, close }) => [open, close])).toEqual([
      [10.1, 10.2],
      [10.2, 10.3],
      [10.3, 10.4],
      [10.4, 10.3],
      [10.3, 10.2],
    ]);
  });

  it('begins at the first price when bricks need not be even', () => {
    const consolidator = new ClassicRenkoConsolidator(10, { evenBars: false });
    consolidator.update(trade(at(10), 9.5));
    expect(consolidator.workingBar?.open).toBe(9.5);
    consolidator.update(trade(at(10), 20));
    consolidator.reset();
    consolidator.update(trade(at(10), 3));
    expect(consolidator.workingBar?.open).toBe(3);
  });

  it('requires a size', () => {
    expect(() => new ClassicRenkoConsolidator(0)).toThrow(/brick size/);
  });
});
