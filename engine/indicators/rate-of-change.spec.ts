import { describe, expect, it } from 'vitest';
import { RateOfChange } from './rate-of-change.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('RateOfChange', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new RateOfChange(10))).toEqual([]);
  });

  it('is the change over the period as a share of the first input', () => {
    expect(valuesOf(new RateOfChange(2), [4, 5, 6, 10, 3])).toEqual([0, 0.25, 0.5, 1, -0.5]);
  });

  it('is 0 when the first input is 0', () => {
    expect(valuesOf(new RateOfChange(1), [0, 5])).toEqual([0, 0]);
  });
});
