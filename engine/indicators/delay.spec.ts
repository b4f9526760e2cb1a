import { describe, expect, it } from 'vitest';
import { Delay } from './delay.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Delay', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Delay(10))).toEqual([]);
  });

  it('returns the input of `period` updates ago, or the first one while there are fewer', () => {
    const indicator = new Delay(2);
    expect(valuesOf(indicator, [1, 2, 3, 4])).toEqual([1, 1, 1, 2]);
    expect(indicator.warmUpPeriod).toBe(3);
  });
});
