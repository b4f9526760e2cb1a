import { describe, expect, it } from 'vitest';
import { largestError, relativeError } from '../numeric/spec-support.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { Random } from '../random/random.ts';
import arch from './fixtures/arch.json' with { type: 'json' };
import { fitHeterogeneousAutoregression } from './heterogeneous-autoregression.ts';
import { fitRealizedGarch, type RealizedGarchFit } from './realized-garch.ts';

const { realizedGarch, heterogeneous } = arch;
const RETURNS = Float64Array.from(realizedGarch.returns);
const REALIZED = Float64Array.from(realizedGarch.realized);

function fitOf(returns: Float64Array, realized: Float64Array): RealizedGarchFit {
  const fit = fitRealizedGarch(returns, realized);
  if (fit.status === 'failed') throw new Error(fit.message);
  return fit;
}

describe('the realised GARCH', () => {
  const fit = fitOf(RETURNS, REALIZED);

  it('equals the parameters and likelihood of a SciPy program with the same recursion', () => {
    const differences = Object.values(fit.parameters).map((value: number, index) =>
      Math.abs(value - realizedGarch.parameters[index]),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-4);
    expect(Math.abs(fit.logLikelihood - realizedGarch.logLikelihood)).toBeLessThan(1e-4);
  });

  it('does not depend on the unit of the returns', () => {
    const small = fitOf(
      RETURNS.map((value) => value / 100),
      REALIZED.map((value) => value / 1e4),
    );
    expect(
      largestError(
        small.conditionalVariances,
        fit.conditionalVariances.map((value) => value / 1e4),
      ),
    ).toBeLessThan(1e-4);
    expect(Math.abs(small.persistence - fit.persistence)).toBeLessThan(1e-4);
  });

  it('is updated with new measures, and forecasts by simulation', () => {
    const filter = fitOf(RETURNS.subarray(0, 700), REALIZED.subarray(0, 700)).filter;
    const before = filter.nextVariance;
    expect(filter.forecast(3, new Random(1), 2000)[0]).toBeCloseTo(before, 10);
    filter.update(10 * REALIZED[700]);
    expect(filter.nextVariance).toBeGreaterThan(before);
  });

  it('gives a reason where it cannot fit', () => {
    expect(fitRealizedGarch(RETURNS, REALIZED.with(3, 0))).toMatchObject({ code: 'not-finite' });
    expect(fitRealizedGarch(RETURNS.subarray(0, 20), REALIZED.subarray(0, 20))).toMatchObject({
      code: 'too-few-observations',
    });
    expect(fitRealizedGarch(new Float64Array(800), REALIZED)).toMatchObject({ code: 'constant-series' });
    expect(() => fitRealizedGarch(RETURNS, REALIZED.subarray(1))).toThrow(QuantError);
  });
});

describe('the heterogeneous autoregression', () => {
  it("equals statsmodels' parameters, errors and fit, and arch's forecasts", () => {
    const fit = fitHeterogeneousAutoregression(REALIZED);
    if (fit.status === 'failed') throw new Error(fit.message);
    expect(largestError(fit.parameters, heterogeneous.parameters)).toBeLessThan(1e-8);
    expect(largestError(fit.standardErrors, heterogeneous.standardErrors)).toBeLessThan(1e-8);
    expect(relativeError(fit.rSquared, heterogeneous.rSquared)).toBeLessThan(1e-8);
    expect(largestError(fit.filter.forecast(5), heterogeneous.forecast)).toBeLessThan(1e-6);
  });

  it('is updated with new values', () => {
    const fit = fitHeterogeneousAutoregression(REALIZED);
    if (fit.status === 'failed') throw new Error(fit.message);
    const [next, second] = fit.filter.forecast(2);
    fit.filter.update(next);
    expect(fit.filter.forecast(1)[0]).toBeCloseTo(second, 12);
    expect(() => fit.filter.forecast(0)).toThrow(QuantError);
  });

  it('gives a reason where it cannot fit', () => {
    expect(fitHeterogeneousAutoregression(REALIZED.with(5, Number.NaN))).toMatchObject({ code: 'not-finite' });
    expect(fitHeterogeneousAutoregression(REALIZED.subarray(0, 30))).toMatchObject({ code: 'too-few-observations' });
    expect(fitHeterogeneousAutoregression(new Float64Array(100).fill(1))).toMatchObject({
      code: 'dependent-regressors',
    });
  });
});
