import { describe, expect, it } from 'vitest';
import { TripleExponentialMovingAverage } from './triple-exponential-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('TripleExponentialMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new TripleExponentialMovingAverage(8))).toEqual([]);
  });

  it('follows a straight line without lag', () => {
    const values = valuesOf(
      new TripleExponentialMovingAverage(3),
      Array.from({ length: 60 }, (_, index) => 10 + index),
    );
    expect(values.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(values.at(-1)).toBeCloseTo(69, 9);
  });
});
