import { type BacktestResult, OrderStatus } from 'tradewright';
import { backtestOnDailyBars, type BarPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import NewIdea from './strategy.ts';

async function run(days: readonly BarPrices[]): Promise<BacktestResult> {
  return await backtestOnDailyBars(NewIdea, {
    bars: { AAA: days },
    parameters: { symbol: 'AAA', days: 3 },
    cash: 100_000,
  });
}

/** The tag and fill price of every order. */
function story({ orders }: BacktestResult): string[] {
  return orders.map(({ tag, status, price }) => `${tag}${status === OrderStatus.Filled ? ` at ${price}` : ''}`);
}

describe('new-idea', () => {
  it('enters at the next open when the price is above its average', async () => {
    expect(story(await run([100, 100, 100, 103, [104, 105, 103, 105], 106]))).toEqual(['Entry at 104']);
  });

  it('exits at the next open when the price is no longer above its average', async () => {
    expect(story(await run([100, 100, 100, 103, 104, 90, [89, 90, 88, 90], 90]))).toEqual([
      'Entry at 104',
      'Exit at 89',
    ]);
  });

  it('does not trade before the average is ready, nor while the price is constant', async () => {
    expect(story(await run([100, 101]))).toEqual([]);
    expect(story(await run([100, 100, 100, 100, 100]))).toEqual([]);
  });
});
