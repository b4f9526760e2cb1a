import { describe, expect, it } from 'vitest';
import { largestError, relativeError } from '../numeric/spec-support.ts';
import { normalCumulative, normalDensity, normalQuantile } from './normal.ts';
import { studentTCumulative, studentTDensity, studentTLogDensity, studentTQuantile } from './student-t.ts';

const NORMAL_QUANTILES: readonly (readonly number[])[] = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798409],
  [1e-8, -5.612001244174789],
  [0.001, -3.090232306167813],
  [0.05, -1.6448536269514729],
  [0.4, -0.2533471031357997],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446004],
  [0.99, 2.3263478740408408],
];
const STUDENT_T_CUMULATIVE: readonly (readonly number[])[] = [
  [-40.0, 1.0, 0.007956089912025812],
  [-5.0, 2.2, 0.01548448284490948],
  [-1.2, 4.0, 0.14817569665617666],
  [-0.01, 7.16, 0.49614711443916043],
  [0.4, 30.0, 0.654004741742904],
  [3.0, 0.7, 0.8583143303494871],
  [9.0, 400.0, 1.0],
];
const STUDENT_T_QUANTILES: readonly (readonly number[])[] = [
  [1e-12, 4.0, -1316.0727465592565],
  [1e-5, 2.2, -145.51405265386737],
  [0.005, 0.7, -364.93520298158575],
  [0.025, 7.16, -2.353954526664325],
  [0.1, 400.0, -1.2836715995703043],
  [0.3, 1.0, -0.7265425280053609],
  [0.7, 30.0, 0.5300190039065046],
  [0.99, 4.2, 3.6502571302187774],
  [0.99999, 7.16, 9.874449428438838],
];
const STUDENT_T_DENSITIES: readonly (readonly number[])[] = [
  [-6.0, 2.2, 0.003711504362743533],
  [0.0, 4.0, 0.375],
  [1.5, 30.0, 0.1289616017396715],
  [3.0, 1000.0, 0.004500624610138192],
];

/** Relative to the tables above, which are values of scipy.stats in SciPy 1.17. */
const TOLERANCE = 1e-12;

describe('the standard normal distribution', () => {
  it('equals the quantiles of the reference, and cumulative probabilities invert them', () => {
    const probabilities = NORMAL_QUANTILES.map(([probability]) => probability);
    const quantiles = probabilities.map(normalQuantile);
    expect(
      largestError(
        quantiles,
        NORMAL_QUANTILES.map(([, quantile]) => quantile),
      ),
    ).toBeLessThan(TOLERANCE);
    expect(largestError(quantiles.map(normalCumulative), probabilities)).toBeLessThan(TOLERANCE);
  });

  it('is infinite at 0 and 1 and undefined outside', () => {
    expect([0, 1, -0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('has a density that is the derivative of its cumulative probability', () => {
    const slope = (normalCumulative(0.7 + 1e-6) - normalCumulative(0.7 - 1e-6)) / 2e-6;
    expect(relativeError(slope, normalDensity(0.7))).toBeLessThan(1e-9);
  });
});

describe("Student's t distribution", () => {
  it.each(STUDENT_T_CUMULATIVE)('P(T ≤ %d) with %d degrees of freedom', (x, nu, expected) => {
    expect(relativeError(studentTCumulative(x, nu), expected)).toBeLessThan(TOLERANCE);
  });

  it.each(STUDENT_T_QUANTILES)('the quantile at %d with %d degrees of freedom', (probability, nu, expected) => {
    expect(relativeError(studentTQuantile(probability, nu), expected)).toBeLessThan(TOLERANCE);
  });

  it.each(STUDENT_T_DENSITIES)('the density at %d with %d degrees of freedom', (x, nu, expected) => {
    expect(relativeError(studentTDensity(x, nu), expected)).toBeLessThan(TOLERANCE);
    expect(relativeError(Math.exp(studentTLogDensity(x, nu)), expected)).toBeLessThan(TOLERANCE);
  });

  it('approaches the normal distribution for many degrees of freedom', () => {
    expect(relativeError(studentTQuantile(0.01, 1e9), normalQuantile(0.01))).toBe(0);
    expect(relativeError(studentTQuantile(0.01, 1e7), normalQuantile(0.01))).toBeLessThan(1e-6);
    expect(studentTCumulative(-2, 1e9)).toBe(normalCumulative(-2));
  });

  it('is infinite at 0 and 1 and undefined outside', () => {
    expect([0, 0.5, 1, -0.1, 1.1].map((probability) => studentTQuantile(probability, 4))).toEqual([
      -Infinity,
      0,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
