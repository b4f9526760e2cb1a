import { describe, expect, it } from 'vitest';
import { Stochastic } from './stochastic.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('Stochastic', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Stochastic(14, 3, 5))).toEqual([]);
  });

  it('computes the position of the close in the range and averages it twice', () => {
    const indicator = new Stochastic(2, 2, 2);
    const bars = [
      [5, 10, 0, 5],
      [5, 8, 2, 5],
      [5, 10, 2, 6],
      [5, 12, 4, 12],
    ] as const;
    expect(valuesOfBars(indicator, bars)).toEqual([0, 50, 50, 100]);
    expect(indicator).toMatchObject({
      isReady: true,
      warmUpPeriod: 4,
      fastStoch: { value: 100 },
      stochK: { value: 75 },
      stochD: { value: 62.5 },
    });
  });

  it('excludes bars without any range from the averages', () => {
    const indicator = new Stochastic(1, 1, 1);
    expect(
      valuesOfBars(indicator, [
        [5, 5, 5, 5],
        [5, 6, 4, 6],
        [6, 6, 6, 6],
      ]),
    ).toEqual([0, 100, 0]);
    expect(indicator.stochK.value).toBe(100);
  });
});
