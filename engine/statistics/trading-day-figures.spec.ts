import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { tradingDayFigures } from './trading-day-figures.ts';

const DAY = 86_400_000;
/** Friday 2 January 2004. */
const FRIDAY = Date.UTC(2004, 0, 2);

/** Values at the midnights that end the given days, counted from that Friday. */
function figuresOf(days: readonly number[], values: readonly number[], rate = 0): ReturnType<typeof tradingDayFigures> {
  return tradingDayFigures({
    days: { time: Float64Array.from(days, (day) => FRIDAY + (day + 1) * DAY), equity: Float64Array.from(values) },
    toLocal: (utc) => utc,
    startingCapital: 100,
    riskFreeInterestRateModel: { getInterestRate: () => Decimal.of(rate) },
  });
}

describe('tradingDayFigures', () => {
  it('takes returns of sessions, 252 a year, less the risk-free rate', () => {
    // returns 1 %, -1 %, 2 %: mean 2/3 %, variance (n - 1) of 7/3 %%
    const figures = figuresOf([0, 3, 4], [101, 99.99, 101.9898], 0.0252);
    const deviation = Math.sqrt(7 / 3) / 100;
    expect(figures?.tradingDaysPerYear).toBe(252);
    expect(figures?.tradingDayVolatility).toBeCloseTo(deviation * Math.sqrt(252), 10);
    expect(figures?.tradingDaySharpeRatio).toBeCloseTo(((2 / 300 - 0.0001) / deviation) * Math.sqrt(252), 8);
  });

  it('takes 365 days for accounts whose prices move on Saturdays', () => {
    const figures = figuresOf([0, 1, 2, 3], [101, 99.99, 101.9898, 103]);
    expect(figures?.tradingDaysPerYear).toBe(365);
  });

  it('puts a Sunday session of currencies into the return of Monday', () => {
    const withSunday = figuresOf([0, 2, 3, 4], [101, 5, 99.99, 101.9898]);
    expect(withSunday).toEqual(figuresOf([0, 3, 4], [101, 99.99, 101.9898]));
  });

  it('has no figures with fewer than two returns, and a ratio of 0 where nothing moved', () => {
    expect(figuresOf([0], [101])).toBeUndefined();
    expect(figuresOf([0, 3, 4], [100, 100, 100], 0.01)).toMatchObject({
      tradingDaySharpeRatio: 0,
      tradingDayVolatility: 0,
    });
  });
});
