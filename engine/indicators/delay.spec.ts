import { describe, expect, it } from 'vitest';
import { Delay } from './delay.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Delay', () => {
  it('keeps the rules of all indicators', () => {
    expect(contractViolations(() => new Delay(10))).toEqual([]);
  });

  it('gives the input of so many updates ago, the first one until then', () => {
    const indicator = new Delay(2);
    expect(valuesOf(indicator, [1, 2, 3, 4])).toEqual([1, 1, 1, 2]);
    expect(indicator.warmUpPeriod).toBe(3);
  });
});
