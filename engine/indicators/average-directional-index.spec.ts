import { describe, expect, it } from 'vitest';
import { AverageDirectionalIndex } from './average-directional-index.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('AverageDirectionalIndex', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new AverageDirectionalIndex(14))).toEqual([]);
  });

  const RISING = Array.from({ length: 8 }, (_, index) => [10 + index, 11 + index, 9 + index, 10 + index] as const);

  it('is 100 in a trend without any movement against it', () => {
    const indicator = new AverageDirectionalIndex(3);
    const values = valuesOfBars(indicator, RISING);
    expect(values.slice(0, 3)).toEqual([50, 50, 50]);
    expect(values.at(-1)).toBeCloseTo(100, 12);
    expect(indicator.positiveDirectionalIndex.value).toBeCloseTo(50, 12);
    expect(indicator.negativeDirectionalIndex.value).toBe(0);
  });

  it('smooths movements and ranges with the sums of Wilder', () => {
    const indicator = new AverageDirectionalIndex(2);
    // Up 2, then down 3, then up 1; true ranges 4, 5, 4.
    const bars = [
      [5, 6, 4, 5],
      [6, 8, 4, 6],
      [3, 5, 1, 3],
      [4, 6, 2, 4],
    ] as const;
    valuesOfBars(indicator, bars.slice(0, 3));
    expect(indicator.positiveDirectionalIndex.value).toBeCloseTo((100 * 2) / 9, 12);
    expect(indicator.negativeDirectionalIndex.value).toBeCloseTo((100 * 3) / 9, 12);
    expect(indicator.value).toBeCloseTo(20, 12);
    indicator.reset();
    valuesOfBars(indicator, bars);
    expect(indicator.positiveDirectionalIndex.value).toBeCloseTo((100 * 2) / 8.5, 12);
    expect(indicator.negativeDirectionalIndex.value).toBeCloseTo((100 * 1.5) / 8.5, 12);
  });

  it('counts equal movements up and down as upward, even when they differ in float64', () => {
    const indicator = new AverageDirectionalIndex(1);
    valuesOfBars(indicator, [
      [100, 100, 100, 100],
      [100, 100.05, 99.95, 100],
    ]);
    expect(indicator.positiveDirectionalIndex.value).toBeCloseTo(50, 9);
    expect(indicator.negativeDirectionalIndex.value).toBe(0);
  });
});
