import { describe, expect, it } from 'vitest';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { largestError, relativeError } from '../numeric/spec-support.ts';
import {
  kellyFraction,
  kellyGrowth,
  kellyLeverage,
  kellyWeights,
  metaLabelSize,
  optimalFraction,
  shrunkKelly,
  volatilityTargetWeight,
} from './sizing.ts';

describe("Kelly's fraction", () => {
  it('and its growth equal the reference', () => {
    expect(kellyFraction(0.6, 1)).toBeCloseTo(0.2, 12);
    expect(relativeError(kellyGrowth(0.2, 0.6, 1), 0.020135513550688863)).toBeLessThan(1e-12);
    expect(kellyFraction(0.55, 2)).toBeCloseTo(0.325, 12);
    expect(kellyLeverage(0.08, 0.04, 0.02)).toBeCloseTo(1.5, 12);
    expect(kellyFraction(0.4, 1)).toBeLessThan(0);
  });

  it('has the highest growth of all fractions', () => {
    const best = kellyGrowth(kellyFraction(0.55, 2), 0.55, 2);
    for (const fraction of [0.1, 0.3, 0.35, 0.6]) expect(kellyGrowth(fraction, 0.55, 2)).toBeLessThan(best);
  });

  it('has three quarters of the growth at half the size', () => {
    const growth = (leverage: number): number => leverage * 0.06 - 0.5 * leverage ** 2 * 0.04;
    const full = kellyLeverage(0.06, 0.04);
    expect(growth(full / 2) / growth(full)).toBeCloseTo(0.75, 12);
  });

  it('is solved for several assets and under constraints', () => {
    const covariance = Matrix.fromRows([
      [0.04, 0.01],
      [0.01, 0.09],
    ]);
    const means = Float64Array.of(0.08, 0.1);
    const free = kellyWeights(means, covariance, { riskFreeRate: 0.02 });
    expect(largestError(covariance.times(free), [0.06, 0.08])).toBeLessThan(1e-10);
    const half = kellyWeights(means, covariance, { riskFreeRate: 0.02, fraction: 0.5 });
    expect(
      largestError(
        half,
        free.map((weight) => weight / 2),
      ),
    ).toBeLessThan(1e-12);
    const capped = kellyWeights(means, covariance, {
      riskFreeRate: 0.02,
      constraints: [{ coefficients: Float64Array.of(-1, -1), bound: -1 }],
    });
    expect(capped[0] + capped[1]).toBeCloseTo(1, 10);
  });

  it('shrinks with the uncertainty of the mean', () => {
    expect(shrunkKelly(2, 0.05, 1e12)).toBeCloseTo(2, 6);
    expect(shrunkKelly(2, 0.05, 400)).toBeCloseTo(1, 12);
    expect(shrunkKelly(2, 0, 400)).toBe(0);
  });

  it('refuses invalid bets', () => {
    expect(() => kellyFraction(1.2, 1)).toThrow(QuantError);
    expect(() => kellyLeverage(0.1, 0)).toThrow(QuantError);
  });
});

describe('a volatility target', () => {
  it('divides by the forecast, up to the cap', () => {
    expect(volatilityTargetWeight(0.02, { target: 0.01 })).toBe(0.5);
    expect(volatilityTargetWeight(0.005, { target: 0.01, cap: 1.5 })).toBe(1.5);
    expect(() => volatilityTargetWeight(0, { target: 0.01 })).toThrow(QuantError);
  });

  it('does not change a position within the band', () => {
    expect(volatilityTargetWeight(0.02, { target: 0.01, band: 0.1 }, 0.53)).toBe(0.53);
    expect(volatilityTargetWeight(0.02, { target: 0.01, band: 0.1 }, 0.56)).toBe(0.5);
    expect(volatilityTargetWeight(0.005, { target: 0.01, band: 0.5 }, 1.2)).toBe(1);
  });
});

describe('the optimal fraction', () => {
  it("is Kelly's for a coin that pays 2 for 1, and Vince's for his example of trades", () => {
    expect(optimalFraction(Float64Array.of(2, -1))).toBeCloseTo(0.25, 6);
    // Vince 1990: 9, 18, 7, 1, 10, -5, -3, -17, -7 are best at f = 0.24
    expect(optimalFraction(Float64Array.of(9, 18, 7, 1, 10, -5, -3, -17, -7))).toBeCloseTo(0.24, 2);
    expect(optimalFraction(Float64Array.of(1, -2))).toBe(0);
    expect(() => optimalFraction(Float64Array.of(1))).toThrow('at least one return below 0');
  });
});

describe('the size of a meta-label', () => {
  it('rises from nothing at one half to the whole', () => {
    expect(metaLabelSize(0.5)).toBe(0);
    expect(metaLabelSize(0.2)).toBe(0);
    // z = 0.1 / sqrt(0.24) = 0.204124, 2Φ(z) - 1
    expect(metaLabelSize(0.6)).toBeCloseTo(0.161743, 5);
    expect(metaLabelSize(1)).toBe(1);
  });
});
