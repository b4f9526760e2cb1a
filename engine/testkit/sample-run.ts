import type { RunRecord } from '../api/result-handler.ts';
import { fillRows, orderRow } from '../statistics/order-rows.ts';
import { resultHash } from '../host/results/result-hash.ts';
import { Resolution } from '../model/resolution.ts';
import { Algorithm } from '../runtime/algorithm.ts';
import { backtestOnDailyBars } from './backtest-on-bars.ts';

/**
 * Buys once, sells once, and leaves an order open; its tags contain characters that files must be able to represent.
 */
class ThreeOrders extends Algorithm {
  private days = 0;

  override initialize(): void {
    this.addEquity('AAA', Resolution.Daily);
  }

  override onData(): void {
    this.days++;
    if (this.days === 1) this.marketOnOpenOrder('AAA', 10, { tag: 'first, "only"\nand <last>' });
    if (this.days === 3) this.marketOnOpenOrder('AAA', -10, { tag: 'out' });
    if (this.days === 4) this.limitOrder('AAA', 5, 50);
    this.plot('Prices', 'AAA', this.securities.of('AAA').price);
  }
}

/** A finished run over six synthetic days, in the form that result writers receive. */
export async function sampleRun(): Promise<RunRecord> {
  const bars = { AAA: [100, [101, 103, 99, 102], 104, [105, 106, 101, 102], 103, 104] as const };
  const result = await backtestOnDailyBars(ThreeOrders, { bars, cash: 10_000 });
  const { statistics, figures, orders, orderEvents, equity, benchmark, daily, plots } = result;
  const rows = bars.AAA.length;
  return {
    strategy: 'three-orders',
    status: 'completed',
    engineVersion: '0.1.0',
    start: '2004-01-02',
    end: '2004-01-09',
    seed: 1,
    parameters: { symbols: ['AAA'], days: 3, share: 0.5, isOn: true, word: 'text' },
    choices: { dataSource: 'memory' },
    statistics,
    figures,
    dataPoints: result.dataPoints,
    historyDataPoints: 0,
    finalEquity: result.finalEquity,
    orderListHash: result.orderListHash,
    resultHash: resultHash(result),
    hashes: { code: 'c', data: 'd', parameters: 'p' },
    data: [
      {
        symbol: 'equity/usa/AAA',
        resolution: 'daily',
        kind: 'trade',
        rows,
        first: '2004-01-02',
        last: '2004-01-09',
        hash: 'h',
      },
    ],
    caveats: ['Made up.'],
    orders,
    orderRows: orders.map(orderRow),
    orderEvents,
    fills: fillRows(orderEvents),
    equity,
    benchmark,
    daily,
    plots,
    timings: { run: 1 },
  };
}
