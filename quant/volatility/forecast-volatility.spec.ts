import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { largestError, logReturns } from '../numeric/spec-support.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { Random } from '../random/random.ts';
import { fitVolatility } from './fit-volatility.ts';
import { forecastVolatility } from './forecast-volatility.ts';
import type { VolatilitySpecification } from './specification.ts';
import type { VolatilityFit } from './volatility-fit.ts';

const DAX = logReturns(stocks.DAX, 100);

function fitOf(specification: VolatilitySpecification): VolatilityFit {
  const fit = fitVolatility(DAX, { ...specification, starts: 1 });
  if (fit.status === 'failed') throw new Error(fit.message);
  return fit;
}

describe('forecasts', () => {
  const gjr = fitOf({ model: 'gjr' });
  const autoregressive = fitOf({ mean: { ar: 1 } });

  it('approach the long-run variance at the rate of the persistence', () => {
    const { residualVariances } = forecastVolatility(gjr, { horizon: 40 });
    const long = gjr.longRunVariance;
    const expected = residualVariances.map((_, step) => long + gjr.persistence ** step * (residualVariances[0] - long));
    expect(largestError(residualVariances, expected)).toBeLessThan(1e-12);
  });

  it.each(['simulation', 'bootstrap'] as const)('by %s agree with the formula within their error', (method) => {
    const analytic = forecastVolatility(autoregressive, { horizon: 10 });
    const simulations = 20_000;
    const simulated = forecastVolatility(autoregressive, { horizon: 10, method, simulations, random: new Random(1) });
    expect(largestError(simulated.residualVariances, analytic.residualVariances)).toBeLessThan(0.03);
    expect(largestError(simulated.means, analytic.means)).toBe(0);
    const paths = simulated.paths!;
    expect([paths.rows, paths.columns]).toEqual([simulations, 10]);
    const last = paths.column(9);
    const mean = last.reduce((sum, value) => sum + value, 0) / simulations;
    const variance = last.reduce((sum, value) => sum + (value - mean) ** 2, 0) / simulations;
    expect(Math.abs(mean - analytic.means[9])).toBeLessThan(4 * Math.sqrt(variance / simulations));
    expect(Math.abs(variance / analytic.variances[9] - 1)).toBeLessThan(0.08);
  });

  it('of returns with an autoregressive mean have larger variances than those of the residuals', () => {
    const { residualVariances, variances } = forecastVolatility(autoregressive, { horizon: 3 });
    expect(variances[0]).toBe(residualVariances[0]);
    expect(variances[2]).toBeGreaterThan(residualVariances[2]);
  });

  it('of EGARCH are simulated beyond one observation, with the same paths for the same seed', () => {
    const fit = fitOf({ model: 'egarch' });
    const paths = (): Float64Array =>
      forecastVolatility(fit, { horizon: 4, method: 'simulation', simulations: 50, random: new Random(9) }).paths!
        .values;
    expect(paths()).toEqual(paths());
    expect(forecastVolatility(fit, { horizon: 1 }).variances).toHaveLength(1);
    expect(() => forecastVolatility(fit, { horizon: 2 })).toThrow('no formula');
  });

  it('start from the state of an updated filter', () => {
    const filter = gjr.filter();
    filter.update(-5);
    const after = forecastVolatility(gjr, { horizon: 2, filter });
    expect(after.variances[0]).toBe(filter.nextVariance);
    expect(after.variances[0]).toBeGreaterThan(forecastVolatility(gjr, { horizon: 1 }).variances[0]);
  });

  it.each([
    { horizon: 0 },
    { horizon: 1.5 },
    { horizon: 2, method: 'simulation' as const },
    { horizon: 2, method: 'bootstrap' as const, random: new Random(1), simulations: 0 },
  ])('are refused for %j', (options) => {
    expect(() => forecastVolatility(gjr, options)).toThrow(QuantError);
  });
});
