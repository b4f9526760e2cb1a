import { describe, expect, it } from 'vitest';
import { KaufmanEfficiencyRatio } from './kaufman-efficiency-ratio.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('KaufmanEfficiencyRatio', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new KaufmanEfficiencyRatio(10))).toEqual([]);
  });

  it('is the input until ready, then net movement divided by path length', () => {
    expect(valuesOf(new KaufmanEfficiencyRatio(2), [4, 6, 5, 8])).toEqual([4, 6, 1 / 3, 0.5]);
  });

  it('is 1 for a straight rise and when nothing moves', () => {
    expect(valuesOf(new KaufmanEfficiencyRatio(2), [0.1, 0.2, 0.3, 0.3, 0.3]).slice(2)).toEqual([
      1,
      expect.closeTo(1, 12),
      1,
    ]);
  });
});
