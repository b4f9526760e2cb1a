import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { temporaryFolder, type TemporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engine, outcomeOf, type Outcome, startEngine } from './command.ts';

const PERIOD = { start: '2001-01-02', end: '2001-03-30', cash: 100_000 };

const STRATEGY = `
import { Algorithm, Resolution } from 'tradewright';
import { SHARES } from './rules.ts';
export default class Idea extends Algorithm {
  readonly stock = this.addEquity('IBM', Resolution.Daily);
  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder(this.stock, SHARES * this.parameters.integer('times'));
  }
}
`;

const config = (times: number): object => ({ ...PERIOD, parameters: { times: { type: 'integer', default: times } } });

/** Blocks in the middle of the run, with pauses in which events are handled, or without. */
const standing = (loop: string): string => `
import { Algorithm, Resolution } from 'tradewright';
export default class Idea extends Algorithm {
  readonly stock = this.addEquity('IBM', Resolution.Daily);
  override onData(): void {
    this.log('standing');
    ${loop}
  }
}
`;

/** A watch process controlled by tests: it writes into the folder and waits for output. */
class Watch {
  readonly outcome: Promise<Outcome>;
  private readonly child: ChildProcess;
  private readonly folder: string;
  private said = '';

  constructor(folder: string, ...flags: string[]) {
    this.folder = folder;
    this.child = startEngine(['backtest', '--strategy', 'idea', '--watch', '--no-progress', ...flags], folder);
    this.outcome = outcomeOf(this.child, (stderr) => (this.said = stderr));
  }

  /** Waits until a text has been printed a number of times. */
  async until(words: RegExp, times = 1): Promise<void> {
    const all = new RegExp(words, 'g');
    while ((this.said.match(all) ?? []).length < times) {
      if (this.child.exitCode !== null) throw new Error(`The watch has ended. ${this.said}`);
      await setTimeout(10);
    }
  }

  write(files: Parameters<typeof writeFiles>[1]): void {
    writeFiles(join(this.folder, 'strategies', 'idea'), files);
  }

  /** Sends Ctrl-C and waits for the end of all child processes, after which the streams are closed. */
  async end(): Promise<Outcome> {
    this.child.kill('SIGINT');
    return await this.outcome;
  }
}

const IDLE = /Watching strategies\/idea; Ctrl-C ends\./;
const RESULT = /\d+ ms from the change to the result\. Watching strategies\/idea; Ctrl-C ends\./;

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder({
    'strategies/idea/strategy.ts': STRATEGY,
    'strategies/idea/rules.ts': 'export const SHARES = 10;',
    'strategies/idea/config.json': config(1),
  });
});

afterEach(() => folder.remove());

const runsLeft = (): string[] => readdirSync(join(folder.path, 'backtests')).sort();

/** The fee of each result: a dollar, or half a cent per share above 200 shares. */
const fees = (stdout: string): string[] => [...stdout.matchAll(/^Total Fees +(\S+)$/gm)].map(([, fee]) => fee);

