import { describe, expect, it } from 'vitest';
import { RangeBar } from './range-bar.ts';
import { at, SPY } from './spec-support.ts';

describe('RangeBar', () => {
  it('closes at its range when a price would extend it further', () => {
    const bar = new RangeBar(SPY, 0.1).begin(at(10), 100.1, 5);
    bar.extend(at(10, 1), 100.2, 1);
    expect(bar).toMatchObject({ isClosed: false, high: 100.2, close: 100.1, volume: 6 });
    bar.extend(at(10, 2), 100.25, 1);
    expect(bar).toMatchObject({ isClosed: true, high: 100.2, low: 100.1, close: 100.2, volume: 6, endTime: at(10, 2) });
  });

  it('closes downwards, and is copied completely', () => {
    const bar = new RangeBar(SPY, 1).begin(at(10), 10, 0);
    bar.extend(at(10, 1), 8, 1);
    expect(bar).toMatchObject({ isClosed: true, low: 9, close: 9 });
    expect(bar.copy()).toEqual(bar);
    expect(bar.copy()).toBeInstanceOf(RangeBar);
  });
});
