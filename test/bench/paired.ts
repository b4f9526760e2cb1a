/**
 * Runs one case of two checkouts in turn in one process: node test/bench/paired.ts CASE SECONDS FIRST SECOND
 * The two runs of a pair meet the same state of the machine, so that their ratio varies far less than either time. The last
 * line of the output is the measurement as JSON.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BacktestResult } from 'tradewright';
import type { PreparedCase } from './cases.ts';

/** Seconds per run, pair by pair; the first pair, whose code is compiled on the way, comes first. */
export interface PairedTimes {
  readonly units: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** What the benchmark of each checkout exports. */
interface BenchModules {
  readonly CASES: Readonly<Record<string, { prepare(): PreparedCase } | undefined>>;
  readonly benchBacktest: (prepared: PreparedCase) => Promise<BacktestResult>;
}

interface Contender {
  readonly prepared: PreparedCase;
  readonly run: BenchModules['benchBacktest'];
  readonly seconds: number[];
}

const FEWEST_PAIRS = 6;

async function contender(folder: string, name: string): Promise<Contender> {
  const load = async (file: string): Promise<unknown> => await import(pathToFileURL(join(folder, file)).href);
  const { CASES } = (await load('test/bench/cases.ts')) as Pick<BenchModules, 'CASES'>;
  const { benchBacktest } = (await load('test/bench/run.ts')) as Pick<BenchModules, 'benchBacktest'>;
  const found = CASES[name];
  if (found === undefined) throw new Error(`${folder} has no benchmark case "${name}".`);
  return { prepared: found.prepare(), run: benchBacktest, seconds: [] };
}

async function runOnce({ prepared, run, seconds }: Contender): Promise<void> {
  const { timings } = await run(prepared);
  seconds.push((timings.run + timings.statistics) / 1000);
}

/** Runs the case of both checkouts in turn for about so many seconds. */
export async function pairedTimes(name: string, seconds: number, folders: readonly string[]): Promise<PairedTimes> {
  const [first, second] = [await contender(folders[0], name), await contender(folders[1], name)];
  const until = performance.now() + seconds * 1000;
  while (first.seconds.length < FEWEST_PAIRS || performance.now() < until) {
    await runOnce(first);
    await runOnce(second);
  }
  return { units: first.prepared.units, first: first.seconds, second: second.seconds };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, seconds, ...folders] = process.argv.slice(2);
  console.log(JSON.stringify(await pairedTimes(name, Number(seconds), folders)));
}
