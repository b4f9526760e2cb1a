import { type BacktestResult, type Order } from 'tradewright';
import { backtestOnDailyBars, type BarPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import SmaCrossover from './strategy.ts';

const PARAMETERS = { symbols: ['AAA'], fast: 2, slow: 4, threshold: 0.005, stopLoss: 0.15, takeProfit: 0.25 };

/** Four flat days, then one that raises the fast average above the slow one: the entry fills at the next open. */
const LIFT: readonly BarPrices[] = [100, 100, 100, 100, [100, 104, 100, 104]];

async function run(days: readonly BarPrices[], parameters: Partial<typeof PARAMETERS> = {}): Promise<BacktestResult> {
  return await backtestOnDailyBars(SmaCrossover, {
    bars: { AAA: days },
    parameters: { ...PARAMETERS, ...parameters },
    cash: 100_000,
  });
}

/** Tag, type, status and fill price of every order. */
function story({ orders }: BacktestResult): string[] {
  return orders.map(
    (order: Order) => `${order.tag}, ${order.type} ${order.status}${order.price > 0 ? ` at ${order.price}` : ''}`,
  );
}

describe('sma-crossover', () => {
  it('enters at the next open when the fast average exceeds the slow one by more than the threshold', async () => {
    const result = await run([...LIFT, [105, 106, 104, 105], 105]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 105',
      'Stop loss, StopMarket Submitted',
      'Take profit, Limit Submitted',
    ]);
    expect(result.orders[1].stopPrice).toBeCloseTo(105 * 0.85, 10);
    expect(result.orders[2].limitPrice).toBeCloseTo(105 * 1.25, 10);
  });

  it('stays out while the spread is within the threshold', async () => {
    expect(story(await run([100, 100, 100, 100, 100.9, 101, 101]))).toEqual([]);
  });

  it('gives every symbol an equal share of the equity', async () => {
    const days = [...LIFT, 104, 104];
    const { orders } = await backtestOnDailyBars(SmaCrossover, {
      bars: { AAA: days, BBB: days },
      parameters: { ...PARAMETERS, symbols: ['AAA', 'BBB'] },
      cash: 100_000,
    });
    const entries = orders.filter(({ tag }) => tag.startsWith('Entry'));
    expect(entries.map(({ symbol, quantity }) => [symbol.ticker, quantity])).toEqual([
      ['AAA', 479],
      ['BBB', 479],
    ]);
  });

  it('exits at the next open when the fast average falls below, and cancels the protective orders', async () => {
    const result = await run([...LIFT, 105, 105, 101, 97, [97, 97, 97, 97], 97]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 105',
      'Exit, StopMarket Canceled',
      'Exit, Limit Canceled',
      'Exit, MarketOnOpen Filled at 97',
    ]);
  });

  it('takes the profit at its price and cancels the stop', async () => {
    const result = await run([...LIFT, 100, [101, 130, 101, 128], 128, 128]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 100',
      'Stop loss, StopMarket Canceled',
      'Take profit, Limit Filled at 125',
    ]);
  });

  it('stops the loss at its price and cancels the target', async () => {
    const result = await run([...LIFT, 100, [99, 99, 80, 98], 98]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 100',
      'Stop loss, StopMarket Filled at 85',
      'Take profit, Limit Canceled',
    ]);
  });

  it('counts a bar that reaches both as the stop', async () => {
    const result = await run([...LIFT, 100, [100, 130, 80, 100], 100]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 100',
      'Stop loss, StopMarket Filled at 85',
      'Take profit, Limit Canceled',
    ]);
  });

  it.each([
    ['below the stop', [70, 75, 70, 75], ['Stop loss, StopMarket Filled at 70', 'Take profit, Limit Canceled']],
    ['above the target', [140, 141, 139, 140], ['Stop loss, StopMarket Canceled', 'Take profit, Limit Filled at 140']],
  ] as const)('fills a gap %s at the open', async (_where, day, protection) => {
    expect(story(await run([...LIFT, 100, day]))).toEqual(['Entry, MarketOnOpen Filled at 100', ...protection]);
  });

  it('cannot be stopped out on the day of the entry', async () => {
    const result = await run([...LIFT, [100, 104, 80, 104], 104]);
    expect(story(result)).toEqual([
      'Entry, MarketOnOpen Filled at 100',
      'Stop loss, StopMarket Submitted',
      'Take profit, Limit Submitted',
    ]);
  });

  it('enters again only after the spread has been back below the threshold', async () => {
    const risingOn: BarPrices[] = [...LIFT, 100, [101, 130, 101, 128], 131, 134, 137];
    expect(story(await run(risingOn)).filter((line) => line.startsWith('Entry'))).toHaveLength(1);
    const calmAndUpAgain: BarPrices[] = [...risingOn, 137, 137, 137, 137, 145, 145];
    expect(story(await run(calmAndUpAgain)).filter((line) => line.startsWith('Entry'))).toEqual([
      'Entry, MarketOnOpen Filled at 100',
      'Entry, MarketOnOpen Filled at 145',
    ]);
  });

  it('refuses a fast average that is not shorter than the slow one', async () => {
    await expect(run([...LIFT], { fast: 4 })).rejects.toThrow(
      'The fast average (4 days) must be shorter than the slow one (4 days).',
    );
  });
});
