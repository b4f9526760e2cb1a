import { describe, expect, it } from 'vitest';
import { WilliamsPercentR } from './williams-percent-r.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('WilliamsPercentR', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new WilliamsPercentR(14))).toEqual([]);
  });

  it('measures the close from the highest high down', () => {
    const bars = [
      [5, 10, 0, 5],
      [5, 8, 2, 5],
      [5, 10, 2, 2],
      [5, 12, 4, 12],
    ] as const;
    expect(valuesOfBars(new WilliamsPercentR(2), bars)).toEqual([0, -50, -100, -0]);
  });

  it('is 0 without a range', () => {
    expect(valuesOfBars(new WilliamsPercentR(1), [[5, 5, 5, 5]])).toEqual([0]);
  });
});
