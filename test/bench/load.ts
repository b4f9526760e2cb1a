/**
 * B0: rows from files to columns, by Parquet and by the column cache, compared with a bare read of the same floats.
 * In a separate process: node test/bench/load.ts prepare FOLDER ROWS, then node test/bench/load.ts measure FOLDER ROWS
 * RUNS. The last line of its output is the measurement as JSON. The files are in the page cache: decoding is measured,
 * not the disk.
 */
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Resolution, SecuritySymbol, SecurityType, TickType } from 'tradewright';
import { ColumnCache, RowKind, type StoredSeries } from 'tradewright/plugin';
import { ParquetDataSource } from '../../plugins/data-parquet/parquet-data-source.ts';
import { ParquetStore } from '../../plugins/data-parquet/parquet-store.ts';
import type { Check, LoadMeasurement, Timing } from './results.ts';
import { makeBars } from './reference.ts';

const SEED = 42;
const TICKER = 'LOAD';
const PRICE_PLACES = 4;
const START = Date.UTC(2000, 0, 3);
const SECOND = 1000;
const DAY = 86_400_000;
/** Time, four prices and the volume. */
const COLUMNS = 6;
const RAW_FILE = 'floats.bin';
const SERIES: StoredSeries = {
  securityType: SecurityType.Equity,
  market: 'usa',
  ticker: TICKER,
  resolution: Resolution.Second,
  tickType: TickType.Trade,
};
/** The cache key of a zip that does not exist. */
const KEY = { path: 'load.zip', variant: 'load', crc32: 1, compressedSize: 1, size: 1 };

function cacheOf(folder: string): ColumnCache {
  return new ColumnCache(join(folder, 'columns'));
}

/** Writes the same rows as bare floats, as a file of the column cache and as Parquet. */
async function prepare(folder: string, rows: number): Promise<void> {
  const { open, high, low, close, volume } = makeBars(rows, SEED);
  const time = Float64Array.from({ length: rows }, (_, row) => START + row * SECOND);
  const values = [open, high, low, close, volume];
  const file = openSync(join(folder, RAW_FILE), 'w');
  for (const column of [time, ...values]) writeSync(file, column);
  closeSync(file);
  cacheOf(folder).write(KEY, { kind: RowKind.TradeBar, length: rows, time, values, scales: PRICE_PLACES });
  const store = new ParquetStore(folder);
  const writer = await store.write(SERIES);
  // four decimal places for each price, none for the volume
  writer.add({ kind: RowKind.TradeBar, length: rows, time, numbers: values, places: 0x04444, texts: [] });
  await writer.finish();
  await store.close();
}

/** The columns that were read; the last close proves that all rows were. */
interface Loaded {
  readonly rows: number;
  readonly lastClose: number;
}

function bareRead(folder: string): Loaded {
  const file = openSync(join(folder, RAW_FILE), 'r');
  const numbers = new Float64Array(statSync(join(folder, RAW_FILE)).size / 8);
  const bytes = new Uint8Array(numbers.buffer);
  for (let filled = 0; filled < bytes.length;) filled += readSync(file, bytes, filled, bytes.length - filled, filled);
  closeSync(file);
  const rows = numbers.length / COLUMNS;
  return { rows, lastClose: numbers[5 * rows - 1] };
}

function readCache(folder: string): Loaded {
  const columns = cacheOf(folder).read(KEY);
  return { rows: columns?.length ?? 0, lastClose: columns?.values[3].at(-1) ?? NaN };
}

function readParquet(source: ParquetDataSource): Loaded {
  const reader = source.open({
    symbol: new SecuritySymbol(TICKER, SecurityType.Equity, 'usa', ''),
    resolution: SERIES.resolution,
    tickType: SERIES.tickType,
    fromDate: START,
    toDate: START + 10_000 * DAY,
    tickerOn: () => TICKER,
  });
  let rows = 0;
  let lastClose = NaN;
  for (let columns = reader.next(); columns !== undefined; columns = reader.next()) {
    rows += columns.length;
    lastClose = columns.values[3][columns.length - 1];
  }
  return { rows, lastClose };
}

function timing(runs: readonly number[]): Timing {
  const later = runs.slice(1).toSorted((a, b) => a - b);
  return { first: runs[0], median: later[later.length >> 1], runs };
}

/** Measures the readers in turn, so that other load of the machine affects them equally. */
async function measure(folder: string, rows: number, runs: number): Promise<LoadMeasurement> {
  const source = new ParquetDataSource({ folder });
  const ways: [string, () => Loaded][] = [
    ['bare', () => bareRead(folder)],
    ['cache', () => readCache(folder)],
    ['parquet', () => readParquet(source)],
  ];
  const times = ways.map((): number[] => []);
  const checks: Check[] = [];
  const { lastClose } = bareRead(folder);
  for (let run = 0; run <= runs; run++) {
    for (const [index, [what, read]] of ways.entries()) {
      const started = performance.now();
      const loaded = read();
      times[index].push((performance.now() - started) / 1000);
      if (run > 0) continue;
      checks.push({ what: `${what}: rows`, actual: loaded.rows, expected: rows });
      checks.push({ what: `${what}: last close`, actual: loaded.lastClose, expected: lastClose });
    }
  }
  await source.stop();
  const [bare, cache, parquet] = times.map(timing);
  const parquetBytes = statSync(join(folder, 'equity/usa/second', `${TICKER.toLowerCase()}_trade.parquet`)).size;
  return { rows, bare, cache, parquet, rawBytes: rows * COLUMNS * 8, parquetBytes, checks };
}

const [mode, folder = '', rows = '0', runs = '5'] = process.argv.slice(2);
if (mode === 'prepare') await prepare(folder, Number(rows));
if (mode === 'measure') console.log(JSON.stringify(await measure(folder, Number(rows), Number(runs))));
