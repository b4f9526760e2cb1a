import type { DataSource } from '../api/data-source.ts';
import { DATA_ERRORS } from '../data/errors.ts';
import type { DataSet, InspectableSource } from '../data/inspection/data-set.ts';
import { listData } from '../data/inspection/list-data.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { RUNTIME_ERRORS } from '../runtime/errors.ts';
import type { BacktestResult } from '../runtime/run-request.ts';
import type { BenchmarkChoice } from './benchmark.ts';
import { dateText } from './dates.ts';
import { HOST_ERRORS } from './errors.ts';
import { nearestName } from './nearest-name.ts';
import type { RecordingDataSource } from './session/recording-data-source.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

/**
 * Wraps an error thrown by a strategy in a fault with the location in its code and the time of the run. Faults of the
 * engine keep their code and message, which are written for users, and get the same location.
 */
export function strategyFailure(
  error: unknown,
  strategy: StrategyFolder,
  host: AlgorithmHost | undefined,
): EngineError {
  const time = host === undefined || Number.isNaN(host.localTime) ? undefined : timeText(host.localTime);
  const stack = error instanceof Error ? strategyStack(error, strategy) : [];
  if (error instanceof EngineError) return stack.length === 0 ? error : placed(error, stack, time);
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `the value ${String(error)}`;
  const where = `${time === undefined ? '' : ` at ${time}`}${stack.length === 0 ? '' : ` ${stack[0]}`}`;
  return new EngineError(
    RUNTIME_ERRORS.STRATEGY_FAILED,
    `The strategy ${strategy.name} threw${where}: ${message.replace(/\.$/, '')}. Correct it there.`,
    { cause: error, data: { time, stack } },
  );
}

/** A fault of the engine that was thrown by a call from the strategy. */
function placed(error: EngineError, [first, ...others]: readonly string[], time: string | undefined): EngineError {
  const stack = [time === undefined ? first : `${first}, in the run at ${time}`, ...others];
  return new EngineError(error.descriptor, error.message, { cause: error, data: { ...error.data, time, stack } });
}

/** The stack frames of an error in the strategy's folder, `at onData (strategy.ts:41:12)`, innermost first. */
function strategyStack(error: Error, { folder }: StrategyFolder): string[] {
  // a class from a program has no folder
  if (folder === '') return [];
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && line.includes(folder))
    .map((line) => line.replace('file://', '').replace(`${folder}/`, ''));
}

/**
 * A fault if the data lack a requested symbol or its resolution, or if no symbol had a row in the period.
 */
export function dataFailure(
  result: BacktestResult,
  source: RecordingDataSource,
  host: AlgorithmHost,
): EngineError | undefined {
  const { wanted, empty } = subscriptionsOf(host, source);
  if (empty.length === 0) return undefined;
  const data = inspectable(source.inner);
  const sets = data?.dataSets() ?? [];
  for (const config of data === undefined ? [] : empty) {
    const failure = unknownSymbol(config.symbol, sets) ?? unknownResolution(config, sets);
    if (failure !== undefined) return failure;
  }
  return empty.length < wanted.length ? undefined : noData(result, wanted, data);
}

/** The fault for doubtful data in a strict run. */
export function doubtfulData({ doubts }: RecordingDataSource): EngineError | undefined {
  if (doubts.length === 0) return undefined;
  const { DOUBTFUL } = DATA_ERRORS;
  return new EngineError(DOUBTFUL, `The data of the run are doubtful. ${doubts.join(' ')} ${DOUBTFUL.remedy}`, {
    data: { doubts },
  });
}

/** Caveats for symbols without rows while others had some. */
export function rowlessCaveats(source: RecordingDataSource, host: AlgorithmHost): string[] {
  const { wanted, empty } = subscriptionsOf(host, source);
  if (empty.length === wanted.length) return [];
  const data = inspectable(source.inner);
  const byTicker = new Map(empty.map((config) => [config.symbol.ticker, config]));
  return [...byTicker].map(([ticker, config]) => {
    const held = data && heldText(config, data);
    return `${ticker} had no row in the period: nothing of it could be traded${held === undefined ? '' : ` (${held})`}.`;
  });
}

/** The requested symbols, and those among them without rows. */
function subscriptionsOf(
  host: AlgorithmHost,
  source: RecordingDataSource,
): Readonly<Record<'wanted' | 'empty', readonly SubscriptionConfig[]>> {
  const wanted = host.securities.all.flatMap(({ subscriptions }) => subscriptions).filter((one) => !one.isInternal);
  const rows = source.rowsBySymbol();
  return { wanted, empty: wanted.filter(({ symbol }) => (rows.get(symbol.key) ?? 0) === 0) };
}

