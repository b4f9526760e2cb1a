import { describe, expect, it } from 'vitest';
import { TrueRange } from './true-range.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('TrueRange', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new TrueRange())).toEqual([]);
  });

  it('is the range of the bar, extended to the previous close', () => {
    const bars = [
      [10, 12, 9, 11],
      [11, 12, 10, 12],
      [15, 16, 15, 15],
      [9, 10, 8, 9],
    ] as const;
    expect(valuesOfBars(new TrueRange(), bars)).toEqual([3, 2, 4, 7]);
  });
});
