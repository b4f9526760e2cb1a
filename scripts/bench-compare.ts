/**
 * Compares two commits by paired measurements: node scripts/bench-compare.ts BASE HEAD [--only GROUP] [--seconds N]
 * Both are checked out side by side. Each case runs alternately in both, in one process; half of the processes run HEAD
 * first. Runs from the command line alternate likewise. A ratio above 1 means that HEAD is slower.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from '../test/bench/cases.ts';
import type { PairedTimes } from '../test/bench/paired.ts';
import { printTable, rateOf } from '../test/bench/report.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const pairedScript = join(project, 'test/bench/paired.ts');
/** Processes per case: half of them with each order. */
const PROCESSES = 4;
/** Pairs at the start of a process that are left out, as their code is still being compiled. */
const WARM_UP_PAIRS = 3;
const START_PAIRS = 20;

/** Times of both commits, pair by pair. */
interface Pairs {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** Times of a case, and the bars, rows or orders of one run. */
interface CasePairs extends Pairs {
  readonly units: number;
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

function checkOut(commit: string, folder: string): void {
  git('worktree', 'add', '--detach', folder, commit);
  if (!existsSync(join(folder, 'test/bench/cases.ts'))) throw new Error(`Commit ${commit} has no benchmark yet.`);
  installPackages(folder);
}

/** The value below which a share of the values is. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

function comparePairs({ base, head }: Pairs, show: (seconds: number) => string): string[] {
  const ratios = head.map((seconds, pair) => seconds / base[pair]);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(3));
  return [show(quantile(base, 0.5)), show(quantile(head, 0.5)), middle, `${low} to ${high}`, String(ratios.length)];
}

/** One process: its first pair apart, as that is the run of cold code. */
function measureOnce(name: string, seconds: number, base: string, head: string, isHeadFirst: boolean): PairedTimes {
  const folders = isHeadFirst ? [head, base] : [base, head];
  const output = execFileSync(process.execPath, [pairedScript, name, String(seconds), ...folders], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const times = JSON.parse(output.trimEnd().split('\n').at(-1)!) as PairedTimes;
  return isHeadFirst ? { units: times.units, first: times.second, second: times.first } : times;
}

function measureCase(name: string, seconds: number, base: string, head: string): CasePairs {
  const pairs = { base: [] as number[], head: [] as number[], units: NaN };
  for (let index = 0; index < PROCESSES; index++) {
    const times = measureOnce(name, seconds, base, head, index % 2 === 1);
    pairs.base.push(...times.first.slice(WARM_UP_PAIRS));
    pairs.head.push(...times.second.slice(WARM_UP_PAIRS));
    pairs.units = times.units;
  }
  return pairs;
}

/** Whole runs from the command line, in turn, with the start bundle of each commit. */
function measureStarts(base: string, head: string, temporary: string): Pairs {
  const run = (folder: string): number => {
    const output = join(temporary, 'runs');
    const args = ['bin/engine.js', 'backtest', '--strategy', 'sma-crossover', '--no-progress', '--output', output];
    const started = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    if (status !== 0) throw new Error(`engine backtest ended with exit code ${status} in ${folder}.`);
    return (performance.now() - started) / 1000;
  };
  // the first run writes the start bundle, the second one its compiled code
  for (const folder of [base, head, base, head]) run(folder);
  const pairs: { base: number[]; head: number[] } = { base: [], head: [] };
  for (let pair = 0; pair < START_PAIRS; pair++) {
    pairs.base.push(run(base));
    pairs.head.push(run(head));
  }
  return pairs;
}

function rows(base: string, head: string, temporary: string, only: string | undefined, seconds: number): string[][] {
  const compared: string[][] = [];
  for (const [name, { group, title, unit, isLong }] of Object.entries(CASES)) {
    if (only === undefined ? isLong === true : only !== group && only !== name) continue;
    process.stderr.write(`${group}: ${title}\n`);
    const pairs = measureCase(name, seconds, base, head);
    compared.push([group, title, ...comparePairs(pairs, (time) => rateOf(pairs.units, time, unit))]);
  }
  if (only === undefined || only === 'B6') {
    process.stderr.write('B6: a whole run from the command line\n');
    const pairs = measureStarts(base, head, temporary);
    compared.push([
      'B6',
      'a run from the command line',
      ...comparePairs(pairs, (time) => `${(time * 1e3).toFixed(0)} ms`),
    ]);
  }
  return compared;
}

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, seconds: { type: 'string', default: '10' } },
  });
  const [baseName, headName] = positionals;
  if (baseName === undefined || headName === undefined) {
    process.stderr.write('Specify two commits: make bench-compare BASE=HEAD~1 HEAD=HEAD\n');
    process.exitCode = 2;
    return;
  }
  const commits = [baseName, headName].map((name) => git('rev-parse', '--short', `${name}^{commit}`));
  const temporary = mkdtempSync(join(tmpdir(), 'tradewright-compare-'));
  const [base, head] = [join(temporary, 'base'), join(temporary, 'head')];
  try {
    checkOut(commits[0], base);
    checkOut(commits[1], head);
    const compared = rows(base, head, temporary, values.only, Number(values.seconds));
    console.log(
      `${baseName} (${commits[0]}) and ${headName} (${commits[1]}) in turn, Node ${process.version}, ${cpus()[0]?.model}\n`,
    );
    printTable([['', '', baseName, headName, 'time of HEAD / BASE', 'quartiles', 'pairs'], ...compared]);
  } finally {
    for (const folder of [base, head]) if (existsSync(folder)) git('worktree', 'remove', '--force', folder);
    rmSync(temporary, { recursive: true, force: true });
  }
}

main();
