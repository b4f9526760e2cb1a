import { describe, expect, it } from 'vitest';
import { Minimum } from './minimum.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Minimum', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Minimum(10))).toEqual([]);
  });

  it('is the smallest of the last inputs and knows its age', () => {
    const indicator = new Minimum(3);
    expect(indicator.periodsSinceMinimum).toBe(0);
    expect(valuesOf(indicator, [5, 6, 5, 7, 8, 9])).toEqual([5, 5, 5, 5, 5, 7]);
    expect(indicator.periodsSinceMinimum).toBe(2);
  });
});
