import { describe, expect, it } from 'vitest';
import { SharpeRatio } from './sharpe-ratio.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('SharpeRatio', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new SharpeRatio(10))).toEqual([]);
  });

  it('is the mean return in standard deviations', () => {
    // Returns 0.5 and -0.5 + 0.1 ... with period 2: mean and deviation of the last two.
    const indicator = new SharpeRatio(2, 0.1);
    const values = valuesOf(indicator, [4, 6, 3, 6]);
    expect(values[2]).toBeCloseTo((0 - 0.1) / 0.5, 12);
    expect(values[3]).toBeCloseTo((0.25 - 0.1) / 0.75, 12);
    expect(indicator).toMatchObject({ isReady: true, warmUpPeriod: 4 });
  });

  it('requests the rate of the time and keeps its value when returns do not deviate', () => {
    const asked: number[] = [];
    const indicator = new SharpeRatio(2, (time) => {
      asked.push(time);
      return 0;
    });
    const values = valuesOf(indicator, [4, 6, 3, 3, 3]);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(values[4]).toBe(values[3]);
  });
});
