import { type BacktestResult, OrderStatus, OrderType } from 'tradewright';
import { backtestOnDailyBars, type DailyBarsWish } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import BuyAndHold from './strategy.ts';

async function run(bars: DailyBarsWish['bars'], request?: DailyBarsWish['request']): Promise<BacktestResult> {
  const parameters = { symbols: Object.keys(bars), resolution: 'daily' };
  return await backtestOnDailyBars(BuyAndHold, { bars, parameters, cash: 100_000, request });
}

describe('buy-and-hold', () => {
  it('buys equal shares on the first day, filled at the next open, and never trades again', async () => {
    const { orders } = await run({ AAA: [100, [110, 120, 105, 120], 130, 90], BBB: [50, [40, 40, 40, 40], 45, 200] });
    expect(orders.map(({ symbol, quantity, price }) => [symbol.ticker, quantity, price])).toEqual([
      ['BBB', 997, 40],
      ['AAA', 498, 110],
    ]);
    expect(orders.every(({ type, status }) => type === OrderType.MarketOnOpen && status === OrderStatus.Filled)).toBe(
      true,
    );
  });

  it('ends with its cash and the value of its shares', async () => {
    const { finalEquity, orders } = await run({ AAA: [100, 100, 100, 150] });
    const [{ quantity }] = orders;
    // Interactive Brokers charges half a cent per share
    expect(quantity).toBe(997);
    expect(finalEquity).toBeCloseTo(100_000 + 997 * 50 - 4.985, 8);
  });

  it('does not buy a symbol without a price on the first day, and logs it', async () => {
    const said: string[] = [];
    const bars = { AAA: [100, 100, 100], BBB: [] };
    const { orders } = await run(bars, { onLog: (_level, _time, message) => said.push(message) });
    expect(orders.map(({ symbol, quantity }) => [symbol.ticker, quantity])).toEqual([['AAA', 997]]);
    expect(said).toEqual(['Not bought, because there is no price on the first day: BBB.']);
  });
});
