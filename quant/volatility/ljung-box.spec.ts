import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { ljungBoxTest } from './ljung-box.ts';

describe("Ljung and Box's test", () => {
  it("is R's for the squared returns of the DAX", () => {
    const prices = (stocks as unknown as Record<string, number[]>).DAX;
    const returns = Float64Array.from(prices.slice(1), (price, i) => 100 * Math.log(price / prices[i]));
    const test = ljungBoxTest(
      returns.map((value) => value * value),
      10,
    );
    expect(test.statistic).toBeCloseTo(110.7462, 3);
    expect(test.pValue).toBeLessThan(1e-12);
  });

  it('refuses lags that the values do not have', () => {
    expect(() => ljungBoxTest(Float64Array.of(1, 2), 2)).toThrow('not 2');
  });
});
