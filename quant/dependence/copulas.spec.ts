import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { largestError, logReturns, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { columnsOf, EllipticalCopula, fitGaussianCopula, fitStudentTCopula } from './elliptical-copula.ts';
import references from './fixtures/references.json' with { type: 'json' };
import { fitPairCopula, PairCopula, type Rotation, selectPairCopula } from './pair-copula.ts';
import { PAIR_FAMILIES, type PairFamilyName, parameterOfKendallTau, studentTailDependence } from './pair-family.ts';
import { kendallTau, pairwise, pseudoObservations, spearmanRho } from './ranks.ts';

const RETURNS = [stocks.DAX, stocks.SMI, stocks.CAC, stocks.FTSE].map((prices) => logReturns(prices, 100));
const UNIFORMS = pseudoObservations(RETURNS);

const COPULAS = references.pairs.cases.map(
  ({ family, parameters, rotation }) => new PairCopula(family as PairFamilyName, parameters, rotation as Rotation),
);

function differences(actual: readonly number[], expected: readonly number[]): number {
  return Math.max(...actual.map((value, index) => Math.abs(value - expected[index])));
}

describe('published values', () => {
  it("equal the t copula's tail dependence of Embrechts, McNeil and Straumann", () => {
    const rows = [
      [4, 0.0117248, 0.0755868, 0.25317, 0.6298119],
      [2, 0.0576689, 0.1816901, 0.3910022, 0.7176856],
      [10, 0.0001294, 0.0068723, 0.0818642, 0.4627245],
    ];
    for (const [nu, ...expected] of rows) {
      const found = [-0.5, 0, 0.5, 0.9].map((rho) => studentTailDependence(rho, nu));
      expect(Math.max(...found.map((value, index) => Math.abs(value - expected[index])))).toBeLessThan(6e-8);
    }
    expect(relativeError(studentTailDependence(0.5, 4), 0.25316999510032273)).toBeLessThan(1e-11);
  });

  it("equal the Gaussian copula's rank correlations", () => {
    for (const [rho, tau] of [
      [0, 0],
      [0.3, 0.1939733680413566],
      [0.5, 1 / 3],
      [0.7, 0.49363337778673],
    ]) {
      expect(new PairCopula('gaussian', [rho]).kendallTau).toBeCloseTo(tau, 12);
    }
    const sample = new EllipticalCopula(
      Matrix.fromRows([
        [1, 0.5],
        [0.5, 1],
      ]),
    ).sample(40_000, new Random(3));
    const [u, v] = columnsOf(sample);
    // (6 / π) asin(ρ / 2)
    expect(Math.abs(spearmanRho(u, v) - 0.4825837395309974)).toBeLessThan(4 / Math.sqrt(40_000));
    expect(Math.abs(kendallTau(u, v) - 1 / 3)).toBeLessThan(4 / Math.sqrt(40_000));
  });

  it('equal the copulas of the European indices', () => {
    expect(kendallTau(RETURNS[0], RETURNS[3])).toBeCloseTo(0.437041, 6);
    const gaussian = fitGaussianCopula(UNIFORMS);
    const correlations = [
      [0, 1, 0.6715752],
      [0, 2, 0.719807],
      [0, 3, 0.6387922],
      [1, 2, 0.5953174],
      [1, 3, 0.5830565],
      [2, 3, 0.6497565],
    ];
    // returns of the CAC that differ only in their last bit are tied or not, depending on a program's rounding
    for (const [i, j, expected] of correlations) {
      expect(Math.abs(gaussian.copula.correlation.at(i, j) - expected)).toBeLessThan(1e-6);
    }
    expect(gaussian.copula.correlation.at(0, 1)).toBeCloseTo(0.6715751986285666, 10);
    expect(Math.abs(gaussian.logLikelihood - 1936.663923)).toBeLessThan(2e-3);
    const student = fitStudentTCopula(UNIFORMS);
    expect(relativeError(student.copula.nu, 7.167217847603705)).toBeLessThan(1e-4);
    expect(Math.abs(student.logLikelihood - 2019.2284518704364)).toBeLessThan(2e-3);
    expect(
      Math.abs(studentTailDependence(student.copula.correlation.at(0, 2), student.copula.nu) - 0.2817508114),
    ).toBeLessThan(1e-5);
    expect(student.akaike).toBeLessThan(gaussian.akaike);
    expect(student.repair.isRepaired).toBe(false);
  });
});

describe('copulas of two variables', () => {
  it.each(references.pairs.cases.map((entry, index) => ({ ...entry, index })))(
    "have pyvinecopulib's density and conditional probabilities: $family $parameters, rotated by $rotation",
    ({ index, density, conditionalU, conditionalV, kendallTau: tau }) => {
      const copula = COPULAS[index];
      const at = (of: (u: number, v: number) => number): number[] => references.pairs.points.map(([u, v]) => of(u, v));
      expect(
        largestError(
          at((u, v) => Math.exp(copula.logDensity(u, v))),
          density,
        ),
      ).toBeLessThan(1e-6);
      expect(
        differences(
          at((u, v) => copula.conditionalU(u, v)),
          conditionalU,
        ),
      ).toBeLessThan(1e-7);
      expect(
        differences(
          at((u, v) => copula.conditionalV(v, u)),
          conditionalV,
        ),
      ).toBeLessThan(1e-7);
      expect(Math.abs(copula.kendallTau - tau)).toBeLessThan(1e-6);
    },
  );

  it.each(COPULAS)('invert their conditional probabilities: $family $parameters, rotated by $rotation', (copula) => {
    for (const probability of [1e-4, 0.1, 0.5, 0.9, 0.9999]) {
      for (const given of [0.001, 0.3, 0.99]) {
        expect(copula.conditionalU(copula.inverseU(probability, given), given)).toBeCloseTo(probability, 9);
        expect(copula.conditionalV(copula.inverseV(probability, given), given)).toBeCloseTo(probability, 9);
      }
    }
  });

  it.each(COPULAS)(
    'draw pairs with their τ and are recovered from them: $family $parameters, rotated by $rotation',
    (copula) => {
      const count = 3000;
      const sample = copula.sample(count, new Random(8));
      const [u, v] = columnsOf(sample);
      expect(Math.abs(kendallTau(u, v) - copula.kendallTau)).toBeLessThan(4 / Math.sqrt(count));
      if (copula.family === 'student-t') return;
      const fit = fitPairCopula(u, v, copula.family, copula.rotation);
      expect(fit.logLikelihood).toBeGreaterThanOrEqual(copula.logLikelihood(u, v) - 1e-6);
      expect(Math.abs(fit.copula.parameters[0] / copula.parameters[0] - 1)).toBeLessThan(0.15);
    },
  );

  it.each(references.pairFits.slice(0, 3))(
    'have at least the likelihood of the fits of pyvinecopulib to indices $columns',
    ({ columns: [i, j], logLikelihoods, aic }) => {
      const u = UNIFORMS.column(i);
      const v = UNIFORMS.column(j);
      for (const [family, expected] of Object.entries(logLikelihoods)) {
        const { logLikelihood } = fitPairCopula(u, v, family as PairFamilyName);
        expect(logLikelihood - expected).toBeGreaterThan(-1e-3);
        expect(logLikelihood - expected).toBeLessThan(0.2);
      }
      // pyvinecopulib's search has a lower precision
      const best = selectPairCopula(u, v);
      expect(best.akaike).toBeLessThan(aic + 1e-3);
    },
  );

  it('select independence for independent data, and a rotated copula for negative dependence', () => {
    const random = new Random(15);
    const u = Float64Array.from({ length: 1000 }, () => random.openUniform());
    const v = Float64Array.from({ length: 1000 }, () => random.openUniform());
    expect(selectPairCopula(u, v, ['independence', 'gaussian', 'frank']).copula.family).toBe('independence');
    const rotated = new PairCopula('clayton', [3], 90).sample(1500, random);
    const [left, right] = columnsOf(rotated);
    expect(selectPairCopula(left, right).copula).toMatchObject({ family: 'clayton', rotation: 90 });
  });

  it('have their tail dependence, and none when rotated by 90 degrees', () => {
    expect(new PairCopula('clayton', [2]).tailDependence).toEqual({ lower: 2 ** -0.5, upper: 0 });
    expect(new PairCopula('clayton', [2], 180).tailDependence).toEqual({ lower: 0, upper: 2 ** -0.5 });
    expect(new PairCopula('gumbel', [2]).tailDependence.upper).toBeCloseTo(2 - Math.SQRT2, 12);
    expect(new PairCopula('clayton', [2], 90).tailDependence).toEqual({ lower: 0, upper: 0 });
    expect(new PairCopula('gaussian', [0.9]).tailDependence).toEqual({ lower: 0, upper: 0 });
    expect(new PairCopula('student-t', [0.5, 4]).tailDependence.lower).toBeCloseTo(0.25317, 6);
  });

  it('are determined by their τ', () => {
    for (const name of ['gaussian', 'clayton', 'gumbel', 'frank'] as const) {
      const family = PAIR_FAMILIES[name];
      expect(family.kendallTau([parameterOfKendallTau(family, 0.4)])).toBeCloseTo(0.4, 10);
    }
    expect(parameterOfKendallTau(PAIR_FAMILIES.gumbel, -0.4)).toBe(1);
    expect(PAIR_FAMILIES.frank.kendallTau([0.02])).toBeCloseTo(0.02 / 9, 6);
  });

  it('refuse parameters outside their range', () => {
    expect(() => new PairCopula('clayton', [-1])).toThrow(QuantError);
    expect(() => new PairCopula('gaussian', [])).toThrow('rho');
  });
});

describe('elliptical copulas', () => {
  it('draw samples with their rank correlations', () => {
    const correlation = Matrix.fromRows([
      [1, 0.6, -0.3],
      [0.6, 1, 0.1],
      [-0.3, 0.1, 1],
    ]);
    const count = 5000;
    for (const nu of [Infinity, 4]) {
      const sample = new EllipticalCopula(correlation, nu).sample(count, new Random(2));
      const taus = pairwise(columnsOf(sample), kendallTau);
      for (let i = 0; i < taus.values.length; i++) {
        const expected = correlation.values[i] === 1 ? 1 : (2 / Math.PI) * Math.asin(correlation.values[i]);
        expect(Math.abs(taus.values[i] - expected)).toBeLessThan(4 / Math.sqrt(count));
      }
    }
  });

  it('have the density of a pair copula in two dimensions', () => {
    const correlation = Matrix.fromRows([
      [1, 0.5],
      [0.5, 1],
    ]);
    const [u, v] = columnsOf(UNIFORMS);
    const pair = Matrix.fromColumns([u, v]);
    expect(
      relativeError(
        new EllipticalCopula(correlation, 5).logLikelihood(pair),
        new PairCopula('student-t', [0.5, 5]).logLikelihood(u, v),
      ),
    ).toBeLessThan(1e-10);
    expect(
      relativeError(
        new EllipticalCopula(correlation).logLikelihood(pair),
        new PairCopula('gaussian', [0.5]).logLikelihood(u, v),
      ),
    ).toBeLessThan(1e-10);
  });

  it('refuse numbers that are not uniform and matrices that are not correlations', () => {
    expect(() =>
      fitGaussianCopula(
        Matrix.fromRows([
          [0, 0.5],
          [0.2, 0.3],
        ]),
      ),
    ).toThrow(QuantError);
    expect(
      () =>
        new EllipticalCopula(
          Matrix.fromRows([
            [1, 2],
            [2, 1],
          ]),
        ),
    ).toThrow(QuantError);
    expect(() => new EllipticalCopula(Matrix.identity(2), 0)).toThrow(QuantError);
  });
});
