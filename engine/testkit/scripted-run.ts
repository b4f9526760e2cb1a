import type { DataSource } from '../api/data-source.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { Algorithm } from '../runtime/algorithm.ts';
import type { SecurityChanges } from '../runtime/algorithm.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import type { Delisting, Dividend, Split, SymbolChangedEvent } from '../runtime/slice-events.ts';
import type { StaleData } from '../runtime/stale-data.ts';
import type { Slice } from '../runtime/slice.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { ConstantRiskFreeInterestRate } from '../statistics/interest-rate.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { at } from './memory-columns.ts';

/** The handlers of a test strategy; each receives the strategy as its first argument. */
export interface Script {
  initialize?(algorithm: Algorithm): void | Promise<void>;
  onData?(algorithm: Algorithm, slice: Slice): void | Promise<void>;
  onOrderEvent?(algorithm: Algorithm, event: OrderEvent): void;
  onSecuritiesChanged?(algorithm: Algorithm, changes: SecurityChanges): void;
  onDividends?(algorithm: Algorithm, dividends: readonly Dividend[]): void;
  onSplits?(algorithm: Algorithm, splits: readonly Split[]): void;
  onDelistings?(algorithm: Algorithm, delistings: readonly Delisting[]): void;
  onSymbolChangedEvents?(algorithm: Algorithm, events: readonly SymbolChangedEvent[]): void;
  onWarmupFinished?(algorithm: Algorithm): void;
  onEndOfDay?(algorithm: Algorithm, symbol: SecuritySymbol): void | Promise<void>;
  onMarginCall?(algorithm: Algorithm, orders: Parameters<Algorithm['onMarginCall']>[0]): void;
  onMarginCallWarning?(algorithm: Algorithm): void;
  onDataStale?(algorithm: Algorithm, change: StaleData): void;
  onEndOfAlgorithm?(algorithm: Algorithm): void | Promise<void>;
}

const HANDLERS = [
  'initialize',
  'onData',
  'onOrderEvent',
  'onSecuritiesChanged',
  'onDividends',
  'onSplits',
  'onDelistings',
  'onSymbolChangedEvents',
  'onWarmupFinished',
  'onEndOfDay',
  'onMarginCall',
  'onMarginCallWarning',
  'onDataStale',
  'onEndOfAlgorithm',
] as const;

class Scripted extends Algorithm {
  constructor(host: AlgorithmHost, script: Script) {
    super(host);
    for (const name of HANDLERS) {
      const handler = script[name] as ((algorithm: Algorithm, told?: unknown) => unknown) | undefined;
      // a missing handler must stay that of the base class, because the engine checks for it
      if (handler !== undefined)
        Object.defineProperty(this, name, { value: (told?: unknown) => handler(this, told), configurable: true });
    }
  }
}

/** Dates as yyyy-mm-dd, both inclusive, and other properties of the request. */
export interface ScriptedRunWish extends Partial<BacktestRequest> {
  readonly start: string;
  readonly end: string;
  /** Keeps the benchmark of the request or the default one; otherwise a script that sets none has none. */
  readonly hasBenchmark?: boolean;
}

/**
 * Runs a script on market data with the built-in market hours; without a benchmark unless the script sets one.
 *
 * @throws the error that the script threw
 */
export async function runScript(
  dataSource: DataSource,
  script: Script,
  wish: ScriptedRunWish,
): Promise<BacktestResult> {
  const result = await playScript(dataSource, script, wish);
  if (result.status === 'failed') throw result.error;
  return result;
}

/** The same, but returns a failed result when the script throws. */
export async function playScript(
  dataSource: DataSource,
  script: Script,
  { start, end, hasBenchmark = false, ...request }: ScriptedRunWish,
): Promise<BacktestResult> {
  return runBacktest({
    createAlgorithm: (host) => {
      if (!hasBenchmark) host.setBenchmark(() => 1);
      return new Scripted(host, script);
    },
    dataSource,
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    cash: 100_000,
    startDate: at(start),
    endDate: at(end),
    ...request,
  });
}
