import { describe, expect, it } from 'vitest';
import { RenkoType } from './renko-bar.ts';
import { RenkoConsolidator } from './renko-consolidator.ts';
import { at, collect, trade } from './spec-support.ts';

function bricks(size: number, prices: readonly number[]): number[][] {
  const consolidator = new RenkoConsolidator(size);
  const bars = collect(consolidator);
  prices.forEach((price, minute) => consolidator.update(trade(at(10, minute), price)));
  return bars.map(({ open, high, low, close }) => [open, high, low, close]);
}

describe('RenkoConsolidator', () => {
  it('closes a brick with its wick when the price exceeds its limit', () => {
    expect(bricks(1, [10, 9.5, 11])).toEqual([]);
    expect(bricks(1, [10, 9.5, 11.1])).toEqual([[10, 11, 9.5, 11]]);
    expect(bricks(1, [10, 10.5, 8.9])).toEqual([[10, 10.5, 9, 9]]);
  });

  it('closes as many bricks as a row crosses', () => {
    expect(bricks(1, [10, 13.1])).toEqual([
      [10, 11, 10, 11],
      [11, 12, 11, 12],
      [12, 13, 12, 13],
    ]);
  });

  it('reverses beyond the far side of the last brick', () => {
    expect(bricks(1, [10, 12.1, 10.1])).toHaveLength(2);
    expect(bricks(1, [10, 12.1, 11.4, 9.9]).slice(2)).toEqual([[11, 12.1, 10, 10]]);
    expect(bricks(1, [10, 7.9, 8.6, 10.1]).slice(2)).toEqual([[9, 10, 7.9, 10]]);
  });

  it('sets times and type', () => {
    const consolidator = new RenkoConsolidator(1);
    const bars = collect(consolidator);
    [10, 10.5, 11.5, 12.5].forEach((price, minute) => consolidator.update(trade(at(10, minute), price)));
    expect(bars.map(({ time, endTime }) => [time, endTime])).toEqual([
      [at(10, 0), at(10, 2)],
      [at(10, 2), at(10, 3)],
    ]);
    expect(bars[0]).toMatchObject({ type: RenkoType.Wicked, volume: 0, brickSize: 1 });
    expect(consolidator.workingBar).toBe(bars[1]);
    consolidator.reset();
    expect(consolidator.workingBar).toBeUndefined();
  });

  it('begins at the nearest multiple of its size in decimal arithmetic', () => {
    expect(RenkoConsolidator.closestMultiple(10.04, 0.1)).toBe(10);
    expect(RenkoConsolidator.closestMultiple(10.06, 0.1)).toBe(10.1);
    expect(RenkoConsolidator.closestMultiple(10.05, 0.1)).toBe(10);
    expect(RenkoConsolidator.closestMultiple(10.15, 0.1)).toBe(10.1);
    expect(RenkoConsolidator.closestMultiple(-0.4, 1)).toBe(0);
  });

  it('does not treat a price equal to its limit as beyond it', () => {
    expect(bricks(0.1, [10, 10.1, 10.2])).toEqual([[10, 10.1, 10, 10.1]]);
    expect(bricks(0.1, [10, 10.3])).toHaveLength(2);
  });

  it('requires a size', () => {
    expect(() => new RenkoConsolidator(-1)).toThrow(/brick size/);
  });
});
