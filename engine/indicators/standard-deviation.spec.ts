import { describe, expect, it } from 'vitest';
import { StandardDeviation } from './standard-deviation.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('StandardDeviation', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new StandardDeviation(10))).toEqual([]);
  });

  it('is the square root of the population variance', () => {
    expect(valuesOf(new StandardDeviation(2), [1, 3, 9, 9])).toEqual([0, 1, 3, 0]);
  });
});
