import { describe, expect, it } from 'vitest';
import { SuperTrend } from './super-trend.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('SuperTrend', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new SuperTrend(10, 3))).toEqual([]);
  });

  it('trails below while the close stays above, and changes sides otherwise', () => {
    const indicator = new SuperTrend(1, 1);
    const bars = [
      [10, 11, 9, 10],
      [14, 15, 13, 14],
      [14, 15, 13, 14],
      [4, 5, 3, 4],
    ] as const;
    // Ranges 2, 5, 2, 11. Upper bands 12, 19, 16; lower 8, 9, 12, -7.
    const values = valuesOfBars(indicator, bars);
    expect(values[0]).toBe(8);
    expect(values[1]).toBe(9);
    expect(values[2]).toBe(12);
    expect(values[3]).toBe(15);
    expect(indicator).toMatchObject({ basicUpperBand: 15, basicLowerBand: -7, currentTrailingLowerBand: 12 });
  });
});