/** A fault if the data lack the configured benchmark; only checked if the run had none of its prices. */
export function benchmarkFailure(
  { benchmark: { value } }: BacktestResult,
  benchmark: BenchmarkChoice | undefined,
  source: RecordingDataSource,
): EngineError | undefined {
  if (benchmark === undefined || value.some((price) => price !== 0)) return undefined;
  const sets = inspectable(source.inner)?.dataSets();
  if (sets === undefined) return undefined;
  const {
    ticker,
    securityType,
    market = sets.find((set) => set.securityType === securityType)?.market ?? '',
  } = benchmark;
  return unknownSymbol({ ticker, securityType, market, key: ticker }, sets, 'the benchmark, ');
}

/** Caveat for a benchmark, chosen or default, without any price. */
export function benchmarkCaveat({ benchmark: { value }, dataPoints }: BacktestResult): string[] {
  if (dataPoints === 0 || value.some((price) => price !== 0)) return [];
  return ['The benchmark had no price in the period: alpha, beta and what else is measured against it say nothing.'];
}

function unknownSymbol(
  symbol: Pick<SecuritySymbol, 'ticker' | 'market' | 'securityType' | 'key'>,
  sets: readonly DataSet[],
  role = '',
): EngineError | undefined {
  const { ticker, market, securityType, key } = symbol;
  const ofType = sets.filter((set) => set.securityType === securityType && set.market === market);
  if (ofType.some((set) => set.ticker === ticker)) return undefined;
  const nearest = nearestName(
    ticker,
    ofType.map((set) => set.ticker),
  );
  const hint =
    nearest === undefined
      ? `engine data list shows the symbols that there are`
      : `Did you mean "${nearest}"? engine data list shows all`;
  return new EngineError(
    HOST_ERRORS.UNKNOWN_SYMBOL,
    `The data hold nothing of ${role}the ${securityType} "${ticker}" (${market}). ${hint}.`,
    { data: { symbol: key, nearest } },
  );
}

function unknownResolution(
  { symbol, resolution }: SubscriptionConfig,
  sets: readonly DataSet[],
): EngineError | undefined {
  const known = new Set(sets.filter((set) => holds(set, symbol)).map((set) => set.resolution));
  const name = resolution;
  if (known.has(name)) return undefined;
  const names = [...known];
  return new EngineError(
    HOST_ERRORS.UNKNOWN_RESOLUTION,
    `${symbol.ticker} was added at the resolution ${name}, of which the data hold nothing; they hold ${names.join(', ')}. Add it with Resolution.${capitalised(names[0])}.`,
    { data: { symbol: symbol.key, resolution: name, known: names } },
  );
}

function noData(
  { startDate, endDate }: BacktestResult,
  wanted: readonly SubscriptionConfig[],
  data: InspectableSource | undefined,
): EngineError {
  const [start, end] = [dateText(startDate), dateText(endDate)];
  const held = data && wanted.length > 0 ? heldText(wanted[0], data) : undefined;
  return new EngineError(
    RUNTIME_ERRORS.NO_DATA,
    `No symbol has a row between ${start} and ${end}${held === undefined ? '' : `; ${held}`}. Choose dates within the data; engine data list shows them.`,
    { data: { start, end, symbols: wanted.map(({ symbol }) => symbol.key) } },
  );
}

/** `KO has rows from 2015-01-02 to 2016-12-30`. */
function heldText({ symbol, resolution }: SubscriptionConfig, data: InspectableSource): string | undefined {
  const all = listData(data, (set) => holds(set, symbol) && set.resolution === resolution);
  const filled = all.filter(({ rows }) => rows > 0);
  if (filled.length === 0) return undefined;
  const first = Math.min(...filled.map((one) => one.first));
  const last = Math.max(...filled.map((one) => one.last));
  return `${symbol.ticker} has rows from ${dateText(first)} to ${dateText(last)}`;
}

function holds({ ticker, market, securityType }: DataSet, symbol: SecuritySymbol): boolean {
  return ticker === symbol.ticker && market === symbol.market && securityType === symbol.securityType;
}

function capitalised(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}

function inspectable(source: DataSource & { dataSets?: unknown }): InspectableSource | undefined {
  return typeof source.dataSets === 'function' ? (source as InspectableSource) : undefined;
}

/** `2005-01-31 16:00:00`, a wall-clock time. */
function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
