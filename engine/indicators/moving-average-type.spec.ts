import { describe, expect, it } from 'vitest';
import { movingAverage, MovingAverageType } from './moving-average-type.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('MovingAverageType', () => {
  it.each(Object.entries(MovingAverageType))('creates an average of type %s', (name, type) => {
    expect(type).toBe(name);
    expect(contractViolations(() => movingAverage(type, 9))).toEqual([]);
    expect(
      valuesOf(
        movingAverage(type, 9),
        Array.from({ length: 80 }, () => 12.34),
      ).at(-1),
    ).toBeCloseTo(12.34, 12);
  });

  it('gives the average its default name or the given one', () => {
    expect(movingAverage(MovingAverageType.Simple, 5).name).toBe('SMA(5)');
    expect(movingAverage(MovingAverageType.Simple, 5, 'middle').name).toBe('middle');
  });
});
