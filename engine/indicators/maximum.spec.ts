import { describe, expect, it } from 'vitest';
import { Maximum } from './maximum.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Maximum', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Maximum(10))).toEqual([]);
  });

  it('is the greatest of the last inputs and knows its age', () => {
    const indicator = new Maximum(3);
    expect(indicator.periodsSinceMaximum).toBe(0);
    const ages: number[] = [];
    indicator.onUpdated(() => ages.push(indicator.periodsSinceMaximum));
    expect(valuesOf(indicator, [5, 4, 5, 3, 2, 1])).toEqual([5, 5, 5, 5, 5, 3]);
    expect(ages).toEqual([0, 1, 0, 1, 2, 2]);
  });
});
