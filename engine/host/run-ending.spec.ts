import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import type { Algorithm } from '../runtime/algorithm.ts';
import type { BacktestResult } from '../runtime/run-request.ts';
import { tradeColumns } from '../testkit/memory-columns.ts';
import type { Prices } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import { dataEnding } from './run-ending.ts';
import { shownFigures } from './short-run.ts';

const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08'];
const daily = (ticker: string, prices: readonly Prices[]) => ({
  ticker,
  resolution: Resolution.Daily,
  rows: tradeColumns(prices.map((price, i) => [Date.parse(DAYS[i]), price])),
});

async function run(
  prices: Readonly<Record<string, readonly Prices[]>>,
  script: Script,
  end = '2024-03-08',
): Promise<{ result: BacktestResult; algorithm: Algorithm }> {
  const market = new MemoryMarket({ series: Object.entries(prices).map(([ticker, days]) => daily(ticker, days)) });
  let algorithm: Algorithm | undefined;
  const result = await runScript(
    market,
    {
      ...script,
      initialize(own) {
        algorithm = own;
        for (const ticker of Object.keys(prices)) own.addEquity(ticker, Resolution.Daily);
      },
    },
    { start: '2024-03-04', end },
  );
  return { result, algorithm: algorithm as Algorithm };
}

const once = (quantity: number) => (algorithm: Algorithm) => {
  if (algorithm.transactions.ordersCount === 0) algorithm.marketOnOpenOrder('AAA', quantity);
};

describe('a run that ends early', () => {
  it.each([
    ['a short position that rises', -1500, [100, 100, 300, 300, 100]],
    ['a levered position that falls', 1900, [100, 100, 20, 20, 200]],
    ['a short position over two days', -1700, [100, 110, 175, 175, 90]],
  ])('by ruin has the last value and the sentence: %s', async (_what, quantity, prices) => {
    const { result } = await run({ AAA: prices }, { onData: once(quantity) });
    expect(result.status).toBe('ended-early');
    expect(result.ending).toMatchObject({ reason: 'ruined' });
    expect(result.ending?.message).toMatch(
      /^The account was ruined: it is worth -\d+.*before the last day 2024-03-08\.$/,
    );
    expect(result.finalEquity).toBeLessThan(0);
    expect([result.equity.value.at(-1), result.figures.endEquity]).toEqual([result.finalEquity, result.finalEquity]);
  });

  it.each([
    ['enough.', 'The strategy ended the run at 2024-03-05 16:00:00, before the last day 2024-03-08: enough.'],
    [undefined, 'The strategy ended the run at 2024-03-05 16:00:00, before the last day 2024-03-08.'],
  ])('by quit says why (%s)', async (reason, message) => {
    const { result } = await run(
      { AAA: [100, 101, 102, 103, 104] },
      {
        onData(algorithm) {
          if (algorithm.time >= Date.parse('2024-03-05')) algorithm.quit(reason);
        },
      },
    );
    expect([result.status, result.ending?.message]).toEqual(['ended-early', message]);
  });

  it('is caused by its data when all securities lack two sessions', async () => {
    const endings = await Promise.all(
      [
        run({ AAA: [1, 2, 3] }, {}),
        run({ AAA: [1, 2], BBB: [1, 2, 3] }, {}),
        run({ AAA: [1, 2, 3, 4] }, {}),
        run({ AAA: [1, 2], BBB: [1, 2, 3, 4, 5] }, {}),
        run({ AAA: [1, 2, 3, 4, 5] }, {}, '2024-03-10'),
      ].map(async (running) => {
        const { result, algorithm } = await running;
        return dataEnding(result, algorithm)?.message;
      }),
    );
    const message = (day: string): string =>
      `The data end on ${day}, before the last day 2024-03-08: from then on prices stood still.`;
    expect(endings).toEqual([message('2024-03-06'), message('2024-03-06'), undefined, undefined, undefined]);
  });
});

describe('a run of few days', () => {
  it('shows its real profit and drawdown, and text instead of annualized figures', async () => {
    const { result } = await run({ AAA: [100, [100, 120, 90, 90], 105] }, { onData: once(1000) }, '2024-03-05');
    const { statistics, figures } = shownFigures(result);
    expect(statistics).toMatchObject({
      'Total Orders': '1',
      'Net Profit': '-10.005%',
      Drawdown: '10.005%',
      'Compounding Annual Return': 'too few days',
      'Sharpe Ratio': 'too few days',
      'Total Fees': '$5.00',
    });
    expect(figures.totalNetProfit).toBeCloseTo(-0.10005, 12);
  });

  it('has no LEAN statistics; a longer run is shown as LEAN prints it', async () => {
    const { result } = await run({ AAA: [100, 101, 102, 103, 104] }, { onData: once(10) });
    expect(shownFigures(result).statistics).toBe(result.statistics);
  });
});
