import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { largestError, logReturns, relativeError } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { comparePortfolioRisk, compareRisk } from './compare-risk.ts';
import { extremeValueRisk } from './extreme-value-risk.ts';
import references from './fixtures/references.json' with { type: 'json' };
import { filteredHistoricalRisk, historicalRisk } from './historical-risk.ts';
import {
  cornishFisherRisk,
  cornishFisherValidity,
  fitStudentT,
  normalRisk,
  sampleMoments,
  studentTRisk,
} from './parametric-risk.ts';
import { portfolioReturns, simulateScenarios } from './simulated-risk.ts';

const DAX = logReturns(stocks.DAX);
const LINEAR = 1e-8;
const OPTIMISED = 1e-4;

describe('the DAX', () => {
  it('has the moments of the reference', () => {
    const { mean, deviation, skewness, excessKurtosis } = sampleMoments(DAX);
    expect(
      largestError(
        [mean, deviation, skewness, excessKurtosis],
        [0.0006520417476913269, 0.010300836598995538, -0.554053314523854, 6.2796890183201235],
      ),
    ).toBeLessThan(LINEAR);
  });

  it.each([
    [0.95, 0.01577884479742781, 0.02366912605491811, 0.01629132669280095, 0.020595625833098003, 0.01654883760497567],
    [0.99, 0.027752506355590643, 0.03703557930748876, 0.023311287575224025, 0.026801894437410097, 0.04144067804779594],
  ])('has the risk of the reference at %d', (level, ...expected) => {
    const historical = historicalRisk(DAX, level);
    const normal = normalRisk(DAX, level);
    const expansion = cornishFisherRisk(DAX, level);
    const found = [
      historical.valueAtRisk,
      historical.expectedShortfall,
      normal.valueAtRisk,
      normal.expectedShortfall,
      expansion.valueAtRisk,
    ];
    expect(largestError(found, expected)).toBeLessThan(LINEAR);
    const shortfall = references.cornishFisherShortfall[String(level) as '0.95' | '0.99'];
    expect(relativeError(expansion.expectedShortfall, shortfall)).toBeLessThan(1e-6);
  });

  it.each([
    [0.95, 0.015075118305747879, 0.02277546229417575],
    [0.99, 0.026752606662938945, 0.03710330527036674],
  ])("has the t distribution's risk at %d", (level, valueAtRisk, expectedShortfall) => {
    const found = studentTRisk(DAX, level);
    expect(largestError([found.valueAtRisk, found.expectedShortfall], [valueAtRisk, expectedShortfall])).toBeLessThan(
      OPTIMISED,
    );
    const { nu, location, scale } = found.parameters;
    expect(
      largestError([nu, location, scale], [4.194507576482615, 0.0007846985154187557, 0.00753880456702603]),
    ).toBeLessThan(OPTIMISED);
  });

  it('has the extreme value risk of the reference', () => {
    const found = extremeValueRisk(DAX, 0.99);
    if (found.status === 'failed') throw new Error(found.message);
    const { threshold, shape, scale, valueAtRisk, expectedShortfall, exceedances } = found;
    const expected = [0.015778844797427808, 0.006711168211847588, 0.027924895357225185, 0.03777311702063563];
    expect(largestError([threshold, scale, valueAtRisk, expectedShortfall], expected)).toBeLessThan(OPTIMISED);
    // SciPy's simplex stops at a precision of 0.0001 of the shape
    expect(relativeError(shape, 0.14263047304892013)).toBeLessThan(2 * OPTIMISED);
    expect(exceedances).toBe(93);
    expect(relativeError(scale, references.pareto[1])).toBeLessThan(OPTIMISED);
  });

  it('reports that the expansion exaggerates the tail', () => {
    const expansion = cornishFisherRisk(DAX, 0.99);
    expect(expansion.valueAtRisk).toBeGreaterThan(historicalRisk(DAX, 0.99).expectedShortfall);
    expect(expansion).toMatchObject({ validity: 'moments-not-reproduced', method: 'cornish-fisher' });
  });

  it('is compared by all methods', () => {
    const { rows, spreads } = compareRisk(DAX, [0.95, 0.99], { starts: 1 });
    const methods = ['historical', 'normal', 'cornish-fisher', 'student-t', 'filtered-historical', 'extreme-value'];
    expect(rows.map(({ method }) => method)).toEqual([...methods, ...methods]);
    expect(rows.every(({ valueAtRisk, expectedShortfall }) => expectedShortfall! > valueAtRisk!)).toBe(true);
    expect(rows.every(({ note }) => note.length > 5)).toBe(true);
    expect(spreads.get(0.99)!).toBeGreaterThan(1.4);
  });
});

