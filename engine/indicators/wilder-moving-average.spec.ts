import { describe, expect, it } from 'vitest';
import { WilderMovingAverage } from './wilder-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('WilderMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new WilderMovingAverage(14))).toEqual([]);
  });

  it('is the mean of the first `period` inputs and moves by 1 / period from then on', () => {
    expect(valuesOf(new WilderMovingAverage(4), [1, 3, 5, 7, 8])).toEqual([1, 2, 3, 4, 5]);
  });
});
