import { describe, expect, it } from 'vitest';
import { largestDrawdowns } from './drawdowns.ts';

const seriesOf = (...values: readonly number[]): Parameters<typeof largestDrawdowns>[0] => ({
  time: Float64Array.from(values, (_value, index) => index),
  value: Float64Array.from(values),
});

describe('largestDrawdowns', () => {
  it('lists falls from a peak to its recovery, deepest first', () => {
    const found = largestDrawdowns(seriesOf(100, 90, 95, 100, 120, 60, 90, 120, 130, 117), 5);
    expect(found).toEqual([
      { depth: -0.5, peakTime: 4, troughTime: 5, recoveryTime: 7, duration: 3 },
      { depth: expect.closeTo(-0.1), peakTime: 0, troughTime: 1, recoveryTime: 3, duration: 3 },
      { depth: expect.closeTo(-0.1), peakTime: 8, troughTime: 9, recoveryTime: undefined, duration: 1 },
    ]);
  });

  it('lists no more than asked for, and none of a rising or an empty series', () => {
    expect(largestDrawdowns(seriesOf(100, 90, 100, 80, 100), 1)).toMatchObject([{ depth: expect.closeTo(-0.2) }]);
    expect(largestDrawdowns(seriesOf(1, 2, 2, 3), 5)).toEqual([]);
    expect(largestDrawdowns(seriesOf(), 5)).toEqual([]);
  });

  it('has the depth of the running maximum, whatever the series', () => {
    const values = Array.from({ length: 500 }, (_, index) => 100 + ((index * 7919) % 101));
    let peak = 0;
    let deepest = 0;
    for (const value of values) {
      peak = Math.max(peak, value);
      deepest = Math.min(deepest, value / peak - 1);
    }
    expect(largestDrawdowns(seriesOf(...values), 1)[0].depth).toBeCloseTo(deepest, 12);
  });
});
