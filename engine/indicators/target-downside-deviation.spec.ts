import { describe, expect, it } from 'vitest';
import { TargetDownsideDeviation } from './target-downside-deviation.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('TargetDownsideDeviation', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new TargetDownsideDeviation(3))).toEqual([]);
  });

  it('uses only the returns below the target', () => {
    // Returns 0 (before the first), 0 (first), -0.5, 1.
    const values = valuesOf(new TargetDownsideDeviation(2), [4, 2, 4]);
    [0, Math.sqrt(0.25 / 2), Math.sqrt(0.25 / 2)].forEach((expected, index) =>
      expect(values[index]).toBeCloseTo(expected, 12),
    );
  });

  it('measures from the minimum acceptable return', () => {
    expect(valuesOf(new TargetDownsideDeviation(1, 0.5), [4, 5]).at(-1)).toBeCloseTo(0.25, 12);
  });
});
