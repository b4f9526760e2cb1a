import { describe, expect, it } from 'vitest';
import { AroonOscillator } from './aroon-oscillator.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('AroonOscillator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new AroonOscillator(14, 10))).toEqual([]);
  });

  it('compares the recency of the highest high with that of the lowest low', () => {
    const indicator = new AroonOscillator(2);
    const bars = [
      [5, 9, 3, 5],
      [5, 8, 2, 5],
      [5, 7, 4, 5],
      [5, 9, 5, 5],
    ] as const;
    expect(valuesOfBars(indicator, bars)).toEqual([0, -50, -50, 100]);
    expect(indicator).toMatchObject({
      aroonUp: { value: 100 },
      aroonDown: { value: 0 },
      warmUpPeriod: 3,
      isReady: true,
    });
  });
});
