import { describe, expect, it } from 'vitest';
import { CommodityChannelIndex } from './commodity-channel-index.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('CommodityChannelIndex', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new CommodityChannelIndex(14))).toEqual([]);
  });

  it('measures the typical price in mean deviations from its average', () => {
    const values = valuesOfBars(new CommodityChannelIndex(2), [
      [4, 5, 3, 4],
      [8, 9, 7, 8],
      [9, 12, 6, 9],
    ]);
    // Typical prices 4, 8, 9; averages 4, 6, 8.5; deviations 0, 2, 0.5.
    expect(values[0]).toBe(0);
    expect(values[1]).toBeCloseTo(2 / (0.015 * 2), 9);
    expect(values[2]).toBeCloseTo(0.5 / (0.015 * 0.5), 9);
  });

  it('is 0 when the price does not move', () => {
    expect(
      valuesOfBars(new CommodityChannelIndex(2), [
        [0.1, 0.3, 0.1, 0.2],
        [0.1, 0.3, 0.1, 0.2],
      ]),
    ).toEqual([0, 0]);
  });
});
