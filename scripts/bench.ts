/**
 * Measures the engine's speed and memory relative to bare loops: node scripts/bench.ts [--only B1] [--quick] [--output
 * FILE] Every figure is measured in a separate process; the results are saved as JSON in bench-results/.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from '../test/bench/cases.ts';
import { printReport } from '../test/bench/report.ts';
import type {
  BenchEntry,
  BenchResults,
  Check,
  CollectionMeasurement,
  ImportMeasurement,
  LoadMeasurement,
  MemoryMeasurement,
  OrderBytesMeasurement,
  QuantMeasurement,
  RateMeasurement,
  StartMeasurement,
  SweepMeasurement,
} from '../test/bench/results.ts';
import { measureStart } from '../test/bench/start.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const measureScript = join(project, 'test/bench/measure.ts');
const GROUPS = ['B0', 'B1', 'B2', 'B3', 'B4', 'B6', 'B9', 'GC', 'quant'] as const;
const quantScript = join(project, 'test/bench/quant.ts');
const loadScript = join(project, 'test/bench/load.ts');
const importScript = join(project, 'test/bench/import.ts');
const IMPORT_ROWS = 982_800;
const QUICK_IMPORT_ROWS = 200_000;
const LOAD_ROWS = 10_000_000;
const QUICK_LOAD_ROWS = 1_000_000;
const RUNS = 5;
const QUICK_RUNS = 3;
const SWEEP_ROUNDS = 2;

function runNode(args: readonly string[]): string {
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function measured(args: readonly string[], flags: readonly string[] = []): unknown {
  return JSON.parse(
    runNode([...flags, measureScript, ...args])
      .trimEnd()
      .split('\n')
      .at(-1)!,
  );
}

/** Reads rows from files into columns; a separate process writes the files first. */
function measureLoad(rows: number, runs: number): LoadMeasurement {
  const folder = mkdtempSync(join(tmpdir(), 'tradewright-bench-'));
  try {
    runNode([loadScript, 'prepare', folder, String(rows)]);
    return JSON.parse(runNode([loadScript, 'measure', folder, String(rows), String(runs)])) as LoadMeasurement;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** The measured commit, with a mark when the working tree differs from it. */
function commit(): string {
  const head = git('rev-parse', '--short', 'HEAD');
  return head !== '' && git('status', '--porcelain', '--untracked-files=no') !== '' ? `${head}, changed` : head;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function measureCases(only: string | undefined, quick: boolean, runs: number): BenchEntry[] {
  const entries: BenchEntry[] = [];
  for (const [name, { group, title, unit, isLong = false }] of Object.entries(CASES)) {
    if ((only !== undefined && only !== group && only !== name) || (quick && isLong)) continue;
    say(`${group}: ${title}`);
    const rate = measured(['rate', name, String(runs)]) as RateMeasurement;
    entries.push({ name, group, title, unit, rate, memory: measured(['memory', name]) as MemoryMeasurement });
  }
  return entries;
}

/** Imports minute bars from CSV into data folders, in comparison with DuckDB. */
function measureImport(rows: number, runs: number): ImportMeasurement {
  const folder = mkdtempSync(join(tmpdir(), 'tradewright-bench-'));
  try {
    return JSON.parse(runNode([importScript, folder, String(rows), String(runs)])) as ImportMeasurement;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureAll(only: string | undefined, quick: boolean): BenchResults {
  const runs = quick ? QUICK_RUNS : RUNS;
  const wants = (group: string): boolean => only === undefined || only === group;
  let load: LoadMeasurement | undefined;
  if (wants('B0')) {
    say('B0: rows from files to columns');
    load = measureLoad(quick ? QUICK_LOAD_ROWS : LOAD_ROWS, runs);
  }
  const entries = measureCases(only, quick, runs);
  let sweep: SweepMeasurement | undefined;
  if (wants('B3')) {
    say('B3: 1,000 pairs of parameters in one session');
    sweep = measured(['sweep', '', String(quick ? 1 : SWEEP_ROUNDS)]) as SweepMeasurement;
  }
  let start: StartMeasurement | undefined;
  let collections: CollectionMeasurement | undefined;
  let orderBytes: OrderBytesMeasurement | undefined;
  if (wants('B6')) {
    say('B6: a whole run from the command line');
    start = measureStart(project, runs);
  }
  let imports: ImportMeasurement | undefined;
  if (wants('B9')) {
    say('B9: minute bars from CSV to data folders');
    imports = measureImport(quick ? QUICK_IMPORT_ROWS : IMPORT_ROWS, runs);
  }
  if (wants('GC') && !(quick && only === undefined)) {
    say('GC: collections without trades, bytes per order');
    collections = measured(['collections'], ['--expose-gc']) as CollectionMeasurement;
    orderBytes = measured(['order-bytes'], ['--expose-gc']) as OrderBytesMeasurement;
  }
  let quant: QuantMeasurement[] | undefined;
  if (wants('quant')) {
    say('quant: volatility fits and other mathematics');
    quant = JSON.parse(runNode([quantScript, String(runs)])) as QuantMeasurement[];
  }
  return {
    time: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    commit: commit(),
    runs,
    load,
    sweep,
    imports,
    entries,
    start,
    collections,
    orderBytes,
    quant,
  };
}

function isWrong({ actual, expected }: Check): boolean {
  return expected !== undefined && actual !== expected;
}

/** The failed checks. */
function wrongChecks({ entries, load, sweep, imports }: BenchResults): string[] {
  const named = [
    { name: 'B0', checks: load?.checks ?? [] },
    { name: 'B3', checks: sweep?.checks ?? [] },
    { name: 'B9', checks: imports?.checks ?? [] },
    ...entries.map(({ name, rate }) => ({ name, checks: rate.checks })),
  ];
  return named.flatMap(({ name, checks }) =>
    checks
      .filter(isWrong)
      .map(({ what, actual, expected }) => `${name}: ${what} should be ${expected} but is ${actual}.`),
  );
}

function main(): void {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, output: { type: 'string' } },
  });
  const { only, quick } = values;
  if (only !== undefined && !(GROUPS as readonly string[]).includes(only) && !Object.hasOwn(CASES, only)) {
    say(`There is no benchmark "${only}". Choose one of ${[...GROUPS, ...Object.keys(CASES)].join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const results = measureAll(only, quick);
  const file =
    values.output ?? join(project, 'bench-results', `${results.time.replaceAll(':', '-').slice(0, 19)}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  printReport(results);
  say(`\nSaved in ${file}`);
  const wrong = wrongChecks(results);
  for (const fault of wrong) say(fault);
  if (wrong.length > 0 || results.start?.failure !== undefined) process.exitCode = 1;
}

main();
