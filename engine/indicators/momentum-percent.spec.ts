import { describe, expect, it } from 'vitest';
import { MomentumPercent } from './momentum-percent.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('MomentumPercent', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new MomentumPercent(10))).toEqual([]);
  });

  it('is the rate of change in percent under another name', () => {
    const indicator = new MomentumPercent(1);
    expect(indicator.name).toBe('MOMP(1)');
    expect(valuesOf(indicator, [4, 5])).toEqual([0, 25]);
  });
});
