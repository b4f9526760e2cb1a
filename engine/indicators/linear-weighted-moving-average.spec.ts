import { describe, expect, it } from 'vitest';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('LinearWeightedMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new LinearWeightedMovingAverage(10))).toEqual([]);
  });

  it('gives the newest input the largest weight', () => {
    expect(valuesOf(new LinearWeightedMovingAverage(3), [1, 2, 6, 12])).toEqual([
      0,
      0,
      (1 + 4 + 18) / 6,
      (2 + 12 + 36) / 6,
    ]);
  });
});
