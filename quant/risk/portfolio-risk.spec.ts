import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { largestError, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { historicalRisk } from './historical-risk.ts';
import { cascadedShortfall, liquidityAdjustedShortfall, liquidityCost } from './liquidity-risk.ts';
import { quantile, selectSmallest } from './order-statistics.ts';
import { normalRiskOf } from './parametric-risk.ts';
import { PortfolioRisk } from './portfolio-risk.ts';
import { normalContributions, scenarioContributions } from './risk-contributions.ts';
import { portfolioReturns } from './simulated-risk.ts';

function scenariosOf(rows: number, columns: number, seed = 1): Matrix {
  const random = new Random(seed);
  return new Matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => 0.01 * random.normal()),
  );
}

describe('order statistics', () => {
  it("equal R's default", () => {
    const values = Float64Array.of(9, 1, 4, 16, 25);
    // quantile(c(1, 4, 9, 16, 25), c(.05, .3, .5, 1))
    expect([0.05, 0.3, 0.5, 1].map((probability) => quantile(values, probability))).toEqual([1.6, 5, 9, 25]);
  });

  it('select the same values as sorting, also with equal values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (numbers, at) => {
          const count = 1 + (at % numbers.length);
          const values = Float64Array.from(numbers);
          selectSmallest(values, count);
          const sorted = numbers.toSorted((a, b) => a - b);
          expect(values[count - 1]).toBe(sorted[count - 1]);
          expect([...values.subarray(0, count)].sort((a, b) => a - b)).toEqual(sorted.slice(0, count));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('a portfolio with incremental updates', () => {
  const scenarios = scenariosOf(1000, 20);

  it('has the risk of its scenarios after every change', () => {
    const random = new Random(2);
    const values = new Float64Array(20);
    const portfolio = new PortfolioRisk(scenarios, 0.99, values);
    for (let change = 0; change < 60; change++) {
      const position = random.integer(20);
      const value = 1000 * random.normal();
      const before = portfolio.measureWith(position, value - portfolio.value(position));
      values[position] = value;
      portfolio.set(position, value);
      const expected = historicalRisk(portfolioReturns(scenarios, values), 0.99);
      for (const measured of [before, portfolio.measure()]) {
        expect(relativeError(measured.valueAtRisk, expected.valueAtRisk)).toBeLessThan(1e-9);
        expect(relativeError(measured.expectedShortfall, expected.expectedShortfall)).toBeLessThan(1e-9);
      }
    }
  });

  it('is exact after any number of changes', () => {
    const portfolio = new PortfolioRisk(scenariosOf(50, 3), 0.9);
    for (let change = 0; change < 10_050; change++) portfolio.set(change % 3, change % 7);
    const values = [0, 1, 2].map((position) => portfolio.value(position));
    const expected = historicalRisk(portfolioReturns(scenariosOf(50, 3), values), 0.9);
    expect(relativeError(portfolio.measure().valueAtRisk, expected.valueAtRisk)).toBeLessThan(1e-10);
  });

  it('refuses positions that do not match its scenarios', () => {
    expect(() => new PortfolioRisk(scenarios, 0.99, [1])).toThrow(QuantError);
    expect(() => new PortfolioRisk(scenarios, 0.99).set(20, 1)).toThrow('position 20');
  });
});

describe('contributions', () => {
  const covariance = Matrix.fromRows([
    [4e-4, 1e-4, 0],
    [1e-4, 9e-4, -2e-4],
    [0, -2e-4, 1e-4],
  ]);
  const weights = Float64Array.of(0.5, 0.3, 0.2);
  const means = Float64Array.of(1e-4, 2e-4, 0);

  it('of normal returns sum to the risk of the portfolio, and are its derivatives', () => {
    const found = normalContributions(weights, covariance, 0.99, means);
    const deviation = (values: Float64Array): number =>
      Math.sqrt(values.reduce((sum, value, i) => sum + value * covariance.times(values)[i], 0));
    const riskOf = (values: Float64Array) =>
      normalRiskOf(
        values.reduce((sum, value, i) => sum + value * means[i], 0),
        deviation(values),
        0.99,
      );
    expect(relativeError(found.valueAtRisk.total, riskOf(weights).valueAtRisk)).toBeLessThan(1e-12);
    expect(relativeError(found.expectedShortfall.total, riskOf(weights).expectedShortfall)).toBeLessThan(1e-12);
    for (let i = 0; i < 3; i++) {
      const slope =
        (riskOf(weights.with(i, weights[i] + 1e-6)).valueAtRisk -
          riskOf(weights.with(i, weights[i] - 1e-6)).valueAtRisk) /
        2e-6;
      expect(relativeError(found.valueAtRisk.marginal[i], slope)).toBeLessThan(1e-6);
    }
  });

  it('of scenarios sum to the historical risk, and approximate the normal ones for normal returns', () => {
    const scenarios = scenariosOf(40_000, 3, 4);
    const found = scenarioContributions(scenarios, weights, 0.95);
    const whole = historicalRisk(portfolioReturns(scenarios, weights), 0.95);
    expect(relativeError(found.valueAtRisk.total, whole.valueAtRisk)).toBeLessThan(1e-10);
    expect(relativeError(found.expectedShortfall.total, whole.expectedShortfall)).toBeLessThan(1e-10);
    const normal = normalContributions(
      weights,
      Matrix.fromRows([
        [1e-4, 0, 0],
        [0, 1e-4, 0],
        [0, 0, 1e-4],
      ]),
      0.95,
    );
    const differences = (left: Float64Array, right: Float64Array): number =>
      Math.max(...left.map((value, i) => Math.abs(value - right[i])));
    expect(differences(found.expectedShortfall.component, normal.expectedShortfall.component)).toBeLessThan(5e-4);
    expect(differences(found.valueAtRisk.component, normal.valueAtRisk.component)).toBeLessThan(1.5e-3);
  });

  it('are zero without risk, and refuse a wrong number of weights', () => {
    expect(normalContributions(new Float64Array(3), covariance, 0.99).valueAtRisk.total).toBeCloseTo(0, 12);
    expect(() => normalContributions(Float64Array.of(1), covariance, 0.99)).toThrow(QuantError);
    expect(() => scenarioContributions(scenariosOf(10, 2), weights, 0.99)).toThrow(QuantError);
  });
});

describe('liquidity', () => {
  const position = {
    quantity: -20_000,
    price: 50,
    meanSpread: 0.001,
    spreadDeviation: 0.0005,
    dailyVolatility: 0.02,
    averageDailyVolume: 100_000,
  };

  it('costs half of a wide spread and the price impact of the order', () => {
    const cost = liquidityCost(position);
    // value 1,000,000: half of 0.1 % plus three times 0.05 %; 2 % times the square root of a fifth of a day's volume
    expect(cost.spread).toBeCloseTo(0.5 * 1e6 * 0.0025, 8);
    expect(cost.impact).toBeCloseTo(0.02 * Math.sqrt(0.2) * 1e6, 8);
    expect(cost.horizonDays).toBeCloseTo(2, 12);
    expect(liquidityCost({ ...position, quantity: 10 }).horizonDays).toBe(1);
  });

  it('is added to the expected shortfall of all positions', () => {
    const found = liquidityAdjustedShortfall(30_000, [position, { ...position, quantity: 50_000 }], {
      impactCoefficient: 0,
      spreadQuantile: 2,
    });
    expect(found.impact).toBe(0);
    expect(found.total).toBeCloseTo(30_000 + 0.5 * 3.5e6 * 0.002, 8);
    expect(found.horizonDays).toBeCloseTo(5, 12);
  });

  it('cascades over the horizons of the trading book', () => {
    expect(relativeError(cascadedShortfall([1, 0.8, 0.6], [10, 20, 40], 10), 1.5362291495737217)).toBeLessThan(1e-12);
    expect(() => cascadedShortfall([1, 0.8], [20, 10], 10)).toThrow(QuantError);
    expect(() => liquidityCost({ ...position, averageDailyVolume: 0 })).toThrow(QuantError);
    expect(largestError([cascadedShortfall([2], [10], 10)], [2])).toBeLessThan(1e-12);
  });
});
