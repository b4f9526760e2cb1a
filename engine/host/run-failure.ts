import type { DataSource } from '../api/data-source.ts';
import type { DataSet } from '../data/inspection/data-set.ts';
import { EngineError } from '../model/engine-error.ts';
import { securityTypeName } from '../model/security-type.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { RUNTIME_ERRORS } from '../runtime/errors.ts';
import type { BacktestResult } from '../runtime/run-request.ts';
import { dateText } from './dates.ts';
import { HOST_ERRORS } from './errors.ts';
import { nearestName } from './nearest-name.ts';
import type { RecordingDataSource } from './recording-data-source.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

/**
 * What a strategy threw, as a fault that names the place in its code and the time of the run.
 * Faults of the engine pass as they are: their messages are made for users.
 */
export function strategyFailure(
  error: unknown,
  strategy: StrategyFolder,
  host: AlgorithmHost | undefined,
): EngineError {
  if (error instanceof EngineError) return error;
  const time = host === undefined || Number.isNaN(host.localTime) ? '' : ` at ${timeText(host.localTime)}`;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `the value ${String(error)}`;
  const stack = error instanceof Error ? strategyStack(error, strategy) : [];
  const where = stack.length === 0 ? '' : ` ${stack[0]}`;
  return new EngineError(
    RUNTIME_ERRORS.STRATEGY_FAILED,
    `The strategy ${strategy.name} threw${time}${where}: ${message.replace(/\.$/, '')}. Correct it there.`,
    {
      cause: error,
      data: { time: time === '' ? undefined : time.slice(' at '.length), stack },
    },
  );
}

/** The frames of an error that lie in the strategy's folder, `at onData (strategy.ts:41:12)`, innermost first. */
function strategyStack(error: Error, { folder }: StrategyFolder): string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && line.includes(folder))
    .map((line) => line.replace('file://', '').replace(`${folder}/`, ''));
}

/** A fault when the strategy asked for a symbol that the data do not know, or when no symbol had a row in the period. */
export function dataFailure(
  result: BacktestResult,
  source: RecordingDataSource,
  host: AlgorithmHost,
): EngineError | undefined {
  const wanted = host.securities.all
    .filter((security) => security.subscriptions.some((config) => !config.isInternal))
    .map(({ symbol }) => symbol);
  const rows = new Map<string, number>();
  for (const { symbol, rows: count } of source.fingerprints()) rows.set(symbol, (rows.get(symbol) ?? 0) + count);
  const empty = wanted.filter(({ key }) => (rows.get(key) ?? 0) === 0);
  if (empty.length === 0) return undefined;
  const sets = dataSetsOf(source.inner);
  for (const { ticker, market, securityType, key } of sets === undefined ? [] : empty) {
    const ofType = sets!
      .filter((set) => set.securityType === securityType && set.market === market)
      .map((set) => set.ticker);
    if (ofType.includes(ticker)) continue;
    const nearest = nearestName(ticker, ofType);
    const hint =
      nearest === undefined
        ? `engine data list shows the symbols that there are`
        : `Did you mean "${nearest}"? engine data list shows all`;
    return new EngineError(
      HOST_ERRORS.UNKNOWN_SYMBOL,
      `The data hold nothing of the ${securityTypeName(securityType)} "${ticker}" (${market}). ${hint}.`,
      { data: { symbol: key, nearest } },
    );
  }
  if (empty.length < wanted.length) return undefined;
  return new EngineError(
    RUNTIME_ERRORS.NO_DATA,
    `No symbol has a row between ${dateText(result.startDate)} and ${dateText(result.endDate)}. Choose dates within the data; engine data list shows them.`,
    {
      data: { start: dateText(result.startDate), end: dateText(result.endDate), symbols: wanted.map(({ key }) => key) },
    },
  );
}

function dataSetsOf(source: DataSource & { dataSets?(): DataSet[] }): DataSet[] | undefined {
  return source.dataSets?.();
}

/** `2005-01-31 16:00:00`, a wall-clock time. */
function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
