import { describe, expect, it } from 'vitest';
import { McGinleyDynamic } from './mcginley-dynamic.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('McGinleyDynamic', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new McGinleyDynamic(14))).toEqual([]);
  });

  it('starts from the mean and takes smaller steps the further the price is above it', () => {
    expect(valuesOf(new McGinleyDynamic(2), [4, 8, 12])).toEqual([0, 6, 6 + 6 / (2 * 2 ** 4)]);
  });

  it('stays at zero', () => {
    expect(valuesOf(new McGinleyDynamic(1), [4, 0, 4])).toEqual([4, 4, 4]);
  });
});
