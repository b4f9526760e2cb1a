import { existsSync, readdirSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { OrderRow, StoredRun, BaselineRecord } from '../../api/result-handler.ts';
import { readWholeFile } from '../../data/formats/text-file.ts';
import { EngineError } from '../../model/engine-error.ts';
import { HOST_ERRORS } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { csvCellText } from '../../statistics/csv-text.ts';
import { requireStoredRun } from './stored-run-schema.ts';
import { fillRow } from '../../statistics/order-rows.ts';
import type { OrderEventRow } from '../../statistics/order-rows.ts';

const DOCUMENT = 'result.json';
const ORDERS = 'orders.csv';
const LATEST = 'latest';

/** The result writer of each file that commands read. */
const WRITERS = { [DOCUMENT]: 'json', [ORDERS]: 'csv' } as const;

const LIVE_JOURNAL = 'run.journal';

/** The folder of a run with any files. */
const RUN_NAME = /^\d{8}-\d{6}-/;

/** A run's folder with the content of its files. */
export interface RunOnDisk {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly run: StoredRun;
  /** The order events as strings, exactly as in result.json. */
  readonly orderEvents: readonly string[];
}

/**
 * The folder of a run that has results.
 * @param name a path, a name below one of the parents, or `latest`
 * @throws EngineError
 */
export function findRunFolder(parents: readonly string[], workingFolder: string, name: string = LATEST): string {
  const folders = parents.flatMap(runFolders);
  if (name === LATEST) {
    // names start with the time of the run
    const [latest] = folders.toSorted((one, other) => compareNames(basename(other), basename(one)));
    if (latest !== undefined) return latest;
    throw unknownRun(`There are no results below ${parents.join(' or ')}. engine backtest makes some.`);
  }
  const isPath = isAbsolute(name) || /[\\/]/.test(name);
  const folder = isPath ? resolve(workingFolder, name) : folders.find((one) => basename(one) === name);
  if (folder !== undefined && isRun(folder)) return folder;
  const beside = resolve(workingFolder, name);
  if (!isPath && isRun(beside)) return beside;
  const nearest = nearestName(
    name,
    folders.map((one) => basename(one)),
  );
  const hint =
    nearest === undefined ? 'Give the folder of a run, its name, or "latest".' : `Did you mean "${nearest}"?`;
  throw unknownRun(`There are no results of a run "${name}". ${hint}`);
}

/** Reads the results of a run. @throws EngineError if its files are damaged */
export function readRun(folder: string): RunOnDisk {
  requireFile(folder, DOCUMENT);
  try {
    const text = readWholeFile(join(folder, DOCUMENT)).toString('utf8');
    const { yardstick, baseline = yardstick, ...document } = JSON.parse(text) as StoredDocument;
    requireStoredRun({ ...document, ...(baseline && { baseline }) });
    requireFile(folder, ORDERS);
    const orderRows = parseOrders(readWholeFile(join(folder, ORDERS)).toString('utf8'));
    const run: StoredRun = {
      ...document,
      orderRows,
      fills: document.orderEvents.filter(({ fillQuantity }) => fillQuantity !== undefined).map((row) => fillRow(row)),
      equity: series(document.equity),
      benchmark: series(document.benchmark),
      baseline: baseline && { ...baseline, equity: series(baseline.equity) },
      daily: trail(document.daily ?? NO_TRAIL),
      intraday: document.intraday && trail(document.intraday),
    };
    return {
      name: basename(folder),
      folder,
      run,
      orderEvents: document.orderEvents.map((event) => JSON.stringify(event)),
    };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError(
      HOST_ERRORS.RESULTS_UNREADABLE,
      `The results in ${folder} cannot be read (${(cause as Error).message}). Run the strategy again.`,
      { cause, data: { folder } },
    );
  }
}

interface PlainSeries {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

interface PlainTrail {
  readonly time: readonly number[];
  /** Runs of earlier versions have none. */
  readonly equity?: readonly number[];
  readonly long: readonly number[];
  readonly short: readonly number[];
  readonly prices: readonly { readonly symbol: string; readonly from: number; readonly close: readonly number[] }[];
}

type StoredBaseline = Omit<BaselineRecord, 'equity'> & { readonly equity: PlainSeries };

type StoredDocument = Omit<
  StoredRun,
  'equity' | 'benchmark' | 'baseline' | 'daily' | 'intraday' | 'orderRows' | 'fills'
> & {
  readonly format: number;
  readonly orderEvents: readonly OrderEventRow[];
  readonly equity: PlainSeries;
  readonly benchmark: PlainSeries;
  readonly baseline?: StoredBaseline;
  /** The key of the baseline in runs of earlier versions. */
  readonly yardstick?: StoredBaseline;
  readonly daily?: PlainTrail;
  readonly intraday?: PlainTrail;
};

function series({ time, value }: PlainSeries): StoredRun['equity'] {
  return { time: Float64Array.from(time), value: Float64Array.from(value) };
}

const NO_TRAIL: PlainTrail = { time: [], long: [], short: [], prices: [] };

function trail({ time, equity = [], long, short, prices }: PlainTrail): StoredRun['daily'] {
  return {
    time: Float64Array.from(time),
    equity: Float64Array.from(equity),
    long: Float64Array.from(long),
    short: Float64Array.from(short),
    prices: prices.map(({ symbol, from, close }) => ({ symbol, from, close: Float64Array.from(close) })),
  };
}

function runFolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => !name.startsWith('.') && isRun(join(parent, name)))
    .map((name) => join(parent, name));
}

/** A live run has results after its first stop. */
function isRun(folder: string): boolean {
  if (existsSync(join(folder, DOCUMENT))) return true;
  return RUN_NAME.test(basename(folder)) && existsSync(folder) && !existsSync(join(folder, LIVE_JOURNAL));
}

/** @throws EngineError with the result writer that the run lacked */
function requireFile(folder: string, file: keyof typeof WRITERS): void {
  if (existsSync(join(folder, file))) return;
  throw new EngineError(
    HOST_ERRORS.RESULTS_INCOMPLETE,
    `The results in ${folder} have no ${file}, which this command reads: the run went without the result writer ${WRITERS[file]}. Run the strategy again with --results ${WRITERS[file]}.`,
    { data: { folder, file } },
  );
}

/** Sorts `…-2` before `…-10` after the same time. */
function compareNames(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function unknownRun(message: string): EngineError {
  return new EngineError(HOST_ERRORS.UNKNOWN_RESULTS, message);
}

/** The rows of orders.csv. */
function parseOrders(text: string): OrderRow[] {
  const [names, ...rows] = parseCsv(text);
  return rows.map((cells) => {
    const cell = (name: keyof OrderRow): string => csvCellText(cells[names.indexOf(name)] ?? '');
    const number = (name: keyof OrderRow): number | undefined => (cell(name) === '' ? undefined : Number(cell(name)));
    return {
      id: Number(cell('id')),
      symbol: cell('symbol'),
      type: cell('type'),
      status: cell('status'),
      quantity: Number(cell('quantity')),
      quantityFilled: Number(cell('quantityFilled')),
      price: cell('price'),
      limitPrice: number('limitPrice'),
      stopPrice: number('stopPrice'),
      triggerPrice: number('triggerPrice'),
      created: cell('created'),
      lastFill: cell('lastFill'),
      canceled: cell('canceled'),
      tag: cell('tag'),
    };
  });
}

/** Rows of cells; quotes may hold commas, line breaks and doubled quotes. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (cells.lastIndex < text.length) {
    const found = cells.exec(text);
    if (found === null) throw new Error('orders.csv has a quote that does not end');
    row.push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
