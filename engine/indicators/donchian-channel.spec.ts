import { describe, expect, it } from 'vitest';
import { DonchianChannel } from './donchian-channel.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('DonchianChannel', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new DonchianChannel(10, 5))).toEqual([]);
  });

  it('is the midpoint of the highest high and the lowest low', () => {
    const indicator = new DonchianChannel(2);
    expect(
      valuesOfBars(indicator, [
        [5, 9, 3, 5],
        [5, 7, 4, 5],
        [5, 6, 5, 5],
      ]),
    ).toEqual([6, 6, 5.5]);
    expect(indicator).toMatchObject({ upperBand: { value: 7 }, lowerBand: { value: 4 }, warmUpPeriod: 2 });
  });
});
