import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type TemporaryFolder, writeFiles } from 'tradewright/testkit';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const STRATEGY = join(PROJECT, 'strategies', 'sma-crossover');
const PERIOD = ['--start', '2000-03-01', '--end', '2004-12-31'];
/** At this pace five years take about half a minute. */
const SLOWLY = ['--speed', '6000000x'];

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  /** Resolves when the run has started. */
  readonly begun: Promise<void>;
  readonly outcome: Promise<Outcome>;
}

let folder: TemporaryFolder;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  folder.remove();
});

function start(args: readonly string[], cwd = folder.path): Started {
  const child = spawn(process.execPath, [join(PROJECT, 'bin', 'engine.js'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let stdout = '';
  let stderr = '';
  const begun = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (/Starting|Resuming/.test(stderr)) resolve();
    });
  });
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, begun, outcome };
}

async function engine(args: readonly string[], cwd?: string): Promise<Outcome> {
  return await start(args, cwd).outcome;
}

/** The JSON output of a command, and its exit code. */
async function asked(
  args: readonly string[],
  cwd?: string,
): Promise<{ code: number | null; answer: Record<string, unknown> }> {
  const { code, stdout, stderr } = await engine([...args, '--json'], cwd);
  if (stdout === '') throw new Error(stderr);
  return { code, answer: JSON.parse(stdout) as Record<string, unknown> };
}

function live(...more: string[]): string[] {
  return ['live', '--strategy', STRATEGY, '--replay', ...PERIOD, ...more];
}

function runs(cwd = folder.path): string[] {
  return readdirSync(join(cwd, 'live-runs'));
}

/** Waits until a run has journalled records. */
async function working(cwd = folder.path): Promise<string> {
  for (;;) {
    const [run] = existsSync(join(cwd, 'live-runs')) ? runs(cwd) : [];
    const account = join(cwd, 'live-runs', run ?? '', 'paper-account.log');
    if (run !== undefined && existsSync(account) && statSync(account).size > 2_000) return run;
    await sleep(20);
  }
}

/** The fault of a command, and its exit code. */
async function fault(args: readonly string[]): Promise<{ exit: number | null; code: unknown; message: unknown }> {
  const { code: exit, answer } = await asked(args);
  const { code, message } = answer.error as { code: string; message: string };
  return { exit, code, message };
}

