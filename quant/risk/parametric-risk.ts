import { normalCumulative, normalDensity, normalQuantile } from '../distributions/normal.ts';
import { studentTDensity, studentTLogDensity, studentTQuantile } from '../distributions/student-t.ts';
import { minimize } from '../optimization/minimize.ts';
import { withNumericGradient } from '../optimization/numeric-gradient.ts';
import { historicalRisk } from './historical-risk.ts';
import { requireLevel, requireReturns, type RiskMeasure } from './risk-measure.ts';

/** Moments of a sample: deviation with divisor n - 1, skewness and excess kurtosis with divisor n. */
export interface SampleMoments {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
}

export function sampleMoments(returns: Float64Array): SampleMoments {
  requireReturns(returns);
  const count = returns.length;
  const mean = returns.reduce((sum, value) => sum + value, 0) / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (const value of returns) {
    const square = (value - mean) ** 2;
    second += square / count;
    third += (square * (value - mean)) / count;
    fourth += (square * square) / count;
  }
  return {
    mean,
    deviation: Math.sqrt((second * count) / (count - 1)),
    skewness: third / second ** 1.5,
    excessKurtosis: fourth / (second * second) - 3,
  };
}

/** Risk under the assumption of normal returns. */
export function normalRisk(returns: Float64Array, level: number): RiskMeasure {
  requireLevel(level);
  const { mean, deviation } = sampleMoments(returns);
  return normalRiskOf(mean, deviation, level);
}

/** Risk of a normal distribution. */
export function normalRiskOf(mean: number, deviation: number, level: number): RiskMeasure {
  const z = normalQuantile(level);
  return {
    valueAtRisk: z * deviation - mean,
    expectedShortfall: (normalDensity(z) / (1 - level)) * deviation - mean,
  };
}

/**
 * Validity of the expansion: 'valid'; 'moments-not-reproduced' when it is a distribution whose moments are far from the
 * sample's, so that it exaggerates the tail; 'not-monotone' when it is not a distribution.
 */
export type CornishFisherValidity = 'valid' | 'moments-not-reproduced' | 'not-monotone';

export interface CornishFisherRisk extends RiskMeasure {
  readonly validity: CornishFisherValidity;
  /** 'historical' when the expansion is not a distribution: the figures are then those of the sample. */
  readonly method: 'cornish-fisher' | 'historical';
}

const DEVIATION_TOLERANCE = 0.1;
const KURTOSIS_TOLERANCE = 0.5;

/**
 * The normal quantile corrected for skewness and kurtosis (Cornish and Fisher 1938; expected shortfall by Boudt,
 * Peterson and Croux 2008; its domain by Maillard 2012).
 */
export function cornishFisherRisk(returns: Float64Array, level: number): CornishFisherRisk {
  requireLevel(level);
  const { mean, deviation, skewness, excessKurtosis } = sampleMoments(returns);
  const polynomial = cornishFisherPolynomial(skewness, excessKurtosis);
  const validity = cornishFisherValidity(skewness, excessKurtosis);
  if (validity === 'not-monotone') return { ...historicalRisk(returns, level), validity, method: 'historical' };
  const z = normalQuantile(1 - level);
  const [a, b, c, d] = polynomial;
  const quantile = a + z * (b + z * (c + z * d));
  const density = normalDensity(z);
  const cumulative = normalCumulative(z);
  // the integrals of 1, x, x² and x³ times the density, from below up to z
  const tail = a * cumulative - b * density + c * (cumulative - z * density) - d * (z * z + 2) * density;
  return {
    valueAtRisk: -(mean + deviation * quantile),
    expectedShortfall: -(mean + (deviation * tail) / (1 - level)),
    validity,
    method: 'cornish-fisher',
  };
}

/** The expansion as a polynomial of the normal quantile, the constant first. */
function cornishFisherPolynomial(s: number, k: number): readonly [number, number, number, number] {
  return [-s / 6, 1 - k / 8 + (5 * s * s) / 36, s / 6, k / 24 - (s * s) / 18];
}

