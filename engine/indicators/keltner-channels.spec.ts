import { describe, expect, it } from 'vitest';
import { KeltnerChannels } from './keltner-channels.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('KeltnerChannels', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new KeltnerChannels(10, 1.5))).toEqual([]);
  });

  it('places bands of average true ranges around the average typical price', () => {
    const indicator = new KeltnerChannels(2, 2);
    valuesOfBars(indicator, [[10, 12, 9, 12]]);
    expect(indicator).toMatchObject({ upperBand: { value: 0, isReady: false }, lowerBand: { value: 0 } });
    indicator.reset();
    expect(
      valuesOfBars(indicator, [
        [10, 12, 9, 12],
        [12, 13, 11, 12],
      ]),
    ).toEqual([11, 11.5]);
    expect(indicator).toMatchObject({
      name: 'KC(2,2)',
      averageTrueRange: { value: 2.5 },
      upperBand: { value: 16.5, isReady: true },
      lowerBand: { value: 6.5, isReady: true },
    });
  });
});
