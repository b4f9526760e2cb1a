import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { QuantError } from '../numeric/quant-error.ts';
import { logReturns, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import references from './fixtures/references.json' with { type: 'json' };
import { fitVolatility } from '../volatility/fit-volatility.ts';
import { normalRisk, normalRiskOf } from './parametric-risk.ts';
import {
  acerbiSzekelyTest,
  christoffersenTest,
  jointRiskScore,
  kupiecTest,
  type RiskForecasts,
} from './risk-backtests.ts';

const DAX = logReturns(stocks.DAX);
const { valueAtRisk, expectedShortfall } = normalRisk(DAX, 0.99);
const VIOLATIONS = [...DAX].map((value) => value < -valueAtRisk);

const NORMAL: RiskForecasts = {
  returns: DAX,
  valuesAtRisk: new Float64Array(DAX.length).fill(valueAtRisk),
  expectedShortfalls: new Float64Array(DAX.length).fill(expectedShortfall),
  level: 0.99,
};

describe('back-tests of the normal distribution on the DAX', () => {
  it('count too many violations, and equal the reference', () => {
    const test = kupiecTest(VIOLATIONS.filter(Boolean).length, DAX.length, 0.99);
    expect(test.violations).toBe(32);
    expect(test.expected).toBeCloseTo(18.59, 10);
    expect(relativeError(test.statistic, 8.037123548022816)).toBeLessThan(1e-10);
    expect(relativeError(test.pValue, 0.004582825233624077)).toBeLessThan(1e-10);
  });

  it("equal SciPy's statistics of their independence, size and score", () => {
    const { independence, conditionalCoverage } = christoffersenTest(VIOLATIONS, 0.99);
    const expected = references.christoffersen;
    expect(relativeError(independence.statistic, expected.independence)).toBeLessThan(1e-9);
    expect(relativeError(independence.pValue, expected.independenceP)).toBeLessThan(1e-9);
    expect(relativeError(conditionalCoverage.statistic, expected.conditional)).toBeLessThan(1e-9);
    expect(relativeError(conditionalCoverage.pValue, expected.conditionalP)).toBeLessThan(1e-9);
    const { z1, z2, pValue } = acerbiSzekelyTest(NORMAL);
    expect(relativeError(z1!, references.acerbiSzekely.z1)).toBeLessThan(1e-10);
    expect(relativeError(z2, references.acerbiSzekely.z2)).toBeLessThan(1e-10);
    expect(pValue).toBeUndefined();
    expect(relativeError(jointRiskScore(NORMAL), references.jointScore)).toBeLessThan(1e-10);
  });

  it('reject it by the size of its losses, and prefer a volatility model', () => {
    const random = new Random(1);
    const draw = (source: Random): Float64Array => DAX.map(() => 0.00065 + 0.0103 * source.normal());
    expect(acerbiSzekelyTest(NORMAL, { draw, count: 300, random }).pValue).toBeLessThan(0.01);
    const fit = fitVolatility(DAX, { starts: 1 });
    if (fit.status === 'failed') throw new Error(fit.message);
    const forecasts = [...fit.conditionalVolatility].map((sigma) => normalRiskOf(fit.parameter('mu'), sigma, 0.99));
    const conditional: RiskForecasts = {
      ...NORMAL,
      valuesAtRisk: Float64Array.from(forecasts, (measure) => measure.valueAtRisk),
      expectedShortfalls: Float64Array.from(forecasts, (measure) => measure.expectedShortfall),
    };
    expect(jointRiskScore(conditional)).toBeLessThan(jointRiskScore(NORMAL));
  });
});

describe('back-tests', () => {
  it('accept correct forecasts', () => {
    const random = new Random(3);
    const draw = (source: Random): Float64Array => Float64Array.from({ length: 2000 }, () => source.normal());
    const returns = draw(random);
    const measure = normalRiskOf(0, 1, 0.95);
    const forecasts = {
      returns,
      valuesAtRisk: new Float64Array(2000).fill(measure.valueAtRisk),
      expectedShortfalls: new Float64Array(2000).fill(measure.expectedShortfall),
      level: 0.95,
    };
    const violations = [...returns].map((value) => value < -measure.valueAtRisk);
    expect(kupiecTest(violations.filter(Boolean).length, 2000, 0.95).pValue).toBeGreaterThan(0.05);
    expect(christoffersenTest(violations, 0.95).conditionalCoverage.pValue).toBeGreaterThan(0.05);
    expect(acerbiSzekelyTest(forecasts, { draw, count: 200, random }).pValue).toBeGreaterThan(0.05);
  });

  it('detect clustered violations', () => {
    const clustered = Array.from({ length: 1000 }, (_, index) => index % 100 < 5);
    const spread = Array.from({ length: 1000 }, (_, index) => index % 20 === 0);
    expect(christoffersenTest(clustered, 0.95).independence.pValue).toBeLessThan(1e-6);
    expect(christoffersenTest(spread, 0.95).independence.pValue).toBeGreaterThan(1e-3);
  });

  it('return a result without violations and with nothing but violations', () => {
    expect(kupiecTest(0, 100, 0.99).statistic).toBeCloseTo(-200 * Math.log(0.99), 10);
    expect(kupiecTest(100, 100, 0.99).pValue).toBeLessThan(1e-10);
    expect(christoffersenTest(new Array<boolean>(50).fill(false), 0.99).independence.pValue).toBe(1);
    expect(acerbiSzekelyTest({ ...NORMAL, valuesAtRisk: NORMAL.valuesAtRisk.map(() => 1) })).toMatchObject({
      z1: undefined,
      z2: 1,
    });
  });

  it('refuse inconsistent counts and lengths', () => {
    expect(() => kupiecTest(5, 4, 0.99)).toThrow(QuantError);
    expect(() => christoffersenTest([true], 0.99)).toThrow(QuantError);
    expect(() => jointRiskScore({ ...NORMAL, valuesAtRisk: new Float64Array(1) })).toThrow(QuantError);
    expect(() => acerbiSzekelyTest({ ...NORMAL, expectedShortfalls: new Float64Array(DAX.length) })).toThrow(
      QuantError,
    );
  });
});
