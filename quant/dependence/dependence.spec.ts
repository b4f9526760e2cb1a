import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { choleskyOrUndefined } from '../numeric/cholesky.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { largestError, logReturns, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { ledoitWolfCovariance, randomMatrixCorrelation, sampleCovariance } from './covariance.ts';
import { fitDynamicCorrelation, fitDynamicCovariance } from './dynamic-correlation.ts';
import references from './fixtures/references.json' with { type: 'json' };
import { correlationOf, nearestCorrelation, nearestCovariance } from './nearest-matrix.ts';
import { kendallTau, pearsonCorrelation, pseudoObservations, ranks, spearmanRho } from './ranks.ts';
import { empiricalTailDependence } from './tail-dependence.ts';

const RETURNS = [stocks.DAX, stocks.SMI, stocks.CAC, stocks.FTSE].map((prices) => logReturns(prices, 100));

describe('ranks', () => {
  it('are averaged over equal values', () => {
    expect([...ranks(Float64Array.of(3, 1, 3, 2))]).toEqual([3.5, 1, 3.5, 2]);
    expect(pseudoObservations([Float64Array.of(3, 1, 2)]).toRows()).toEqual([[0.75], [0.25], [0.5]]);
  });

  it('have the correlations of a direct count of all pairs, with ties', () => {
    const random = new Random(6);
    for (let round = 0; round < 20; round++) {
      const left = Float64Array.from({ length: 40 }, () => random.integer(15));
      const right = left.map((value) => random.integer(15) + (round % 2 === 0 ? value / 2 : 0));
      let [concordant, tiesLeft, tiesRight] = [0, 0, 0];
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < i; j++) {
          concordant += Math.sign((left[i] - left[j]) * (right[i] - right[j]));
          tiesLeft += Number(left[i] === left[j]);
          tiesRight += Number(right[i] === right[j]);
        }
      }
      expect(kendallTau(left, right)).toBeCloseTo(concordant / Math.sqrt((780 - tiesLeft) * (780 - tiesRight)), 12);
    }
    expect(spearmanRho(Float64Array.of(1, 2, 3), Float64Array.of(1, 8, 27))).toBeCloseTo(1, 12);
    expect(pearsonCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBeCloseTo(-1, 12);
  });

  it('are refused for gaps and unequal lengths', () => {
    expect(() => ranks(Float64Array.of(1, Number.NaN))).toThrow(QuantError);
    expect(() => kendallTau(Float64Array.of(1, 2), Float64Array.of(1, 2, 3))).toThrow(QuantError);
    expect(() => pseudoObservations([])).toThrow(QuantError);
  });
});

describe('empirical tail dependence', () => {
  const estimates = (tail: 'lower' | 'upper') =>
    empiricalTailDependence(RETURNS[0], RETURNS[2], tail, { random: new Random(1), resamples: 40 });

  it('counts the observations in the tails of both series', () => {
    const five = estimates('lower').find(({ share }) => share === 0.05)!;
    expect(five.estimate).toBeCloseTo(0.5379236148466917, 12);
    expect(five.count).toBe(50);
  });

  it('is within its interval, which is wider for smaller tails', () => {
    for (const tail of ['lower', 'upper'] as const) {
      const found = estimates(tail);
      for (const { estimate, interval } of found) {
        expect(interval[0]).toBeLessThanOrEqual(estimate);
        expect(interval[1]).toBeGreaterThanOrEqual(estimate);
      }
      const widths = found.map(({ interval }) => interval[1] - interval[0]);
      expect(widths[0]).toBeGreaterThan(widths[3]);
    }
    expect(() =>
      empiricalTailDependence(RETURNS[0], RETURNS[1], 'lower', { random: new Random(1), shares: [0] }),
    ).toThrow(QuantError);
  });
});

describe('covariances', () => {
  it("equals scikit-learn's Ledoit and Wolf", () => {
    const { shrinkage, matrix } = ledoitWolfCovariance(RETURNS);
    expect(relativeError(shrinkage, 0.007675822786863058)).toBeLessThan(1e-8);
    expect(relativeError(matrix.at(0, 0), 1.0595857064211889)).toBeLessThan(1e-8);
    expect(relativeError(matrix.at(0, 1), 0.6644562906236898)).toBeLessThan(1e-8);
    const columns = references.covariances.columns.map((column) => Float64Array.from(column));
    const other = ledoitWolfCovariance(columns);
    expect(relativeError(other.shrinkage, references.covariances.shrinkage)).toBeLessThan(1e-10);
    expect(largestError(other.matrix.row(0), references.covariances.shrunk)).toBeLessThan(1e-9);
    expect(largestError(sampleCovariance(RETURNS).row(0).subarray(0, 1), [1.0610723])).toBeLessThan(1e-7);
  });

  it('averages eigenvalues below the noise threshold, as a NumPy program does', () => {
    const columns = references.covariances.columns.map((column) => Float64Array.from(column));
    const cleaned = randomMatrixCorrelation(columns);
    expect(cleaned.signals).toBe(references.covariances.signals);
    expect(largestError(cleaned.matrix.row(0), references.covariances.cleaned)).toBeLessThan(1e-9);
    expect(cleaned.eigenvalues.at(-1)).toBeGreaterThan(cleaned.threshold);
  });
});

