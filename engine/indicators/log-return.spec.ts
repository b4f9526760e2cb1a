import { describe, expect, it } from 'vitest';
import { LogReturn } from './log-return.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('LogReturn', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new LogReturn(14))).toEqual([]);
  });

  it('is the logarithm of the change over the period', () => {
    const values = valuesOf(new LogReturn(2), [1, Math.E, 4, 4 * Math.E]);
    [0, 1, Math.log(4), Math.log(4)].forEach((expected, index) => expect(values[index]).toBeCloseTo(expected, 12));
  });

  it('is 0 when the logarithm is undefined', () => {
    expect(valuesOf(new LogReturn(1), [0, 5, 0])).toEqual([0, 0, 0]);
  });
});