describe('engine backtest --watch', () => {
  it('runs again on a change of any file, with the new configuration and the new modules', async () => {
    const watch = new Watch(folder.path);
    await watch.until(IDLE);
    watch.write({ 'config.json': config(100) });
    await watch.until(RESULT);
    watch.write({ 'rules.ts': 'export const SHARES = 5;' });
    await watch.until(RESULT, 2);
    const { code, stdout, stderr } = await watch.end();
    expect(code).toBe(0);
    expect(fees(stdout)).toEqual(['$1.00', '$5.00', '$2.50']);
    expect(stderr).toMatch(/\nChanged: config\.json\n[^]*\nChanged: rules\.ts\n/);
    expect(runsLeft()).toHaveLength(3);
  });

  it('reports the fault of a strategy that does not parse, and continues', async () => {
    const watch = new Watch(folder.path);
    await watch.until(IDLE);
    watch.write({ 'strategy.ts': `${STRATEGY}\nclass {` });
    await watch.until(RESULT);
    watch.write({ 'config.json': '{' });
    await watch.until(RESULT, 2);
    watch.write({ 'strategy.ts': STRATEGY, 'config.json': config(40) });
    await watch.until(RESULT, 3);
    const { code, stdout, stderr } = await watch.end();
    expect(code).toBe(0);
    expect(fees(stdout)).toEqual(['$1.00', '$2.00']);
    expect(stderr).toMatch(/HOST_STRATEGY_NOT_LOADED: strategies\/idea\/strategy\.ts cannot be loaded: /);
    expect(stderr).toMatch(/HOST_CONFIGURATION_UNREADABLE: strategies\/idea\/config\.json/);
    expect(runsLeft()).toHaveLength(2);
  });

  it('starts with a strategy that does not parse, and survives the removal and return of its folder', async () => {
    writeFiles(folder.path, { 'strategies/idea/strategy.ts': 'class {' });
    const watch = new Watch(folder.path);
    await watch.until(IDLE);
    renameSync(join(folder.path, 'strategies', 'idea'), join(folder.path, 'aside'));
    await watch.until(RESULT);
    mkdirSync(join(folder.path, 'strategies', 'idea'));
    watch.write({ 'strategy.ts': STRATEGY, 'rules.ts': 'export const SHARES = 10;', 'config.json': config(1) });
    await watch.until(RESULT, 2);
    const { code, stdout, stderr } = await watch.end();
    expect([code, fees(stdout)]).toEqual([0, ['$1.00']]);
    expect(stderr).toContain('HOST_UNKNOWN_STRATEGY: There is no strategy "idea".');
  });

  it.each([
    ['that is under way', 'for (const end = Date.now() + 20; Date.now() < end; );'],
    ['that never ends', 'for (;;);'],
  ])('ends a run %s on a change and leaves no files of it', async (_what, loop) => {
    writeFiles(folder.path, { 'strategies/idea/strategy.ts': standing(loop) });
    const watch = new Watch(folder.path);
    await watch.until(/standing/);
    watch.write({ 'strategy.ts': STRATEGY });
    await watch.until(RESULT);
    const { code, stdout } = await watch.end();
    expect([code, fees(stdout)]).toEqual([0, ['$1.00']]);
    expect(runsLeft()).toHaveLength(1);
  });

  it.each([
    ['that is under way', 'for (const end = Date.now() + 20; Date.now() < end; );'],
    ['that never ends', 'for (;;);'],
  ])('is ended by Ctrl-C within a run %s, and leaves no files of it', async (_what, loop) => {
    writeFiles(folder.path, { 'strategies/idea/strategy.ts': standing(loop) });
    const watch = new Watch(folder.path);
    await watch.until(/standing/);
    const { code, stdout } = await watch.end();
    expect([code, stdout]).toEqual([0, '']);
    expect(runsLeft()).toEqual([]);
  });

  it('does not react to its own results, even inside the strategy folder', async () => {
    const watch = new Watch(folder.path, '--output', 'strategies/idea');
    await watch.until(IDLE);
    await setTimeout(1_500);
    const { stdout } = await watch.end();
    expect(fees(stdout)).toHaveLength(1);
  });

  it.each([
    [['--strategy', 'ideas', '--watch'], 'HOST_UNKNOWN_STRATEGY: There is no strategy "ideas". Did you mean "idea"?'],
    [['--strategy', 'idea', '--watch', '--json'], 'CLI_BAD_FLAG_VALUE: --watch produces results repeatedly'],
    [['--strategy', 'idea', '--watched'], 'CLI_BAD_FLAG_VALUE: Only --watch itself gives --watched. Give --watch.'],
  ])('is refused with %j', async (flags, message) => {
    const { code, stderr } = await engine(['backtest', ...flags], folder.path);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('is listed by the help, unlike the internal flags of its processes', async () => {
    const { stdout } = await engine(['backtest', '--help'], folder.path);
    expect(stdout).toMatch(/--watch +Run again whenever/);
    expect(stdout).not.toContain('--watched');
  });
});
