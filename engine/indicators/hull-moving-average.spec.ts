import { describe, expect, it } from 'vitest';
import { HullMovingAverage } from './hull-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('HullMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new HullMovingAverage(16))).toEqual([]);
  });

  it('weights twice the fast average minus the slow one', () => {
    // Period 4: fast 2, slow 4, their difference over 2.
    const inputs = [1, 2, 4, 7, 11];
    const difference = (last: number[]): number => {
      const [a, b, c, d] = last as [number, number, number, number];
      return (2 * (c + 2 * d)) / 3 - (a + 2 * b + 3 * c + 4 * d) / 10;
    };
    const expected = (difference(inputs.slice(0, 4)) + 2 * difference(inputs.slice(1))) / 3;
    const values = valuesOf(new HullMovingAverage(4), inputs);
    expect(values.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(values[4]).toBeCloseTo(expected, 12);
  });

  it('rounds half periods to even numbers and rejects a period of 1', () => {
    expect(new HullMovingAverage(5).warmUpPeriod).toBe(6);
    expect(() => new HullMovingAverage(1)).toThrow(/at least 2/);
  });
});
