import { describe, expect, it } from 'vitest';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('SimpleMovingAverage', () => {
  it('keeps the rules of all indicators', () => {
    expect(contractViolations(() => new SimpleMovingAverage(14))).toEqual([]);
  });

  it('is the mean of the last inputs, of those there are at the start', () => {
    const indicator = new SimpleMovingAverage(3);
    expect(indicator).toMatchObject({ name: 'SMA(3)', warmUpPeriod: 3 });
    expect(valuesOf(indicator, [1, 2, 6, 10])).toEqual([1, 1.5, 3, 6]);
  });

  it('equals the price where the price stands still', () => {
    expect(valuesOf(new SimpleMovingAverage(7), [3.1, 9.7, ...Array.from({ length: 7 }, () => 145.42995)]).at(-1)).toBe(
      145.42995,
    );
  });

  it('refuses a period below 1', () => {
    expect(() => new SimpleMovingAverage(0)).toThrow(/SMA\(0\) was given the period 0/);
  });
});
