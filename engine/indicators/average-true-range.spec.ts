import { describe, expect, it } from 'vitest';
import { MovingAverageType } from './moving-average-type.ts';
import { AverageTrueRange } from './average-true-range.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('AverageTrueRange', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new AverageTrueRange(14))).toEqual([]);
  });

  const BARS = [
    [10, 12, 9, 11],
    [11, 12, 10, 12],
    [15, 16, 15, 15],
    [9, 10, 8, 9],
  ] as const;

  it('smooths the true range with the average of Wilder', () => {
    expect(valuesOfBars(new AverageTrueRange(2), BARS)).toEqual([3, 2.5, 3.25, 5.125]);
  });

  it('accepts another type of average', () => {
    const indicator = new AverageTrueRange(2, MovingAverageType.Simple);
    expect(valuesOfBars(indicator, BARS)).toEqual([3, 2.5, 3, 5.5]);
    expect(indicator.trueRange.value).toBe(7);
  });
});
