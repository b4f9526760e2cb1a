import { describe, expect, it } from 'vitest';
import { ArnaudLegouxMovingAverage } from './arnaud-legoux-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('ArnaudLegouxMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ArnaudLegouxMovingAverage(9))).toEqual([]);
  });

  it('weights inputs by a Gaussian curve that peaks near the newest input', () => {
    const weights = [0, 1, 2].map((index) => Math.exp(-((index - 1) ** 2) / (2 * 0.5 ** 2)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const expected = [5, 7, 12].reduce((sum, value, index) => sum + (value * (weights[index] ?? 0)) / total, 0);
    const values = valuesOf(new ArnaudLegouxMovingAverage(3), [5, 7, 12]);
    expect(values.slice(0, 2)).toEqual([5, 7]);
    expect(values[2]).toBeCloseTo(expected, 12);
  });

  it('rejects an offset outside 0 to 1', () => {
    expect(() => new ArnaudLegouxMovingAverage(9, 6, 1.5)).toThrow(/offset 1.5/);
  });
});
