import { describe, expect, it } from 'vitest';
import { AutoRegressiveIntegratedMovingAverage } from './auto-regressive-integrated-moving-average.ts';
import { contractViolations, sampleBars, valuesOf } from './spec-support.ts';

describe('AutoRegressiveIntegratedMovingAverage', () => {
  it('satisfies the indicator contract', () => {
    expect(
      contractViolations(() => new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 30)),
    ).toEqual([]);
  });

  it('forecasts a series that follows the model exactly, newest first', () => {
    // x(t-1) = 0.5 x(t) means x(newer) = 2 x(older): each fit finds the factor exactly.
    const indicator = new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 0 }, 5);
    const values = valuesOf(indicator, [1, 2, 4, 8, 16]);
    expect(values.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(indicator.arParameters[0]).toBeCloseTo(0.5, 12);
    expect(values[4]).toBeCloseTo(8, 12);
    expect(indicator.arResidualError).toBeCloseTo(0, 20);
  });

  it('integrates the differences', () => {
    // Differences 4, 2, 1 give the forecast 2; integrated from the oldest input: 2 + 4 + 2 + 1 + 1.
    const indicator = new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 1, maOrder: 0 }, 4);
    expect(valuesOf(indicator, [1, 2, 4, 8]).at(-1)).toBeCloseTo(10, 12);
  });

  it('fits an intercept and past errors in the second step', () => {
    const indicator = new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 20);
    valuesOf(
      indicator,
      sampleBars(40).map((bar) => bar[3]),
    );
    expect(indicator.intercept).not.toBe(0);
    expect(indicator.maParameters).toHaveLength(1);
    expect(indicator.isReady).toBe(true);
  });

  it('forecasts more accurately with past errors than without', () => {
    const indicator = new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 20, false);
    valuesOf(
      indicator,
      sampleBars(40).map((bar) => bar[3]),
    );
    expect(indicator.intercept).toBe(0);
    expect(indicator.maResidualError).toBeGreaterThan(0);
    expect(indicator.maResidualError).toBeLessThan(indicator.arResidualError);
  });

  it('forecasts 0 when the fit has no solution', () => {
    const indicator = new AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 10);
    expect(
      valuesOf(
        indicator,
        Array.from({ length: 12 }, () => 5),
      ).at(-1),
    ).toBe(0);
  });

  it('rejects orders that it cannot fit', () => {
    const make = (arOrder: number, maOrder: number, period: number) => () =>
      new AutoRegressiveIntegratedMovingAverage({ arOrder, diffOrder: 0, maOrder }, period);
    expect(make(0, 1, 20)).toThrow(/at least 1/);
    expect(make(2, 1, 20)).toThrow(/at least as many as past values/);
    expect(make(1, 5, 10)).toThrow(/at least 11/);
  });
});
