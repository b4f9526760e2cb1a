import { describe, expect, it } from 'vitest';
import { RateOfChangePercent } from './rate-of-change-percent.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('RateOfChangePercent', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new RateOfChangePercent(10))).toEqual([]);
  });

  it('is the rate of change times 100', () => {
    expect(valuesOf(new RateOfChangePercent(2), [4, 5, 6, 10])).toEqual([0, 25, 50, 100]);
  });
});
