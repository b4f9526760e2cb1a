import { describe, expect, it } from 'vitest';
import { SortinoRatio } from './sortino-ratio.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('SortinoRatio', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new SortinoRatio(10))).toEqual([]);
  });

  it('is the mean return in downside deviations', () => {
    const values = valuesOf(new SortinoRatio(2), [4, 6, 3, 6]);
    expect(values[1]).toBe(0);
    expect(values[3]).toBeCloseTo(0.25 / Math.sqrt(0.25 / 2), 12);
  });

  it('keeps its value while no return is below the target', () => {
    const values = valuesOf(new SortinoRatio(2), [6, 3, 4, 5, 6]);
    expect(values[4]).toBe(values[3]);
    expect(valuesOf(new SortinoRatio(2, 0.5), [4, 6, 6]).at(-1)).toBeCloseTo((0.25 - 0.5) / Math.sqrt(0.125), 12);
  });
});
