import { describe, expect, it } from 'vitest';
import { dailyReturns, drawdownsOf } from './equity-returns.ts';

const DAY = 86_400_000;

describe('daily returns of a run', () => {
  it('come from the last equity of each day that has a price', () => {
    const equity = {
      time: Float64Array.of(0, 1, DAY, DAY + 5, 2 * DAY, 3 * DAY),
      value: Float64Array.of(90, 100, 100, 110, 110, 99),
    };
    const daily = {
      time: Float64Array.of(0, DAY, 3 * DAY),
      equity: new Float64Array(3),
      long: new Float64Array(3),
      short: new Float64Array(3),
      prices: [],
    };
    const benchmark = { time: Float64Array.of(DAY, 3 * DAY), value: Float64Array.of(10, 11) };
    const { returns, times, benchmark: other } = dailyReturns({ equity, benchmark, daily });
    expect(Array.from(returns, (value) => Number(value.toFixed(12)))).toEqual([0.1, -0.1]);
    expect([...times]).toEqual([DAY, 3 * DAY]);
    expect([Number.isNaN(other[0]), Number(other[1].toFixed(12))]).toEqual([true, 0.1]);
  });

  it('have drawdowns from the highest value', () => {
    const drawdowns = Array.from(drawdownsOf(Float64Array.of(0.1, -0.5, 0.5)), (value) => Number(value.toFixed(12)));
    expect(drawdowns).toEqual([0, -0.5, -0.25]);
  });
});
