import { describe, expect, it } from 'vitest';
import { MovingAverageType } from './moving-average-type.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('MovingAverageConvergenceDivergence', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new MovingAverageConvergenceDivergence(12, 26, 9))).toEqual([]);
  });

  it('computes the difference of two averages, its signal and the difference of both', () => {
    const indicator = new MovingAverageConvergenceDivergence(1, 2, 2, MovingAverageType.Simple);
    expect(valuesOf(indicator, [1, 3, 9])).toEqual([0, 1, 3]);
    expect(indicator).toMatchObject({
      name: 'MACD(1,2,2)',
      warmUpPeriod: 3,
      fast: { value: 9 },
      slow: { value: 6 },
      signal: { value: 2, samples: 2 },
      histogram: { value: 1, samples: 1 },
    });
  });

  it('rejects a fast period that is not shorter than the slow one', () => {
    expect(() => new MovingAverageConvergenceDivergence(26, 12, 9)).toThrow(/smaller than the slow one/);
  });
});
