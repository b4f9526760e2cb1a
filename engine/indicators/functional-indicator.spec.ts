import { describe, expect, it } from 'vitest';
import { FunctionalBarIndicator, FunctionalIndicator } from './functional-indicator.ts';
import { contractViolations } from './spec-support.ts';

describe('FunctionalIndicator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new FunctionalIndicator('twice', (_time, value) => 2 * value))).toEqual([]);
    expect(contractViolations(() => new FunctionalBarIndicator('range', ({ high, low }) => high - low))).toEqual([]);
  });

  it('uses the given functions for readiness and reset', () => {
    const resets: string[] = [];
    const options = {
      isReady: ({ samples }: { samples: number }) => samples > 1,
      reset: () => resets.push('reset'),
      warmUpPeriod: 2,
    };
    const numbers = new FunctionalIndicator('time', (time, value) => time + value, options);
    expect([numbers.update(1, 5), numbers.update(2, 5), numbers.value]).toEqual([false, true, 7]);
    const bars = new FunctionalBarIndicator('range', ({ high, low }) => high - low, options);
    expect(bars.updateFrom({ endTime: 1, value: 2, open: 2, high: 5, low: 1, close: 2 })).toBe(false);
    expect(bars).toMatchObject({ value: 4, warmUpPeriod: 2 });
    numbers.reset();
    bars.reset();
    expect(resets).toHaveLength(2);
  });
});
