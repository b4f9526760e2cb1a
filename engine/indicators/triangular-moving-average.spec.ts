import { describe, expect, it } from 'vitest';
import { TriangularMovingAverage } from './triangular-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('TriangularMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new TriangularMovingAverage(9))).toEqual([]);
  });

  it.each([
    [4, [1, 2, 4, 7, 11], (1.5 + 3 + 5.5) / 3],
    [3, [1, 2, 4, 7], (3 + 5.5) / 2],
  ])('averages averages of half of %i inputs', (period, inputs, expected) => {
    const values = valuesOf(new TriangularMovingAverage(period), inputs);
    expect(values[period === 4 ? 3 : 3]).toBeCloseTo(expected, 12);
  });
});
