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
/** Kills in all, and the most that one run has to bear before it is let through. */
const KILLS = 200;
const MOST_A_RUN = 4;
const SEED = 20_261_121;
/** Milliseconds after its first word between which a run does its work; later on a busy machine. */
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

/** The same numbers every time: Park and Miller's generator. */
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

/** Waits for the end of a process. @param onBegun called with its first word on standard error */
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

/** Kills a run at a moment of its life, by its clock or by the length of its journal. @returns whether it still ran */
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

/** Waits until the journal has reached a length; it has had it for long when the run went on from beyond. */
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
  /** Length of the journal of an undisturbed run. */
  readonly whole: number;
}

interface Chain {
  readonly kills: number;
  /** Kills that found orders in the journal, and not yet all. */
  readonly inside: number;
  readonly faults: readonly string[];
}

/** One run from its beginning through all its kills to its results. */
async function chain(index: number, kills: number, { expected, whole }: Expected): Promise<Chain> {
  const random = generator(SEED + index * 7919);
  const output = join(folder.path, `chain-${index}`);
  const args = liveArgs(output);
  let done = 0;
  let inside = 0;
  // a kill may come when the results are written: started again, the same command would begin another run
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

/** Whether the run of a chain has come to its end. */
function hasResults(output: string): boolean {
  const [run] = existsSync(output) ? readdirSync(output) : [];
  return run !== undefined && existsSync(join(output, run, 'result.json'));
}

/** What the broker has in its books: every order once. */
function accountFaults(output: string, index: number, orders: number): string[] {
  return readdirSync(output).flatMap((run) => {
    const account = readFileSync(join(output, run, 'paper-account.log'), 'latin1');
    const placed = [...account.matchAll(/"clientOrderId":"([^"]+)","brokerId":"\d+","number":1,/g)].map(([, id]) => id);
    const isRight = placed.length === orders && new Set(placed).size === orders;
    return isRight ? [] : [`chain ${index}: ${placed.length} orders at the broker, ${orders} expected`];
  });
}

describe('a paper run that is killed', () => {
  it(`${KILLS} times at random moments gives the same orders and statistics as an undisturbed one`, async () => {
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