describe('the nearest positive definite matrix', () => {
  it('equals the published one of Higham', () => {
    const repair = nearestCorrelation(
      Matrix.fromRows([
        [1, 1, 0],
        [1, 1, 1],
        [0, 1, 1],
      ]),
    );
    expect(repair.isRepaired).toBe(true);
    expect(Math.abs(repair.matrix.at(0, 1) - 0.7607)).toBeLessThan(5e-5);
    expect(Math.abs(repair.matrix.at(0, 2) - 0.1573)).toBeLessThan(5e-5);
    expect(Math.abs(repair.distance - 0.5278)).toBeLessThan(5e-5);
    expect(repair.smallestEigenvalue).toBeCloseTo(1 - Math.SQRT2, 10);
    expect(choleskyOrUndefined(repair.matrix)).toBeDefined();
  });

  it('does not change a positive definite matrix', () => {
    const covariance = sampleCovariance(RETURNS);
    expect(nearestCovariance(covariance)).toMatchObject({ isRepaired: false, distance: 0 });
    expect(nearestCovariance(covariance).matrix).toBe(covariance);
    expect(nearestCorrelation(correlationOf(covariance)).isRepaired).toBe(false);
  });

  it('keeps variances and is invertible for any correlations', () => {
    const random = new Random(9);
    for (let round = 0; round < 10; round++) {
      const size = 2 + random.integer(6);
      const matrix = new Matrix(size, size);
      for (let i = 0; i < size; i++) {
        matrix.set(i, i, (i + 1) ** 2);
        for (let j = 0; j < i; j++) {
          const value = (2 * random.uniform() - 1) * (i + 1) * (j + 1);
          matrix.set(i, j, value);
          matrix.set(j, i, value);
        }
      }
      const { matrix: repaired } = nearestCovariance(matrix);
      expect(choleskyOrUndefined(repaired)).toBeDefined();
      for (let i = 0; i < size; i++) expect(repaired.at(i, i)).toBeCloseTo((i + 1) ** 2, 10);
    }
  });

  it('is refused for matrices that are not covariance matrices', () => {
    expect(() => nearestCorrelation(new Matrix(2, 3))).toThrow(QuantError);
    expect(() =>
      nearestCorrelation(
        Matrix.fromRows([
          [1, 0.2],
          [0.3, 1],
        ]),
      ),
    ).toThrow('not symmetric');
    expect(() =>
      nearestCorrelation(
        Matrix.fromRows([
          [1, Number.NaN],
          [Number.NaN, 1],
        ]),
      ),
    ).toThrow(QuantError);
    expect(() =>
      nearestCovariance(
        Matrix.fromRows([
          [0, 0],
          [0, 1],
        ]),
      ),
    ).toThrow('variance');
  });
});

describe('dynamic correlation', () => {
  const standardized = references.dynamicCorrelation.standardized.map((column) => Float64Array.from(column));

  it('has the parameters and likelihood of a SciPy program with the same recursion', () => {
    const fit = fitDynamicCorrelation(standardized);
    if (fit.status === 'failed') throw new Error(fit.message);
    expect(relativeError(fit.alpha, references.dynamicCorrelation.alpha)).toBeLessThan(1e-4);
    expect(relativeError(fit.beta, references.dynamicCorrelation.beta)).toBeLessThan(1e-4);
    expect(Math.abs(fit.logLikelihood - references.dynamicCorrelation.logLikelihood)).toBeLessThan(1e-4);
  });

  it('gives the same result one observation at a time as over all of them', () => {
    const fit = fitDynamicCorrelation(standardized.slice(0, 2).map((column) => column.subarray(0, 300)));
    if (fit.status === 'failed') throw new Error(fit.message);
    expect(fit.correlations).toHaveLength(300);
    const before = fit.filter.nextCorrelation.at(0, 1);
    fit.filter.update([3, 3]);
    expect(fit.filter.nextCorrelation.at(0, 1)).toBeGreaterThan(before);
    expect(fit.filter.nextCorrelation.at(1, 1)).toBeCloseTo(1, 12);
  });

  it('combines volatility models into covariances of the next returns', () => {
    const fit = fitDynamicCovariance(
      RETURNS.slice(0, 2).map((column) => column.subarray(0, 300)),
      { starts: 1 },
    );
    if (fit.status === 'failed') throw new Error(fit.message);
    fit.covarianceFilter.update([-4, -4]);
    const covariance = fit.covarianceFilter.nextCovariance;
    expect(covariance.at(0, 0)).toBeGreaterThan(fit.margins[0].filter().nextVariance);
    expect(choleskyOrUndefined(covariance)).toBeDefined();
  });

  it('gives a reason where it cannot fit', () => {
    const [first] = standardized;
    expect(fitDynamicCorrelation([first, first])).toMatchObject({ code: 'dependent-regressors' });
    expect(fitDynamicCorrelation([first, first.with(0, Number.NaN)])).toMatchObject({ code: 'not-finite' });
    expect(fitDynamicCorrelation([first.subarray(0, 20), first.subarray(1, 21)])).toMatchObject({
      code: 'too-few-observations',
    });
    expect(fitDynamicCovariance([first, new Float64Array(first.length)])).toMatchObject({ code: 'constant-series' });
  });
});
