import { describe, expect, it } from 'vitest';
import { CASES, watch } from './cases.ts';
import {
  bareCross,
  bareSweep,
  CHECKS,
  CROSS_BARS,
  makeDays,
  makeUniverse,
  mergeOnly,
  SWEEP_PAIRS,
} from './reference.ts';
import type { BacktestResult } from 'tradewright';
import type { Check } from './results.ts';
import { benchBacktest } from './run.ts';
import { dailySeries, minuteBars, minuteSeries } from './series.ts';
import { LimitOrders, MOST_RESTING, Rotation } from './strategies.ts';
import { sweepByCalls, sweepInSession } from './sweep.ts';

const SYMBOLS = 40;
const SESSIONS = 700;

function wrong(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ expected, actual }) => expected !== undefined && expected !== actual);
}

function figuresOf({ statistics, orderListHash, finalEquity, dataPoints, orders }: BacktestResult): object {
  return { statistics, orderListHash, finalEquity, dataPoints, orders: orders.length };
}

describe('the bare loops', () => {
  it('reach the check values', () => {
    const cross = bareCross(minuteBars(CROSS_BARS));
    expect(cross.fills).toBe(CHECKS.crossFills);
    expect(cross.final.toFixed(2)).toBe(CHECKS.crossFinal);
    const swept = bareSweep(makeDays());
    expect(swept.fills).toBe(CHECKS.sweepFills);
    expect(swept.best.toFixed(2)).toBe(CHECKS.sweepBest);
    expect(mergeOnly(makeUniverse(50)).rows).toBe(CHECKS.universeRows.get(50));
  });
});

describe('the engine on the same bars', () => {
  it('trades crossing averages with the fills and the final value of the bare loop', async () => {
    const prepared = CASES.cross.prepare();
    expect(wrong(prepared.checks(await benchBacktest(prepared)))).toEqual([]);
  });

  it('places no order in the run without trades', async () => {
    const prepared = watch(10_000);
    expect(wrong(prepared.checks(await benchBacktest(prepared)))).toEqual([]);
  });

  it('rotates with the same orders for windows of 1, 7 and 4,096 rows', async () => {
    const universe = makeUniverse(SYMBOLS, SESSIONS);
    const run = (chunkRows: number): Promise<BacktestResult> =>
      benchBacktest({ data: dailySeries(universe), create: (host) => new Rotation(host, SYMBOLS), chunkRows });
    const whole = await run(4096);
    expect(whole.orders.length).toBeGreaterThan(100);
    expect(figuresOf(await run(1))).toEqual(figuresOf(whole));
    expect(figuresOf(await run(7))).toEqual(figuresOf(whole));
  });

  it('limits the number of resting limit orders, with the same orders for windows of one row', async () => {
    const orders = 2000;
    let strategy!: LimitOrders;
    const run = (chunkRows: number): Promise<BacktestResult> =>
      benchBacktest({
        data: minuteSeries(minuteBars(2 * orders)),
        create: (host) => (strategy = new LimitOrders(host, orders)),
        chunkRows,
      });
    const whole = await run(4096);
    expect(whole.orders).toHaveLength(orders);
    expect(strategy.mostResting).toBe(MOST_RESTING);
    expect(figuresOf(await run(1))).toEqual(figuresOf(whole));
  });

  it('sweeps pairs of averages with the results of the bare loop, in one session and in separate ones', async () => {
    const pairs = SWEEP_PAIRS.filter((_, place) => place % 97 === 0);
    const bars = makeDays();
    const bare = pairs.map(([fast, slow]) => bareCross(bars, fast, slow));
    const swept = await sweepInSession(pairs);
    expect(swept.fills).toBe(bare.reduce((sum, { fills }) => sum + fills, 0));
    expect(swept.best.toFixed(2)).toBe(Math.max(...bare.map(({ final }) => final)).toFixed(2));
    const called = await sweepByCalls(pairs);
    expect({ fills: called.fills, best: called.best }).toEqual({ fills: swept.fills, best: swept.best });
  });
});
