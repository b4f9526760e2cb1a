import { describe, expect, it } from 'vitest';
import { pearson, rankInPlace, sampleCovariance, sampleVariance } from './sample-statistics.ts';

const LEFT = Float64Array.of(2, 4, 6, 9);
const RIGHT = Float64Array.of(1, 3, 2, 6);

describe('sample statistics', () => {
  it('divides by the count minus one', () => {
    expect(sampleVariance(LEFT, 4)).toBeCloseTo(26.75 / 3, 12);
    expect(sampleCovariance(LEFT, RIGHT, 4)).toBeCloseTo(17 / 3, 12);
    expect(sampleVariance(LEFT, 1)).toBe(NaN);
    expect(sampleCovariance(LEFT, RIGHT, 1)).toBe(NaN);
  });

  it('uses only the first numbers', () => {
    expect(sampleVariance(LEFT, 2)).toBe(2);
  });

  it('correlates', () => {
    expect(pearson(LEFT, RIGHT, 4)).toBeCloseTo(17 / Math.sqrt(26.75 * 14), 12);
    expect(pearson(LEFT, Float64Array.of(-2, -4, -6, -9), 4)).toBeCloseTo(-1, 12);
    expect(pearson(LEFT, new Float64Array(4), 4)).toBe(NaN);
  });

  it('gives equal numbers the mean of their ranks', () => {
    const values = Float64Array.of(5, 1, 5, 9, 0);
    rankInPlace(values, 4);
    expect([...values]).toEqual([2.5, 1, 2.5, 4, 0]);
  });
});
