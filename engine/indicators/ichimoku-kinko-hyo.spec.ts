import { describe, expect, it } from 'vitest';
import { IchimokuKinkoHyo } from './ichimoku-kinko-hyo.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('IchimokuKinkoHyo', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new IchimokuKinkoHyo())).toEqual([]);
  });

  const rising = (length: number) =>
    Array.from({ length }, (_, index) => [index, index + 1, index - 1, index] as const);

  it('is ready when its slowest line is', () => {
    expect(new IchimokuKinkoHyo()).toMatchObject({ name: 'ICHIMOKU(9,26,26,52,26,26)', warmUpPeriod: 78 });
  });

  it('computes midpoints of ranges, two of its lines from the past', () => {
    const indicator = new IchimokuKinkoHyo({ tenkan: 2, kijun: 4, senkouB: 6, senkouADelay: 3, senkouBDelay: 3 });
    const bars = rising(20);
    valuesOfBars(indicator, bars);
    // The midpoint of the range of n bars that rise by 1 is (n - 1) / 2 below the last.
    expect(indicator).toMatchObject({
      value: 19,
      isReady: true,
      tenkan: { value: 18.5 },
      kijun: { value: 17.5 },
      senkouA: { value: (15.5 + 14.5) / 2 },
      senkouB: { value: 13.5 },
      chikou: { value: 16 },
    });
  });
});