describe("Cornish and Fisher's expansion", () => {
  it('is valid for small skewness and kurtosis, and not a distribution for skewness alone', () => {
    expect(cornishFisherValidity(0, 0)).toBe('valid');
    expect(cornishFisherValidity(-0.1, 0.5)).toBe('valid');
    expect(cornishFisherValidity(-1, 0)).toBe('not-monotone');
    expect(cornishFisherValidity(0, 9)).toBe('not-monotone');
    expect(cornishFisherValidity(0, 6)).toBe('moments-not-reproduced');
  });

  it('falls back to the sample when it is not a distribution', () => {
    const skewed = Float64Array.from({ length: 200 }, (_, index) => (index % 50 === 0 ? -0.2 : 0.001 * (index % 7)));
    const risk = cornishFisherRisk(skewed, 0.95);
    expect(risk).toMatchObject({ validity: 'not-monotone', method: 'historical' });
    expect(risk.valueAtRisk).toBe(historicalRisk(skewed, 0.95).valueAtRisk);
  });

  it('is the normal quantile without skewness and kurtosis', () => {
    const normal = normalRisk(DAX, 0.99);
    const random = new Random(2);
    const draws = Float64Array.from({ length: 20_000 }, () => 0.01 * random.normal());
    const expansion = cornishFisherRisk(draws, 0.99);
    expect(relativeError(expansion.valueAtRisk, normalRisk(draws, 0.99).valueAtRisk)).toBeLessThan(0.03);
    expect(normal.valueAtRisk).toBeGreaterThan(0);
  });
});

describe('filtered historical simulation', () => {
  it('follows the current volatility, unlike historical simulation', () => {
    const calm = filteredHistoricalRisk(DAX, 0.99, { specification: { starts: 1 } });
    const wild = filteredHistoricalRisk(Float64Array.of(...DAX, -0.07, 0.05, -0.06), 0.99, {
      specification: { starts: 1 },
    });
    if (calm.status === 'failed' || wild.status === 'failed') throw new Error('no fit');
    expect(wild.valueAtRisk).toBeGreaterThan(1.3 * calm.valueAtRisk);
    expect(calm.tailCount).toBeGreaterThan(15);
  });

  it('grows approximately with the square root of the horizon', () => {
    const specification = { starts: 1 };
    const one = filteredHistoricalRisk(DAX, 0.95, { specification });
    const ten = filteredHistoricalRisk(DAX, 0.95, {
      specification,
      horizon: 10,
      simulations: 4000,
      random: new Random(5),
    });
    if (one.status === 'failed' || ten.status === 'failed') throw new Error('no fit');
    expect(ten.valueAtRisk / one.valueAtRisk).toBeGreaterThan(2);
    expect(ten.valueAtRisk / one.valueAtRisk).toBeLessThan(4);
  });

  it('gives a reason when no model fits the series', () => {
    expect(filteredHistoricalRisk(new Float64Array(300), 0.95)).toMatchObject({
      status: 'failed',
      code: 'constant-series',
    });
  });
});

