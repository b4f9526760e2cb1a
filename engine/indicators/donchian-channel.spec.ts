import { describe, expect, it } from 'vitest';
import { DonchianChannel } from './donchian-channel.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('DonchianChannel', () => {
  it('keeps the rules of all indicators', () => {
    expect(contractViolations(() => new DonchianChannel(10, 5))).toEqual([]);
  });

  it('is the middle between highest high and lowest low', () => {
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
