import { describe, expect, it } from 'vitest';
import { Momentum } from './momentum.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Momentum', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Momentum(10))).toEqual([]);
  });

  it('is the change over the period, or since the first input at the start', () => {
    expect(valuesOf(new Momentum(2), [1, 3, 6, 10])).toEqual([0, 2, 5, 7]);
  });
});
