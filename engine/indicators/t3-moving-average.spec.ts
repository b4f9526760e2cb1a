import { describe, expect, it } from 'vitest';
import { T3MovingAverage } from './t3-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('T3MovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new T3MovingAverage(5))).toEqual([]);
  });

  it('equals constant prices and follows a straight line', () => {
    expect(
      valuesOf(
        new T3MovingAverage(3),
        Array.from({ length: 40 }, () => 12.34),
      ).at(-1),
    ).toBe(12.34);
    const line = valuesOf(
      new T3MovingAverage(3, 1),
      Array.from({ length: 80 }, (_, index) => index),
    );
    expect(line.at(-1)).toBeCloseTo(79, 9);
  });
});
