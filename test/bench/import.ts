/**
 * B9: `engine data import` of minute bars as CSV, to Parquet and to LEAN's layout, compared with DuckDB reading the
 * file and writing Parquet. Each is a separate process, measured from start to end, in turn: node test/bench/import.ts
 * FOLDER ROWS RUNS. The last line of its output is the measurement as JSON; node test/bench/import.ts duckdb CSV
 * PARQUET is DuckDB's part.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, openDuckDB, parquetFile, sqlText } from '../../plugins/data-parquet/duckdb.ts';
import { LeanStore } from '../../engine/data/convert/lean-store.ts';
import { NEW_YORK, TimeZone } from '../../engine/data/time/time-zone.ts';
import { makeBars } from './reference.ts';
import type { Check, ImportMeasurement, Timing } from './results.ts';
import { minuteTimes } from './series.ts';

const SEED = 42;
const PLACES = 4;
const LINES = 10_000;
const project = fileURLToPath(new URL('../..', import.meta.url));
const script = fileURLToPath(import.meta.url);

/** Writes the bars as text, with times in UTC. @returns the sum of the closes as written */
function writeCsv(path: string, rows: number): number {
  const zone = TimeZone.of(NEW_YORK);
  const { open, high, low, close, volume } = makeBars(rows, SEED);
  const times = minuteTimes(rows);
  const file = openSync(path, 'w');
  writeSync(file, 'date,open,high,low,close,volume\n');
  let sum = 0;
  for (let start = 0; start < rows; start += LINES) {
    let text = '';
    for (let row = start; row < Math.min(start + LINES, rows); row++) {
      const price = close[row].toFixed(PLACES);
      sum += Number(price);
      const time = new Date(zone.toUtc(times[row])).toISOString().replace('.000', '');
      text += `${time},${open[row].toFixed(PLACES)},${high[row].toFixed(PLACES)},${low[row].toFixed(PLACES)},${price},${Math.round(volume[row])}\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
  return sum;
}

/** The reference: a single statement. */
async function duckdb(csv: string, parquet: string): Promise<void> {
  const instance = await openDuckDB(undefined);
  const connection = await connect(instance);
  await connection.run(
    `COPY (SELECT * FROM read_csv(${sqlText(csv)})) TO ${sqlText(parquet)} (FORMAT PARQUET, COMPRESSION ZSTD)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function parquetCloses(path: string): Promise<{ rows: number; sum: number }> {
  const instance = await openDuckDB(undefined);
  const connection = await connect(instance);
  const answer = await connection.run(`SELECT count(*)::DOUBLE, sum(close) FROM ${parquetFile(path)}`);
  const [[rows, sum]] = await answer.getRows();
  connection.closeSync();
  instance.closeSync();
  return { rows: Number(rows), sum: Number(sum) };
}

function leanCloses(folder: string): { rows: number; sum: number } {
  const store = new LeanStore(folder);
  let [rows, sum] = [0, 0];
  for (const series of store.list())
    for (const part of store.read(series)) {
      rows += part.length;
      for (const close of part.numbers[3]) sum += close;
    }
  return { rows, sum };
}

function timing(runs: readonly number[]): Timing {
  const later = runs.slice(1).toSorted((a, b) => a - b);
  return { first: runs[0], median: later[later.length >> 1], runs };
}

async function measure(folder: string, rows: number, runs: number): Promise<ImportMeasurement> {
  const csv = join(folder, 'CROSS.csv');
  const sum = writeCsv(csv, rows);
  const [duck, parquet, lean] = ['duck.parquet', 'parquet', 'lean'].map((name) => join(folder, name));
  const engine = join(project, 'bin', 'engine.js');
  const ways = [
    { target: duck, args: [script, 'duckdb', csv, duck] },
    { target: parquet, args: [engine, 'data', 'import', csv, '--to', parquet, '--format', 'parquet', '--json'] },
    { target: lean, args: [engine, 'data', 'import', csv, '--to', lean, '--json'] },
  ];
  const times = ways.map((): number[] => []);
  for (let run = 0; run <= runs; run++)
    for (const [index, { target, args }] of ways.entries()) {
      rmSync(target, { recursive: true, force: true });
      const started = performance.now();
      execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
      times[index].push((performance.now() - started) / 1000);
    }
  const imported = await parquetCloses(join(parquet, 'equity/usa/minute/cross_trade.parquet'));
  const found = [
    ['Parquet', imported],
    ['LEAN', leanCloses(lean)],
  ] as const;
  const checks = found.flatMap(([what, { rows: actual, sum: closes }]): Check[] => [
    { what: `${what}: rows`, actual, expected: rows },
    { what: `${what}: sum of closes`, actual: closes.toFixed(2), expected: sum.toFixed(2) },
  ]);
  const [reference, toParquet, toLean] = times.map(timing);
  return { rows, bytes: statSync(csv).size, reference, parquet: toParquet, lean: toLean, checks };
}

const [first = '', second = '', third = ''] = process.argv.slice(2);
if (first === 'duckdb') await duckdb(second, third);
else console.log(JSON.stringify(await measure(first, Number(second), Number(third))));
