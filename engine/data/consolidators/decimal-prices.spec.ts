import { describe, expect, it } from 'vitest';
import { exceeds, meantDecimal, roundHalfEven } from './decimal-prices.ts';

describe('decimal prices', () => {
  it('finds the decimal behind a result of float64', () => {
    expect(meantDecimal(101 * 0.1)).toBe(10.1);
    expect(meantDecimal(0.1 + 0.2)).toBe(0.3);
  });

  it('does not take rounding for a movement', () => {
    expect(100.2 - 100.1 > 0.1).toBe(true);
    expect(exceeds(100.2 - 100.1, 0.1, 100)).toBe(false);
    expect(exceeds(100.21 - 100.1, 0.1, 100)).toBe(true);
  });

  it('rounds halves to the even number', () => {
    expect([0.5, 1.5, 2.5, 0.4, 0.6].map(roundHalfEven)).toEqual([0, 2, 2, 0, 1]);
  });
});
