import { describe, expect, it } from 'vitest';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('SimpleMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new SimpleMovingAverage(14))).toEqual([]);
  });

  it('is the mean of the last inputs, or of all inputs at the start', () => {
    const indicator = new SimpleMovingAverage(3);
    expect(indicator).toMatchObject({ name: 'SMA(3)', warmUpPeriod: 3 });
    expect(valuesOf(indicator, [1, 2, 6, 10])).toEqual([1, 1.5, 3, 6]);
  });

  it('equals the price when the price is constant', () => {
    expect(valuesOf(new SimpleMovingAverage(7), [3.1, 9.7, ...Array.from({ length: 7 }, () => 145.42995)]).at(-1)).toBe(
      145.42995,
    );
  });

  it('rejects a period below 1', () => {
    expect(() => new SimpleMovingAverage(0)).toThrow(/SMA\(0\) was given the period 0/);
  });
});
