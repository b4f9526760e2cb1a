import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const RUN = ['--strategy', 'sma-crossover', '--start', '2000-03-01', '--end', '2004-12-31', '--json'];
/** Total number of kills, and the maximum number per run before it may finish. */
const KILLS = 200;
const MOST_A_RUN = 4;
const SEED = 20_261_121;
/** Range of milliseconds after its first output in which a run works; later on a busy machine. */
const DELAYS = [60, 360] as const;

interface ResultDocument {
  readonly status: string;
  readonly orderListHash: string;
  readonly resultHash: string;
  readonly statistics: Readonly<Record<string, string>>;
  readonly orders: number;
  readonly dataPoints: number;
}

let folder: TemporaryFolder;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

/** Seeded random numbers: Park and Miller's generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
}

function engine(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(PROJECT, 'bin', 'engine.js'), ...args], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for the end of a process. @param onBegun called at its first output on standard error */
async function ended(child: ChildProcess, onBegun: () => void = () => {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.once('data', onBegun);
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const code = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  return { code, stdout, stderr };
}

async function finished(args: readonly string[]): Promise<ResultDocument> {
  const { code, stdout, stderr } = await ended(engine(args));
  if (code !== 0) throw new Error(stderr);
  const { status, orderListHash, resultHash, statistics, orders, dataPoints } = JSON.parse(stdout) as ResultDocument;
  return { status, orderListHash, resultHash, statistics, orders, dataPoints };
}

/** Kills a run at a time or at a length of its journal. @returns whether it was still running */
async function killedRun({ args, output, whole }: Killed, random: () => number): Promise<boolean> {
  const child = engine(args);
  const [earliest, latest] = DELAYS;
  const isByClock = random() < 0.4;
  const at = random();
  const kill = async (): Promise<void> => {
    if (isByClock) await sleep(earliest + at * (latest - earliest));
    else await grown(child, output, at * whole);
    child.kill('SIGKILL');
  };
  const { code, stderr } = await ended(child, () => void kill());
  if (code !== null && code !== 0) throw new Error(stderr);
  return code === null;
}

/** Waits until the journal has reached a length; a resumed run may already be beyond it. */
async function grown(child: ChildProcess, output: string, length: number): Promise<void> {
  const begun = journalBytes(output);
  const target = Math.max(length, begun + 1);
  while (child.exitCode === null && child.signalCode === null && journalBytes(output) < target) await sleep(0);
}

function journalBytes(output: string): number {
  const [run] = existsSync(output) ? readdirSync(output) : [];
  const journal = join(output, run ?? '', 'run.journal');
  return existsSync(journal) ? statSync(journal).size : 0;
}

interface Killed {
  readonly args: readonly string[];
  readonly output: string;
  /** Length of the journal of an uninterrupted run. */
  readonly whole: number;
}

interface Chain {
  readonly kills: number;
  /** Number of kills at which the journal had some but not all orders. */
  readonly inside: number;
  readonly faults: readonly string[];
}

/** One run from its start through all its kills to its results. */
async function chain(index: number, kills: number, { expected, whole }: Expected): Promise<Chain> {
  const random = generator(SEED + index * 7919);
  const output = join(folder.path, `chain-${index}`);
  const args = liveArgs(output);
  let done = 0;
  let inside = 0;
  // after a kill while the results are written, the same command could start another run
  for (let attempt = 0; attempt < kills && !hasResults(output); attempt++) {
    if (!(await killedRun({ args, output, whole }, random))) break;
    done++;
    const length = journalBytes(output);
    if (length > 0.02 * whole && length < whole) inside++;
  }
  const answers = hasResults(output) ? undefined : await finished(args);
  const faults: string[] = [];
  if (answers !== undefined && JSON.stringify(answers) !== JSON.stringify(expected)) {
    faults.push(`chain ${index} after ${done} kills: ${JSON.stringify(answers)}`);
  }
  return { kills: done, inside, faults: [...faults, ...accountFaults(output, index, expected.orders)] };
}

interface Expected {
  readonly expected: ResultDocument;
  readonly whole: number;
}

function liveArgs(output: string): string[] {
  return ['live', ...RUN, '--replay', '--speed', 'max', '--output', output];
}

/** Whether the run of a chain is finished. */
function hasResults(output: string): boolean {
  const [run] = existsSync(output) ? readdirSync(output) : [];
  return run !== undefined && existsSync(join(output, run, 'result.json'));
}

/** Checks that the broker's account has every order once. */
function accountFaults(output: string, index: number, orders: number): string[] {
  return readdirSync(output).flatMap((run) => {
    const account = readFileSync(join(output, run, 'paper-account.log'), 'latin1');
    const placed = [...account.matchAll(/"clientOrderId":"([^"]+)","brokerId":"\d+","number":1,/g)].map(([, id]) => id);
    const isRight = placed.length === orders && new Set(placed).size === orders;
    return isRight ? [] : [`chain ${index}: ${placed.length} orders at the broker, ${orders} expected`];
  });
}

describe('a paper run that is killed', () => {
  it(`${KILLS} times at random moments gives the same orders and statistics as an uninterrupted one`, async () => {
    const output = join(folder.path, 'whole');
    const undisturbed = await finished(liveArgs(output));
    const whole = journalBytes(output);
    const backtest = await finished(['backtest', ...RUN, '--output', join(folder.path, 'backtest')]);
    expect(undisturbed).toEqual(backtest);
    expect(undisturbed.orders).toBeGreaterThan(100);

    const random = generator(SEED);
    const faults: string[] = [];
    let kills = 0;
    let inside = 0;
    let next = 0;
    const work = async (): Promise<void> => {
      while (kills < KILLS) {
        const wanted = 1 + Math.floor(random() * MOST_A_RUN);
        const outcome = await chain(next++, wanted, { expected: undisturbed, whole });
        kills += outcome.kills;
        inside += outcome.inside;
        faults.push(...outcome.faults);
      }
    };
    await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
    expect(faults).toEqual([]);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(inside).toBeGreaterThan(KILLS / 2);
  });
});