describe('engine live', () => {
  it('at full speed writes the same results as engine backtest, except for the broker, the clock and the evidence', async () => {
    await engine(['backtest', '--strategy', STRATEGY, ...PERIOD, '--output', 'backtests']);
    const { code, stderr } = await engine(live('--broker', 'paper', '--speed', 'max'));
    expect(code, stderr).toBe(0);
    const read = (parent: string, file: string): string => {
      const [run] = readdirSync(join(folder.path, parent));
      return readFileSync(join(folder.path, parent, run, file), 'utf8');
    };
    for (const file of ['orders.csv', 'equity.csv']) expect(read('live-runs', file)).toBe(read('backtests', file));
    const comparable = (parent: string): Record<string, unknown> => {
      const { timings, evidence, ...document } = JSON.parse(read(parent, 'result.json')) as Record<string, unknown>;
      const { broker, ...choices } = document.choices as Record<string, string>;
      const isLive = parent === 'live-runs';
      expect([timings !== undefined, broker]).toEqual([true, isLive ? 'paper' : undefined]);
      // only a backtest is judged by the trials that led to it
      expect(evidence === undefined).toBe(isLive);
      return { ...document, choices };
    };
    expect(comparable('live-runs')).toEqual(comparable('backtests'));
  });

  it('receives commands by a socket in its folder, for any length of the path, and resumes after a stop', async () => {
    const deep = join(folder.path, 'a-folder-with-a-rather-long-name'.repeat(3), 'b'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const { begun, outcome } = start(live(...SLOWLY, '--json'), deep);
    await begun;
    const run = await working(deep);
    const socket = join(deep, 'live-runs', run, 'control.sock');
    expect(socket.length).toBeGreaterThan(108);
    expect(statSync(socket).mode & 0o777).toBe(0o600);

    expect((await asked(['status', run], deep)).answer).toMatchObject({
      run,
      state: 'running',
      status: { state: 'running' },
    });
    expect((await asked(['pause'], deep)).answer).toMatchObject({ run, state: 'paused' });
    expect((await asked(['resume'], deep)).answer).toMatchObject({ run, state: 'running' });
    expect((await asked(['liquidate', run], deep)).answer).toMatchObject({ run, state: 'paused' });
    expect((await asked(['status'], deep)).answer).toMatchObject({ runs: [{ run, state: 'paused', broker: 'paper' }] });
    const stopped = await asked(['stop'], deep);
    expect([stopped.code, stopped.answer.state]).toEqual([0, 'ended']);

    const { code, stdout } = await outcome;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run, isResumed: false, isStopped: true, status: 'interrupted' });
    expect(existsSync(socket)).toBe(false);
    expect(existsSync(join(deep, 'live-runs', run, 'lock'))).toBe(false);

    const finished = await asked(['live', '--resume', run, '--speed', 'max'], deep);
    expect(finished.answer).toMatchObject({ run, isResumed: true, isStopped: false, status: 'completed' });
    expect((await asked(['status', run], deep)).answer).toMatchObject({
      run,
      state: 'finished',
      last: { equity: finished.answer.finalEquity },
    });
    const journal = readFileSync(join(deep, 'live-runs', run, 'run.journal'), 'utf8');
    expect([...journal.matchAll(/"command":"(\w+)"/g)].map(([, command]) => command)).toEqual([
      'pause',
      'resume',
      'liquidate',
    ]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('shuts down cleanly on %s', async (signal) => {
    const { child, begun, outcome } = start(live(...SLOWLY));
    await begun;
    const run = await working();
    child.kill(signal);
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^2000-\d\d-\d\d 16:00:00 Order 1 bought \d+ [A-Z]+ at [\d.]+ \(Entry\)\.$/m);
    expect(stdout).toContain(`engine live --resume ${run} resumes it.`);
    expect(existsSync(join(folder.path, 'live-runs', run, 'result.json'))).toBe(true);
  });

  it('refuses a second process, and accepts one when the first was killed', async () => {
    const { child, begun, outcome } = start(live(...SLOWLY));
    await begun;
    await working();
    const answer = await fault(live());
    expect(answer).toMatchObject({ exit: 1, code: 'LIVE_ALREADY_RUNNING' });
    expect(answer.message).toContain(`The process ${child.pid} runs this run already.`);
    child.kill('SIGKILL');
    await outcome;
    expect((await asked(live())).answer).toMatchObject({ isResumed: true, status: 'completed' });
  });

  it('resumes only with the inputs that it started with, unless a flag allows others', async () => {
    const { child, begun, outcome } = start(live(...SLOWLY));
    await begun;
    const first = await working();
    child.kill('SIGKILL');
    await outcome;
    const changed = await fault(live('--param', 'fast=6'));
    expect(changed).toMatchObject({ exit: 3, code: 'LIVE_RUN_CHANGED' });
    expect(changed.message).toContain('parameter fast (was 5, is 6)');

    const second = start(live('--new', '--param', 'fast=6', ...SLOWLY));
    await second.begun;
    second.child.kill('SIGKILL');
    await second.outcome;
    expect(await fault(live())).toMatchObject({ exit: 2, code: 'LIVE_SEVERAL_RUNS' });
    expect((await asked(live('--resume', first))).answer).toMatchObject({
      run: first,
      isResumed: true,
      status: 'completed',
    });
    expect(await fault(live('--resume', first))).toMatchObject({ exit: 2, code: 'LIVE_RUN_FINISHED' });
    expect(await fault(live('--resume', `${first}x`))).toMatchObject({ exit: 2, code: 'LIVE_UNKNOWN_RUN' });
  });

  it('resumes with changed code only if that is allowed and gives the same orders', async () => {
    const source = readFileSync(join(STRATEGY, 'strategy.ts'), 'utf8');
    const helper = readdirSync(STRATEGY).filter((file) => file.endsWith('.ts') && !file.includes('.spec.'));
    const files = Object.fromEntries(
      helper.map((file) => [`mine/${file}`, readFileSync(join(STRATEGY, file), 'utf8')]),
    );
    writeFiles(folder.path, { ...files, 'mine/config.json': readFileSync(join(STRATEGY, 'config.json'), 'utf8') });
    const mine = (...more: string[]): string[] => ['live', '--strategy', './mine', '--replay', ...PERIOD, ...more];
    const { child, begun, outcome } = start(mine(...SLOWLY));
    await begun;
    await working();
    child.kill('SIGKILL');
    await outcome;

    writeFiles(folder.path, { 'mine/strategy.ts': `${source}\n// something was said\n` });
    expect(await fault(mine())).toMatchObject({ exit: 3, code: 'LIVE_RUN_CHANGED' });
    const other = source.replace("tag: 'Entry'", "tag: 'Another entry'");
    expect(other).not.toBe(source);
    writeFiles(folder.path, { 'mine/strategy.ts': other });
    expect(await fault(mine('--changed-code'))).toMatchObject({ exit: 1, code: 'LIVE_REPLAY_DIFFERS' });
    writeFiles(folder.path, { 'mine/strategy.ts': `${source}\n// something was said\n` });
    expect((await asked(mine('--changed-code'))).answer).toMatchObject({ isResumed: true, status: 'completed' });
  });

  it('leaves no files of a run that failed before an order was sent', async () => {
    writeFiles(folder.path, {
      'broken/strategy.ts': `import { Algorithm } from 'tradewright';
export default class Broken extends Algorithm {
  readonly spy = this.addEquity('AAPL');
  override initialize(): void { throw new Error('not today'); }
}`,
    });
    const answer = await fault(['live', '--strategy', './broken', '--replay', ...PERIOD]);
    expect(answer).toMatchObject({ exit: 1, code: 'RUN_STRATEGY_FAILED' });
    expect(runs()).toEqual([]);
  });

  it.each([
    [['live', '--strategy', STRATEGY], 2, 'LIVE_NO_FEED'],
    [live('--speed', 'fast'), 2, 'LIVE_BAD_SPEED'],
    [live('--broker', 'papr'), 3, 'HOST_UNKNOWN_PROVIDER'],
    [['stop'], 2, 'LIVE_UNKNOWN_RUN'],
    [['pause', 'nobody'], 2, 'LIVE_UNKNOWN_RUN'],
  ])('fails for %j with exit code %d and %s', async (args, exit, code) => {
    expect(await fault(args)).toMatchObject({ exit, code });
  });

  it('reports that a run has no process to a command', async () => {
    await engine(live());
    const [run] = runs();
    expect(await fault(['stop', run])).toMatchObject({ exit: 1, code: 'LIVE_NOT_RUNNING' });
  });
});
