import { describe, expect, it } from 'vitest';
import { relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { generalizedError } from './generalized-error.ts';
import type { InnovationDistribution } from './innovation.ts';
import { inverseIncompleteGammaUpper } from './inverse-gamma.ts';
import { skewedStudentT } from './skewed-student-t.ts';
import { standardizedNormal } from './standardized-normal.ts';
import { standardizedStudentT } from './standardized-student-t.ts';

/** Distribution, x, shape, ln f(x), P(Z ≤ x), a probability and its quantile, by arch 8. */
const ARCH: readonly (readonly [string, number, readonly number[], number, number, number, number])[] = [
  ['t', -2.5, [4.5], -4.125265520201499, 0.011886972980211305, 0.01, -2.6289085171803728],
  ['t', 0.3, [4.5], -0.7774270023917881, 0.6471401405250297, 0.6, 0.20031579111671585],
  ['t', 1.9, [4.5], -3.137666470439946, 0.9716862815272774, 0.97, 1.8623699922256818],
  ['t', -2.5, [30.0], -4.015745734897344, 0.007374259187268918, 0.01, -2.3739401849899684],
  ['t', 0.3, [30.0], -0.9425154192200703, 0.6208472194689534, 0.6, 0.24693824279102758],
  ['t', 1.9, [30.0], -2.772443638446371, 0.9707350967722882, 0.97, 1.8883669523141824],
  ['skewt', -2.5, [5.0, -0.3], -3.7819584522034506, 0.01928217986449582, 0.01, -3.0797667834497258],
  ['skewt', 0.3, [5.0, -0.3], -0.6868066158066065, 0.5865269170223193, 0.6, 0.32672304008685077],
  ['skewt', 1.9, [5.0, -0.3], -3.5330097523128416, 0.9870195750489579, 0.97, 1.542285383363606],
  ['skewt', -2.5, [8.0, 0.4], -5.517740516730822, 0.0014043635269593428, 0.01, -1.8509647216772152],
  ['skewt', 0.3, [8.0, 0.4], -1.0741931303311392, 0.673704277532228, 0.6, 0.09803386387959558],
  ['skewt', 1.9, [8.0, 0.4], -2.812185115373179, 0.9555231392278201, 0.97, 2.191083973764932],
  ['ged', -2.5, [1.3], -3.865593807232269, 0.01176177634123701, 0.01, -2.590705415819251],
  ['ged', 0.3, [1.3], -0.8314787002001979, 0.6470102361311966, 0.6, 0.19674728135145136],
  ['ged', 1.9, [1.3], -2.893404841398586, 0.9668449611742648, 0.97, 1.9596482829525035],
  ['ged', -2.5, [3.0], -4.636158796835792, 0.001963453930372974, 0.01, -2.1266564395842407],
  ['ged', 0.3, [3.0], -1.0788235780743924, 0.6024708846421605, 0.6, 0.29273419063022077],
  ['ged', 1.9, [3.0], -2.636953736721519, 0.9778173591764934, 0.97, 1.8029419072872412],
];
/** a, Q(a, x) and x, by SciPy 1.17. */
const INVERSE_GAMMA: readonly (readonly [number, number, number])[] = [
  [0.3, 0.9, 0.0003237246218234324],
  [0.3, 0.01, 2.6394091570705327],
  [0.77, 1e-6, 13.02668224436422],
  [1, 0.5, 0.6931471805599455],
  [2.5, 0.999, 0.10510630131460964],
  [40, 0.2, 45.202674266114975],
  [40, 1e-10, 94.17962860576232],
];

const DISTRIBUTIONS: readonly (readonly [InnovationDistribution, readonly number[]])[] = [
  [standardizedNormal, []],
  [standardizedStudentT, [4.5]],
  [skewedStudentT, [5, -0.3]],
  [skewedStudentT, [8, 0.4]],
  [generalizedError, [1.3]],
  [generalizedError, [3]],
];

/** Σ f(x) g(x) dx over a wide range, by the midpoints of many steps. */
function integral(evaluate: (x: number) => number): number {
  const steps = 20_000;
  const width = 200 / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += evaluate(-100 + (i + 0.5) * width) * width;
  return sum;
}

describe.each(DISTRIBUTIONS)('$name', (distribution, shape) => {
  it(`has mass 1, mean 0 and variance 1 with shape ${shape.join(', ')}`, () => {
    const moment = (power: number): number => integral((x) => x ** power * distribution.density(x, shape));
    expect(moment(0)).toBeCloseTo(1, 5);
    expect(moment(1)).toBeCloseTo(0, 4);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
  });

  it('has quantiles that its cumulative probability inverts, and a density that is its derivative', () => {
    for (const probability of [1e-6, 0.01, 0.2, 0.35, 0.5, 0.77, 0.99, 0.999999]) {
      const x = distribution.quantile(probability, shape);
      expect(relativeError(distribution.cumulative(x, shape), probability)).toBeLessThan(1e-9);
      const slope = (distribution.cumulative(x + 1e-5, shape) - distribution.cumulative(x - 1e-5, shape)) / 2e-5;
      expect(Math.abs(slope - distribution.density(x, shape))).toBeLessThan(1e-6);
    }
  });

  it('has the same likelihood in all its forms, with correct derivatives', () => {
    const residuals = Float64Array.of(-2.1, 0.3, 1.7, -0.2, 4);
    const variances = Float64Array.of(1, 0.5, 2, 0.7, 3);
    const byResidual = new Float64Array(5);
    const densities = new Float64Array(5);
    const score = distribution.score(residuals, variances, shape, byResidual);
    distribution.logDensities(residuals, variances, shape, densities);
    expect(distribution.logLikelihood(residuals, variances, shape)).toBeCloseTo(score, 10);
    expect(densities.reduce((sum, density) => sum + density, 0)).toBeCloseTo(score, 10);
    for (let t = 0; t < 5; t++) {
      const sigma = Math.sqrt(variances[t]);
      expect(Math.exp(densities[t])).toBeCloseTo(distribution.density(residuals[t] / sigma, shape) / sigma, 10);
      const at = (x: number): number => distribution.logLikelihood(residuals.with(t, x), variances, shape);
      expect((at(residuals[t] + 1e-6) - at(residuals[t] - 1e-6)) / 2e-6).toBeCloseTo(byResidual[t], 5);
    }
  });

  it('draws numbers with this distribution', () => {
    const random = new Random(21);
    const count = 20_000;
    const draws = Float64Array.from({ length: count }, () => distribution.sample(random, shape)).sort();
    let distance = 0;
    for (const [index, value] of draws.entries()) {
      distance = Math.max(distance, Math.abs(distribution.cumulative(value, shape) - (index + 0.5) / count));
    }
    // the 99.9 % quantile of Kolmogorov and Smirnov's statistic
    expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
  });

  it('starts a fit within its bounds', () => {
    const start = distribution.startingShape(Float64Array.of(-3, 0.1, 0.2, -0.1, 0.4, 1, -0.2, 0.1));
    expect(start).toHaveLength(distribution.shapeNames.length);
    for (const [index, value] of start.entries()) {
      expect(value).toBeGreaterThanOrEqual(distribution.shapeLowerBounds[index]);
      expect(value).toBeLessThanOrEqual(distribution.shapeUpperBounds[index]);
    }
  });
});

describe('values of arch', () => {
  const byName = { t: standardizedStudentT, skewt: skewedStudentT, ged: generalizedError };

  it.each(ARCH)('of %s at %d', (name, x, ...rest) => {
    const [shape, logDensity, cumulative, probability, quantile] = rest;
    const distribution = byName[name as keyof typeof byName];
    expect(relativeError(Math.log(distribution.density(x, shape)), logDensity)).toBeLessThan(1e-10);
    expect(relativeError(distribution.cumulative(x, shape), cumulative)).toBeLessThan(1e-10);
    expect(relativeError(distribution.quantile(probability, shape), quantile)).toBeLessThan(1e-9);
  });
});

describe('the inverse of the incomplete gamma function', () => {
  it('equals SciPy', () => {
    for (const [a, tail, expected] of INVERSE_GAMMA) {
      expect(relativeError(inverseIncompleteGammaUpper(a, tail), expected)).toBeLessThan(1e-11);
    }
    expect([inverseIncompleteGammaUpper(2, 0), inverseIncompleteGammaUpper(2, 1)]).toEqual([Infinity, 0]);
  });
});
