import { describe, expect, it } from 'vitest';
import { Momentum } from './momentum.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Momentum', () => {
  it('keeps the rules of all indicators', () => {
    expect(contractViolations(() => new Momentum(10))).toEqual([]);
  });

  it('is the change over the period, over what there is at the start', () => {
    expect(valuesOf(new Momentum(2), [1, 3, 6, 10])).toEqual([0, 2, 5, 7]);
  });
});
