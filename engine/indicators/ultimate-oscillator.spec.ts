import { describe, expect, it } from 'vitest';
import { UltimateOscillator } from './ultimate-oscillator.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('UltimateOscillator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new UltimateOscillator(7, 14, 28))).toEqual([]);
  });

  it('weights the buying pressure of three periods', () => {
    const bars = [
      [5, 6, 4, 5],
      [5, 7, 5, 6],
      [6, 8, 4, 5],
      [5, 9, 5, 9],
    ] as const;
    // Pressures 1, 1, 4; true ranges 2, 4, 4.
    const values = valuesOfBars(new UltimateOscillator(1, 2, 3), bars);
    expect(values.slice(0, 3)).toEqual([50, 50, 50]);
    expect(values[3]).toBeCloseTo((100 * (4 * 1 + 2 * (5 / 8) + 6 / 10)) / 7, 12);
  });

  it('keeps its value while a period has no range', () => {
    const values = valuesOfBars(new UltimateOscillator(1, 1, 1), [
      [5, 6, 4, 5],
      [5, 7, 5, 6],
      [6, 6, 6, 6],
    ]);
    expect(values[2]).toBe(values[1]);
  });
});
