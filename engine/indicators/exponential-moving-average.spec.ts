import { describe, expect, it } from 'vitest';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('ExponentialMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ExponentialMovingAverage(12))).toEqual([]);
  });

  it('starts from the mean of the first period', () => {
    expect(valuesOf(new ExponentialMovingAverage(3), [1, 2, 6, 10, 2])).toEqual([0, 0, 3, 6.5, 4.25]);
  });

  it('accepts another smoothing factor', () => {
    const indicator = new ExponentialMovingAverage(2, 0.25);
    expect(valuesOf(indicator, [4, 8, 10])).toEqual([0, 6, 7]);
    expect(ExponentialMovingAverage.smoothingFactorDefault(9)).toBe(0.2);
  });
});