describe('scenarios of copula and GARCH', () => {
  const columns = [stocks.DAX, stocks.SMI].map((prices) => logReturns(prices).subarray(0, 500));
  const options = { specification: { starts: 1 }, scenarios: 3000 };

  it.each(['student-t', 'gaussian', 'vine'] as const)('have the current volatility and dependence: %s', (copula) => {
    const result = simulateScenarios(columns, { ...options, copula, random: new Random(7) });
    if (result.status === 'failed') throw new Error(result.message);
    const [dax, smi] = [0, 1].map((column) => result.returns.column(column));
    expect(Math.abs(sampleMoments(dax).deviation / result.margins[0].filter().nextVolatility - 1)).toBeLessThan(0.1);
    const both = portfolioReturns(result.returns, [0.5, 0.5]);
    const alone = [historicalRisk(dax, 0.99).valueAtRisk, historicalRisk(smi, 0.99).valueAtRisk];
    const together = historicalRisk(both, 0.99).valueAtRisk;
    expect(together).toBeLessThan((alone[0] + alone[1]) / 2);
    expect(together).toBeGreaterThan((alone[0] + alone[1]) / 2 / Math.SQRT2);
    expect(result.copulaLogLikelihood).toBeGreaterThan(50);
  });

  it('are the same for the same seed, and sum returns over days', () => {
    const draw = (horizon: number, seed: number) => {
      const result = simulateScenarios(columns, { ...options, horizon, scenarios: 500, random: new Random(seed) });
      if (result.status === 'failed') throw new Error(result.message);
      return result.returns;
    };
    expect(draw(1, 3).values).toEqual(draw(1, 3).values);
    const ratio = sampleMoments(draw(5, 3).column(0)).deviation / sampleMoments(draw(1, 4).column(0)).deviation;
    expect(ratio).toBeGreaterThan(1.7);
    expect(ratio).toBeLessThan(3);
  });

  it('are compared with the other methods for a portfolio, with a reason when they have no figures', () => {
    const { rows, spreads } = comparePortfolioRisk(columns, [0.6, 0.4], {
      ...options,
      levels: [0.99],
      random: new Random(2),
    });
    expect(rows).toHaveLength(7);
    const monteCarlo = rows.find(({ method }) => method === 'monte-carlo')!;
    const filtered = rows.find(({ method }) => method === 'filtered-historical')!;
    expect(Math.abs(monteCarlo.valueAtRisk! / filtered.valueAtRisk! - 1)).toBeLessThan(0.35);
    expect(monteCarlo.note).toContain('3000 scenarios of 2 series');
    expect(spreads.get(0.99)).toBeGreaterThan(1);
    const without = comparePortfolioRisk([columns[0], new Float64Array(500)], [1, 1], {
      random: new Random(2),
      levels: [0.95],
    });
    expect(without.rows.at(-1)).toMatchObject({
      method: 'monte-carlo',
      valueAtRisk: undefined,
      note: expect.stringContaining('Series 1') as string,
    });
  });

  it('name the series that no model fits, and refuse an invalid number of scenarios', () => {
    const random = new Random(1);
    expect(simulateScenarios([columns[0], new Float64Array(500)], { random })).toMatchObject({
      message: expect.stringContaining('Series 1') as string,
    });
    expect(() => simulateScenarios(columns, { random, horizon: 0 })).toThrow(QuantError);
    expect(() => portfolioReturns(new Matrix(2, 2), [1])).toThrow(QuantError);
  });
});

describe('risk measures', () => {
  it.each([historicalRisk, normalRisk, cornishFisherRisk, studentTRisk, extremeValueRisk, filteredHistoricalRisk])(
    'refuse invalid levels: %o',
    (measure) => {
      expect(() => measure(DAX, 0.05)).toThrow('level');
      expect(() => measure(DAX, 1)).toThrow(QuantError);
    },
  );

  it('refuse gaps and single returns', () => {
    expect(() => historicalRisk(Float64Array.of(0.1), 0.95)).toThrow(QuantError);
    expect(() => normalRisk(DAX.with(5, Number.NaN), 0.95)).toThrow('index 5');
  });

  it('give a reason when the tail is too short', () => {
    expect(extremeValueRisk(DAX.subarray(0, 200), 0.99)).toMatchObject({ code: 'too-few-observations' });
    expect(extremeValueRisk(DAX, 0.9)).toMatchObject({ status: 'failed' });
    expect(fitStudentT(new Float64Array(100).fill(0.01))).toMatchObject({ scale: 0 });
  });
});
