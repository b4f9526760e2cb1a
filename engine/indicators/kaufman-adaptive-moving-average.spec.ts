import { describe, expect, it } from 'vitest';
import { KaufmanAdaptiveMovingAverage } from './kaufman-adaptive-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('KaufmanAdaptiveMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new KaufmanAdaptiveMovingAverage(10))).toEqual([]);
  });

  it('starts from the previous input and moves as efficiently as the price', () => {
    // Efficiency 1 makes the factor (2/3)^2.
    const values = valuesOf(new KaufmanAdaptiveMovingAverage(2), [1, 2, 3, 4]);
    expect(values[1]).toBe(2);
    expect(values[2]).toBeCloseTo(2 + 4 / 9, 12);
    expect(values[3]).toBeCloseTo(2 + 4 / 9 + (4 / 9) * (4 - 2 - 4 / 9), 12);
  });

  it('hardly moves on noise', () => {
    const values = valuesOf(new KaufmanAdaptiveMovingAverage(2), [1, 2, 1, 2]);
    const slow = (2 / 31) ** 2;
    expect(values[2]).toBeCloseTo(2 + slow * (1 - 2), 12);
  });
});
