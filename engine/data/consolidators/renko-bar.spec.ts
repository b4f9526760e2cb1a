import { describe, expect, it } from 'vitest';
import { BarDirection, RenkoBar, RenkoType } from './renko-bar.ts';
import { at, SPY } from './spec-support.ts';

describe('RenkoBar', () => {
  it('ends at its limit and ignores later prices', () => {
    const bar = new RenkoBar(SPY, 0.1).begin(at(10), 10.13, 5);
    bar.extend(at(10, 1), 10.1, 1);
    expect(bar).toMatchObject({ isClosed: false, close: 10.1, low: 10.1, volume: 6, direction: BarDirection.Falling });
    bar.extend(at(10, 2), 10.23, 1);
    expect(bar).toMatchObject({ isClosed: true, close: 10.23, high: 10.23, endTime: at(10, 2) });
    bar.extend(at(10, 3), 11, 1);
    expect(bar).toMatchObject({ close: 10.23, volume: 7, endTime: at(10, 2), direction: BarDirection.Rising });
    expect(bar.spread).toBeCloseTo(0.1, 12);
  });

  it('is copied completely', () => {
    const bar = new RenkoBar(SPY, 2, RenkoType.Wicked).begin(at(10), 10, 5);
    const copy = bar.copy();
    expect(copy).toBeInstanceOf(RenkoBar);
    expect(copy).toEqual(bar);
    expect(copy.direction).toBe(BarDirection.NoDelta);
    expect(copy).not.toBe(bar);
  });
});
