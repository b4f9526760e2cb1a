import { describe, expect, it } from 'vitest';
import { BollingerBands } from './bollinger-bands.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('BollingerBands', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new BollingerBands(20, 2))).toEqual([]);
  });

  it('places bands around the average', () => {
    const indicator = new BollingerBands(2, 2);
    expect(valuesOf(indicator, [8, 12])).toEqual([8, 12]);
    expect(indicator).toMatchObject({
      isReady: true,
      middleBand: { value: 10 },
      standardDeviation: { value: 2 },
      upperBand: { value: 14, isReady: true },
      lowerBand: { value: 6 },
      bandWidth: { value: 80 },
      percentB: { value: 0.75 },
    });
  });

  it('publishes neither a value nor %B when it is ready and the deviation is 0', () => {
    const indicator = new BollingerBands(2, 2);
    const heard: number[] = [];
    indicator.onUpdated(({ value }) => heard.push(value));
    expect(valuesOf(indicator, [8, 12, 12])).toEqual([8, 12, 12]);
    expect(heard).toEqual([8, 12]);
    expect(indicator).toMatchObject({ samples: 3, percentB: { value: 0.75 }, bandWidth: { value: 0 } });
  });
});
