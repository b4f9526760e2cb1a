/**
 * Compares the measurements of two commits: node scripts/bench-compare.ts BASE HEAD [options of bench.ts]
 * Each commit is checked out into a separate folder and measured by its own benchmark.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printTable, rateOf, ratio } from '../test/bench/report.ts';
import type { BenchResults } from '../test/bench/results.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Rates of the engine and of the bare loops, which show how comparable the state of the machine was. */
interface Row {
  readonly group: string;
  readonly title: string;
  readonly base: string;
  readonly head: string;
  /** Above 1 the head is faster. */
  readonly gain: number;
  /** The same for the bare loop. */
  readonly bareGain: number | undefined;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim();
}

function lockOf(root: string): string {
  return readFileSync(join(root, 'package-lock.json'), 'utf8');
}

/** Links the packages of this working tree if they are those of the commit; otherwise installs them. */
function installPackages(folder: string): void {
  if (lockOf(folder) === lockOf(project)) symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
}

function measureCommit(commit: string, temporary: string, options: readonly string[]): BenchResults {
  const folder = join(temporary, commit);
  git('worktree', 'add', '--detach', folder, commit);
  try {
    if (!existsSync(join(folder, 'scripts/bench.ts'))) throw new Error(`Commit ${commit} has no benchmark yet.`);
    installPackages(folder);
    const output = join(temporary, `${commit}.json`);
    const args = [join(folder, 'scripts/bench.ts'), ...options, '--output', output];
    execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return JSON.parse(readFileSync(output, 'utf8')) as BenchResults;
  } finally {
    git('worktree', 'remove', '--force', folder);
  }
}

function compare(base: BenchResults, head: BenchResults): Row[] {
  return head.entries.flatMap(({ name, group, title, unit, rate }) => {
    const before = base.entries.find((entry) => entry.name === name)?.rate;
    if (before === undefined) return [];
    return {
      group,
      title,
      base: rateOf(before.units, before.engine.median, unit),
      head: rateOf(rate.units, rate.engine.median, unit),
      gain: before.engine.median / before.units / (rate.engine.median / rate.units),
      bareGain:
        before.bare === undefined || rate.bare === undefined ? undefined : before.bare.median / rate.bare.median,
    };
  });
}

function loadTime({ load }: BenchResults, way: 'cache' | 'parquet'): number | undefined {
  return load && (load[way].median / load.rows) * 1e9;
}

function importTime({ imports }: BenchResults, way: 'parquet' | 'lean'): number | undefined {
  return imports && imports[way].median * 1000;
}

function compareOthers(base: BenchResults, head: BenchResults): string[][] {
  const rows: string[][] = [];
  const add = (what: string, before: number | undefined, after: number | undefined): void => {
    if (before === undefined || after === undefined) return;
    rows.push(['', what, before.toFixed(0), after.toFixed(0), ratio(before / after), '']);
  };
  add('B6: milliseconds of a run from the command line', base.start?.backtest?.median, head.start?.backtest?.median);
  add('Scavenges over 10 M bars', base.collections?.scavenges, head.collections?.scavenges);
  add('Bytes per order', base.orderBytes?.bytesPerOrder, head.orderBytes?.bytesPerOrder);
  for (const way of ['cache', 'parquet'] as const)
    add(`B0: nanoseconds per row to columns by ${way}`, loadTime(base, way), loadTime(head, way));
  for (const way of ['parquet', 'lean'] as const)
    add(`B9: milliseconds of an import to ${way}`, importTime(base, way), importTime(head, way));
  for (const { name, title, memory } of head.entries) {
    const before = base.entries.find((entry) => entry.name === name)?.memory;
    add(`Megabytes at the peak: ${title}`, before && before.peak / 1e6, memory.peak / 1e6);
  }
  return rows;
}

function main(): void {
  const [baseName, headName, ...options] = process.argv.slice(2);
  if (baseName === undefined || headName === undefined) {
    process.stderr.write('Specify two commits: make bench-compare BASE=HEAD~1 HEAD=HEAD\n');
    process.exitCode = 2;
    return;
  }
  const [baseCommit, headCommit] = [baseName, headName].map((name) => git('rev-parse', '--short', `${name}^{commit}`));
  const temporary = mkdtempSync(join(tmpdir(), 'tradewright-compare-'));
  try {
    const base = measureCommit(baseCommit, temporary, options);
    const head = baseCommit === headCommit ? base : measureCommit(headCommit, temporary, options);
    console.log(`${baseName} (${baseCommit}) and ${headName} (${headCommit}), Node ${head.node}, ${head.cpu}\n`);
    printTable([
      ['', '', baseName, headName, 'gain', "the bare loop's"],
      ...compare(base, head).map((row) => [
        row.group,
        row.title,
        row.base,
        row.head,
        ratio(row.gain),
        row.bareGain === undefined ? '' : ratio(row.bareGain),
      ]),
      ...compareOthers(base, head),
    ]);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

main();