/** Validity of the expansion for a skewness and an excess kurtosis. */
export function cornishFisherValidity(skewness: number, excessKurtosis: number): CornishFisherValidity {
  const polynomial = cornishFisherPolynomial(skewness, excessKurtosis);
  const [, b, c, d] = polynomial;
  // the derivative b + 2cz + 3dz² must not be negative anywhere
  const isMonotone = d === 0 ? c === 0 && b > 0 : d > 0 && c * c <= 3 * b * d;
  if (!isMonotone) return 'not-monotone';
  const moments = [1, 2, 3, 4].map((power) => normalMoment(powerOf(polynomial, power)));
  const variance = moments[1] - moments[0] ** 2;
  const fourth = moments[3] - 4 * moments[0] * moments[2] + 6 * moments[0] ** 2 * moments[1] - 3 * moments[0] ** 4;
  const kurtosis = fourth / (variance * variance) - 3;
  const isClose =
    Math.abs(Math.sqrt(variance) - 1) <= DEVIATION_TOLERANCE &&
    Math.abs(kurtosis - excessKurtosis) <= KURTOSIS_TOLERANCE * Math.max(1, Math.abs(excessKurtosis));
  return isClose ? 'valid' : 'moments-not-reproduced';
}

function powerOf(polynomial: readonly number[], power: number): number[] {
  let result = [1];
  for (let i = 0; i < power; i++) {
    const product = new Array<number>(result.length + polynomial.length - 1).fill(0);
    for (const [left, a] of result.entries())
      for (const [right, b] of polynomial.entries()) product[left + right] += a * b;
    result = product;
  }
  return result;
}

/** The mean of a polynomial of a standard normal number. */
function normalMoment(polynomial: readonly number[]): number {
  let moment = 1;
  let sum = polynomial[0];
  for (let power = 2; power < polynomial.length; power += 2) {
    moment *= power - 1;
    sum += polynomial[power] * moment;
  }
  return sum;
}

/** A t distribution with location and scale. */
export interface StudentTParameters {
  readonly nu: number;
  readonly location: number;
  readonly scale: number;
}

export interface StudentTRisk extends RiskMeasure {
  readonly parameters: StudentTParameters;
}

const LOWEST_NU = 1.05;
const HIGHEST_NU = 1000;

/** Risk under Student's t distribution, fitted by maximum likelihood. */
export function studentTRisk(returns: Float64Array, level: number): StudentTRisk {
  requireLevel(level);
  const parameters = fitStudentT(returns);
  const { nu, location, scale } = parameters;
  const quantile = studentTQuantile(level, nu);
  const shortfall = ((studentTDensity(quantile, nu) / (1 - level)) * (nu + quantile * quantile)) / (nu - 1);
  return {
    valueAtRisk: scale * quantile - location,
    expectedShortfall: scale * shortfall - location,
    parameters,
  };
}

/** The maximum-likelihood t distribution of a sample. */
export function fitStudentT(returns: Float64Array): StudentTParameters {
  const { mean, deviation, excessKurtosis } = sampleMoments(returns);
  // the deviation of equal values is only rounding error
  if (deviation <= 1e-12 * Math.abs(mean)) return { nu: HIGHEST_NU, location: mean, scale: 0 };
  const standardized = returns.map((value) => (value - mean) / deviation);
  const start = excessKurtosis > 0.5 ? 4 + 6 / excessKurtosis : 15;
  const { x } = minimize(
    withNumericGradient(([logNu, location, logScale]) => {
      const nu = Math.exp(logNu);
      const scale = Math.exp(logScale);
      let sum = standardized.length * logScale;
      for (let t = 0; t < standardized.length; t++) sum -= studentTLogDensity((standardized[t] - location) / scale, nu);
      return sum;
    }),
    [Math.log(start), 0, 0.5 * Math.log(Math.max(0.1, (start - 2) / start))],
    { lowerBounds: [Math.log(LOWEST_NU), -5, -10], upperBounds: [Math.log(HIGHEST_NU), 5, 3] },
  );
  return { nu: Math.exp(x[0]), location: mean + deviation * x[1], scale: deviation * Math.exp(x[2]) };
}
