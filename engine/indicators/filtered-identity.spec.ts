import { describe, expect, it } from 'vitest';
import { FilteredIdentity } from './filtered-identity.ts';
import { barOf, contractViolations, valuesOfBars } from './spec-support.ts';

describe('FilteredIdentity', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new FilteredIdentity('close'))).toEqual([]);
  });

  it('repeats the value of the last row that passed', () => {
    const indicator = new FilteredIdentity('close', ({ close }) => close > 5);
    expect(
      valuesOfBars(indicator, [
        [1, 1, 1, 4],
        [1, 1, 1, 6],
        [1, 1, 1, 3],
      ]),
    ).toEqual([0, 6, 6]);
    expect(indicator.isReady).toBe(true);
    indicator.reset();
    expect(indicator.updateFrom(barOf([1, 1, 1, 4], 0))).toBe(false);
  });
});
