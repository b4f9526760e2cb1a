import { describe, expect, it } from 'vitest';
import { MeanAbsoluteDeviation } from './mean-absolute-deviation.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('MeanAbsoluteDeviation', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new MeanAbsoluteDeviation(10))).toEqual([]);
  });

  it('is the mean distance from the mean', () => {
    expect(valuesOf(new MeanAbsoluteDeviation(3), [1, 3, 8, 8, 8])).toEqual([
      0,
      1,
      8 / 3,
      expect.closeTo(20 / 9, 14),
      0,
    ]);
  });
});
