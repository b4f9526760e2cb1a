import { describe, expect, it } from 'vitest';
import { average, covariance, shape, standardDeviation, variance } from './moments.ts';

const samples = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);

describe('moments', () => {
  it('are those of textbook samples', () => {
    expect(average(samples)).toBe(5);
    expect(variance(samples)).toBeCloseTo(32 / 7, 12);
    expect(standardDeviation(samples)).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(
      covariance(
        samples,
        samples.map((value) => -2 * value),
      ),
    ).toBeCloseTo(-64 / 7, 12);
  });

  it('give the unbiased shape', () => {
    const { skewness, kurtosis } = shape(samples);
    expect(skewness).toBeCloseTo(0.8184875533567997, 12);
    expect(kurtosis).toBeCloseTo(0.940625, 12);
  });

  it('are NaN for too few samples', () => {
    expect(average(new Float64Array(0))).toBeNaN();
    expect(variance(Float64Array.of(1))).toBeNaN();
    expect(covariance(Float64Array.of(1), Float64Array.of(1))).toBeNaN();
    expect(shape(Float64Array.of(1, 2)).skewness).toBeNaN();
    expect(shape(Float64Array.of(1, 2, 4)).kurtosis).toBeNaN();
  });

  it('find no dispersion in equal samples', () => {
    expect(variance(new Float64Array(5).fill(0.25))).toBe(0);
    expect(shape(new Float64Array(5).fill(0.25)).skewness).toBeNaN();
  });
});
