import { describe, expect, it } from 'vitest';
import { CONSOLIDATOR_ERRORS } from './errors.ts';
import { at, collect, figures, quote, quoteTick, tradeOf, tradeTick } from './spec-support.ts';
import { DollarVolumeRenkoConsolidator, VolumeRenkoBar, VolumeRenkoConsolidator } from './volume-renko-consolidator.ts';

describe('VolumeRenkoConsolidator', () => {
  it('closes bars of equal volume, several per row when the row has enough', () => {
    const consolidator = new VolumeRenkoConsolidator(10);
    const bars = collect(consolidator);
    consolidator.update(tradeOf(at(10, 0), [5, 7, 4, 6, 4]));
    expect(bars).toEqual([]);
    consolidator.update(tradeOf(at(10, 1), [6, 9, 6, 8, 27]));
    expect(bars.map(figures)).toEqual([
      [at(10, 0), at(10, 2), 5, 9, 4, 8, 10],
      [at(10, 2), at(10, 2), 8, 9, 6, 8, 10],
      [at(10, 2), at(10, 2), 8, 9, 6, 8, 10],
    ]);
    expect(figures(consolidator.workingBar)).toEqual([at(10, 2), at(10, 2), 8, 9, 6, 8, 1]);
  });

  it('uses the trades among ticks', () => {
    const consolidator = new VolumeRenkoConsolidator(1);
    const bars = collect(consolidator);
    consolidator.update(quoteTick(at(10), 1, 2));
    // 0.7 + 0.1 + 0.2 is less than 1 in float64.
    [0.7, 0.1, 0.2].forEach((quantity, minute) => consolidator.update(tradeTick(at(10, minute), 5 + minute, quantity)));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(10, 2), 5, 7, 5, 7, 1]]);
    expect(bars[0]?.isClosed).toBe(true);
    expect(consolidator.workingBar?.volume).toBe(0);
    consolidator.reset();
    expect(consolidator.workingBar).toBeUndefined();
  });

  it('rejects quote bars, which have no volume', () => {
    expect(() => new VolumeRenkoConsolidator(1).update(quote(at(10), 1, 2))).toThrow(
      expect.objectContaining({ descriptor: CONSOLIDATOR_ERRORS.INPUT_MISMATCH }),
    );
  });

  it('emits bars that are copied completely', () => {
    const consolidator = new VolumeRenkoConsolidator(1);
    const bars = collect(consolidator);
    consolidator.update(tradeTick(at(10), 5, 1));
    expect(bars[0]?.copy()).toBeInstanceOf(VolumeRenkoBar);
    expect(bars[0]?.copy()).toEqual(bars[0]);
  });
});

describe('DollarVolumeRenkoConsolidator', () => {
  it('measures by price times volume', () => {
    const consolidator = new DollarVolumeRenkoConsolidator(100);
    const bars = collect(consolidator);
    consolidator.update(tradeTick(at(10), 5, 10));
    expect(bars).toHaveLength(0);
    consolidator.update(tradeTick(at(10), 10, 5));
    expect(bars).toHaveLength(1);
  });
});
