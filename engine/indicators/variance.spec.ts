import { describe, expect, it } from 'vitest';
import { Variance } from './variance.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Variance', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Variance(10))).toEqual([]);
  });

  it('divides the squared distances from the mean by the number of inputs', () => {
    expect(valuesOf(new Variance(3), [1, 3, 5, 5, 5])).toEqual([
      0,
      1,
      expect.closeTo(8 / 3, 14),
      expect.closeTo(8 / 9, 14),
      0,
    ]);
  });
});
