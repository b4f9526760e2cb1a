import { describe, expect, it } from 'vitest';
import { NormalizedAverageTrueRange } from './normalized-average-true-range.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('NormalizedAverageTrueRange', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new NormalizedAverageTrueRange(14))).toEqual([]);
  });

  it('is the average true range in percent of the close', () => {
    const bars = [
      [10, 12, 9, 10],
      [11, 12, 10, 10],
      [15, 16, 15, 20],
      [9, 10, 8, 10],
      [9, 10, 8, 0],
    ] as const;
    // True ranges 3, 2, 6, 12, 2: the mean of the last two of three is (2 + 6) / 2, then (4 + 12) / 2.
    expect(valuesOfBars(new NormalizedAverageTrueRange(2), bars)).toEqual([30, 25, 20, 80, 0]);
  });
});
