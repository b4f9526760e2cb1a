import { describe, expect, it } from 'vitest';
import { additionError, dividePair, exceeds, quotient, roundHalfEven } from './numeric.ts';

describe('numeric', () => {
  it('rounds halves to the even number', () => {
    expect([0.5, 1.5, 2.5, 3.5, 2.4, 2.6, -0.5, -1.5].map(roundHalfEven)).toEqual([0, 2, 2, 4, 2, 3, 0, -2]);
  });

  it('finds the rounding error of an addition', () => {
    expect(additionError(1e16, 1, 1e16 + 1)).toBe(1);
    expect(additionError(0.1, 0.2, 0.1 + 0.2)).toBeCloseTo(-2.8e-17, 18);
    expect(additionError(1, 2, 3)).toBe(0);
  });

  it('divides a pair so that n times a number divided by n is that number', () => {
    for (let count = 1; count < 500; count++) {
      const high = 0.1 * count;
      const exact = BigInt(Math.round(0.1 * 2 ** 55)) * BigInt(count) - BigInt(high * 2 ** 55);
      expect(dividePair(high, Number(exact) / 2 ** 55, count, 1 / count)).toBe(0.1);
    }
  });

  it('does not take rounding for a movement', () => {
    expect(100.05 - 100 > 100 - 99.95).toBe(false);
    expect(exceeds(100 - 99.95, 100.05 - 100, 100)).toBe(false);
    expect(exceeds(0.06, 0.05, 100)).toBe(true);
  });

  it('has no quotient when dividing by zero', () => {
    expect(quotient(1, 0)).toBe(NaN);
    expect(quotient(1, 4)).toBe(0.25);
  });
});
