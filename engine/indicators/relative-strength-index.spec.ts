import { describe, expect, it } from 'vitest';
import { MovingAverageType } from './moving-average-type.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('RelativeStrengthIndex', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new RelativeStrengthIndex(14))).toEqual([]);
  });

  it('smooths gains and losses with the average of Wilder', () => {
    // Gains 2, 0, 3; losses 0, 1, 0; averages 1 and 0.5, then 2 and 0.25.
    const values = valuesOf(new RelativeStrengthIndex(2), [10, 12, 11, 14]);
    expect(values.slice(0, 2)).toEqual([100, 100]);
    expect(values[2]).toBeCloseTo(100 - 100 / 3, 12);
    expect(values[3]).toBeCloseTo(100 - 100 / 9, 12);
  });

  it('is 100 without losses and 0 without gains', () => {
    expect(valuesOf(new RelativeStrengthIndex(2), [1, 2, 3]).at(-1)).toBe(100);
    expect(valuesOf(new RelativeStrengthIndex(2), [3, 2, 1]).at(-1)).toBe(0);
    expect(valuesOf(new RelativeStrengthIndex(2), [3, 3, 3]).at(-1)).toBe(100);
  });

  it('accepts another type of average', () => {
    const indicator = new RelativeStrengthIndex(2, MovingAverageType.Simple);
    expect(valuesOf(indicator, [10, 12, 11, 14]).at(-1)).toBeCloseTo(75, 12);
    expect(indicator).toMatchObject({ averageGain: { value: 1.5 }, averageLoss: { value: 0.5 } });
  });
});
