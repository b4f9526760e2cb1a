import { describe, expect, it } from 'vitest';
import { ZeroLagExponentialMovingAverage } from './zero-lag-exponential-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('ZeroLagExponentialMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ZeroLagExponentialMovingAverage(9))).toEqual([]);
  });

  it('averages the input plus its gain over half a period', () => {
    // Period 3: delay 1, so the inputs of the average are 3, 5, 7, 9 ...
    expect(valuesOf(new ZeroLagExponentialMovingAverage(3), [1, 2, 3.5, 5, 5])).toEqual([
      0,
      0,
      0,
      (3 + 5 + 6.5) / 3,
      expect.closeTo(((3 + 5 + 6.5) / 3 + 5) / 2, 12),
    ]);
  });

  it('needs a period whose half is at least one input', () => {
    expect(() => new ZeroLagExponentialMovingAverage(2)).toThrow(/at least 3/);
  });
});
