import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { largestError, logReturns, relativeError } from '../numeric/spec-support.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { filterVolatility } from './filter-volatility.ts';
import { fitVolatility } from './fit-volatility.ts';
import type { VolatilitySpecification } from './specification.ts';

const DAX = logReturns(stocks.DAX, 100).slice(0, 700);

const SPECIFICATIONS: readonly VolatilitySpecification[] = [
  {},
  { model: 'gjr', p: 2, q: 2 },
  { model: 'egarch', distribution: 'student-t' },
  { model: 'figarch', truncation: 100 },
  { model: 'ewma' },
  { mean: { har: [1, 5] } },
  { mean: { ar: 3 }, start: 1.5 },
];

describe('a filter', () => {
  it.each(SPECIFICATIONS)(
    'gives the same result one return at a time as over the whole series: %j',
    (specification) => {
      const fit = fitVolatility(DAX.subarray(0, 500), { ...specification, starts: 1 });
      if (fit.status === 'failed') throw new Error(fit.message);
      const start = fit.startVariance;
      const whole = filterVolatility(DAX, fit.parameters, { ...specification, start });
      const filter = fit.filter();
      const variances: number[] = [];
      const residuals: number[] = [];
      for (const value of DAX.subarray(500)) {
        const variance = filter.nextVariance;
        variances.push(variance);
        residuals.push(filter.update(value) * Math.sqrt(variance));
      }
      expect(largestError(variances, whole.conditionalVariances.slice(-200))).toBeLessThan(1e-10);
      expect(largestError(residuals, whole.residuals.slice(-200))).toBeLessThan(1e-8);
      expect(relativeError(filter.nextVariance, whole.filter.nextVariance)).toBeLessThan(1e-10);
      expect(relativeError(filter.nextMean, whole.filter.nextMean)).toBeLessThan(1e-8);
      expect(filter.nextVolatility).toBe(Math.sqrt(filter.nextVariance));
    },
  );

  it('refuses parameters, returns or gaps that do not match the model', () => {
    expect(() => filterVolatility(DAX, [0.1, 0.1])).toThrow(QuantError);
    expect(() => filterVolatility(DAX.subarray(0, 2), [0, 0.1, 0.1, 0.1, 0.8], { mean: { ar: 2 } })).toThrow(
      QuantError,
    );
    expect(() => filterVolatility(DAX.with(3, Number.NaN), [0, 0.1, 0.1, 0.8])).toThrow(QuantError);
  });
});
