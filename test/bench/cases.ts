import { type Algorithm, type AlgorithmHost, type BacktestResult, OrderStatus } from 'tradewright';
import { bareCross, CHECKS, CROSS_BARS, makeUniverse, mergeOnly } from './reference.ts';
import type { Check } from './results.ts';
import { type BenchData, dailySeries, minuteBars, minuteSeries } from './series.ts';
import { BARS_PER_ORDER, CrossOver, LimitOrders, MarketOrders, MOST_RESTING, Rotation, Watcher } from './strategies.ts';

/** Orders of each of the two order benchmarks. */
const ORDERS = 100_000;
/** Bars over which garbage collections are counted. */
const WATCHED_BARS = 10_000_000;

/** A benchmark with its bars in memory. */
export interface PreparedCase {
  readonly data: BenchData;
  readonly create: (host: AlgorithmHost) => Algorithm;
  /** Number of bars, rows or orders that one run processes. */
  readonly units: number;
  /** The loop with which the engine's rate is compared; it returns its own check values. */
  readonly bare?: () => Check[];
  readonly checks: (result: BacktestResult) => Check[];
}

export interface BenchCase {
  /** The name for `--only`. */
  readonly group: string;
  readonly title: string;
  readonly unit: 'bars' | 'rows' | 'orders';
  readonly prepare: () => PreparedCase;
  /** Omitted from a quick run. */
  readonly isLong?: boolean;
}

/** The benchmarks that are measured within one process, by name. */
export const CASES: Readonly<Record<string, BenchCase>> = {
  cross: { group: 'B1', title: 'SMA 10/30 cross, 1 symbol', unit: 'bars', prepare: () => cross(1) },
  'cross-10': {
    group: 'B1',
    title: 'the same, ten times the bars',
    unit: 'bars',
    prepare: () => cross(10),
    isLong: true,
  },
  'rotation-50': { group: 'B2', title: 'monthly top tenth, 50 symbols', unit: 'rows', prepare: () => rotation(50) },
  'rotation-500': { group: 'B2', title: 'monthly top tenth, 500 symbols', unit: 'rows', prepare: () => rotation(500) },
  'rotation-3000': {
    group: 'B2',
    title: 'monthly top tenth, 3,000 symbols',
    unit: 'rows',
    prepare: () => rotation(3000),
    isLong: true,
  },
  market: { group: 'B4', title: '100,000 market orders', unit: 'orders', prepare: marketOrders },
  limit: { group: 'B4', title: '100,000 limit orders, 500 resting', unit: 'orders', prepare: limitOrders },
};

/** The run whose garbage collections are counted: it reads its averages and does not trade. */
export function watch(bars = WATCHED_BARS): PreparedCase {
  return {
    data: minuteSeries(minuteBars(bars)),
    create: (host) => new Watcher(host),
    units: bars,
    checks: ({ orders }) => [{ what: 'orders', expected: 0, actual: orders.length }],
  };
}

/** The same bars with and without orders: the difference is the cost of the orders. */
export function manyOrders(): {
  readonly orders: number;
  readonly trading: PreparedCase;
  readonly watching: PreparedCase;
} {
  return { orders: ORDERS, trading: marketOrders(), watching: watch(ORDERS * BARS_PER_ORDER) };
}

function cross(times: number): PreparedCase {
  const bars = minuteBars(CROSS_BARS * times);
  const bareChecks = ({ fills, final }: { fills: number; final: number }): Check[] => [
    { what: 'fills', actual: fills, expected: times === 1 ? CHECKS.crossFills : undefined },
    { what: 'final', actual: final.toFixed(2), expected: times === 1 ? CHECKS.crossFinal : undefined },
  ];
  const expected = bareCross(bars);
  return {
    data: minuteSeries(bars),
    create: (host) => new CrossOver(host),
    units: bars.length,
    bare: () => bareChecks(bareCross(bars)),
    checks: (result) => [
      { what: 'fills', expected: expected.fills, actual: fillsOf(result) },
      { what: 'final', expected: expected.final.toFixed(2), actual: result.finalEquity.toFixed(2) },
    ],
  };
}

function rotation(symbols: number): PreparedCase {
  const universe = makeUniverse(symbols);
  const rows = universe.reduce((sum, { length }) => sum + length, 0);
  return {
    data: dailySeries(universe),
    create: (host) => new Rotation(host, symbols),
    units: rows,
    bare: () => [{ what: 'rows', expected: CHECKS.universeRows.get(symbols), actual: mergeOnly(universe).rows }],
    checks: (result) => [
      { what: 'rows', expected: CHECKS.universeRows.get(symbols), actual: rows },
      { what: 'orders', actual: result.orders.length },
      { what: 'hash', actual: result.orderListHash },
    ],
  };
}

function marketOrders(): PreparedCase {
  return {
    data: minuteSeries(minuteBars(ORDERS * BARS_PER_ORDER)),
    create: (host) => new MarketOrders(host, ORDERS),
    units: ORDERS,
    checks: (result) => [
      { what: 'orders', expected: ORDERS, actual: result.orders.length },
      { what: 'fills', actual: fillsOf(result) },
    ],
  };
}

function limitOrders(): PreparedCase {
  let strategy: LimitOrders | undefined;
  return {
    data: minuteSeries(minuteBars(ORDERS * BARS_PER_ORDER)),
    create: (host) => (strategy = new LimitOrders(host, ORDERS)),
    units: ORDERS,
    checks: (result) => [
      { what: 'orders', expected: ORDERS, actual: result.orders.length },
      { what: 'fills', actual: fillsOf(result) },
      {
        what: 'refused',
        expected: 0,
        actual: result.orders.filter(({ status }) => status === OrderStatus.Invalid).length,
      },
      { what: 'cancelled', actual: result.orders.filter(({ status }) => status === OrderStatus.Canceled).length },
      { what: 'most resting', expected: MOST_RESTING, actual: strategy!.mostResting },
    ],
  };
}

function fillsOf({ orderEvents }: BacktestResult): number {
  return orderEvents.reduce((count, event) => count + Number(event.isFill), 0);
}
