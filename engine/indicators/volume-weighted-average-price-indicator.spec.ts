import { describe, expect, it } from 'vitest';
import { VolumeWeightedAveragePriceIndicator } from './volume-weighted-average-price-indicator.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('VolumeWeightedAveragePriceIndicator', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new VolumeWeightedAveragePriceIndicator(14))).toEqual([]);
  });

  it('weights the mean of the four prices by volume', () => {
    const bars = [
      [1, 4, 1, 2, 10],
      [3, 6, 3, 4, 30],
      [5, 5, 5, 5, 0],
    ] as const;
    expect(valuesOfBars(new VolumeWeightedAveragePriceIndicator(2), bars)).toEqual([2, 3.5, 4]);
  });

  it('keeps its value while there is no volume', () => {
    const bars = [
      [2, 2, 2, 2, 10],
      [3, 3, 3, 3, 0],
    ] as const;
    expect(valuesOfBars(new VolumeWeightedAveragePriceIndicator(1), bars)).toEqual([2, 2]);
  });
});
