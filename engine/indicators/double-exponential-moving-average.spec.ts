import { describe, expect, it } from 'vitest';
import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('DoubleExponentialMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new DoubleExponentialMovingAverage(8))).toEqual([]);
  });

  it('is twice the average minus the average of the average', () => {
    const inner = [0, 3, 5, 7];
    const outer = [0, 0, 4, 6];
    const values = valuesOf(new DoubleExponentialMovingAverage(2), [2, 4, 6, 8]);
    values.forEach((value, index) => expect(value).toBeCloseTo(2 * (inner[index] ?? 0) - (outer[index] ?? 0), 12));
  });

  it('corrects less with a smaller volume factor', () => {
    expect(valuesOf(new DoubleExponentialMovingAverage(2, 0.5), [2, 4, 6]).at(-1)).toBeCloseTo(1.5 * 5 - 0.5 * 4, 12);
  });
});
