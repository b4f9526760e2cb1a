import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, closeSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { RecordLog } from 'tradewright/plugin';
import { describe, expect, it } from 'vitest';
import { DiskLogFile } from '../../engine/live/log-file.ts';
import { engineJson, PROJECT } from './command.ts';

const LAUNCHER = join(PROJECT, 'bin', 'engine.js');
const PERIOD = { start: '2000-03-01', end: '2001-03-01', cash: 100_000 };

/** A strategy that logs a lot and trades every day. */
const TALKER = `
import { Algorithm, Resolution } from 'tradewright';
export default class Talker extends Algorithm {
  readonly stock = this.addEquity('AAPL', Resolution.Daily);
  override onData(): void {
    this.log('x'.repeat(2000));
    this.marketOrder(this.stock, this.portfolio.invested ? -1 : 1);
  }
}
`;

function waiter(body: string): string {
  return TALKER.replace('override onData(): void {', `override async onData(): Promise<void> {\n    ${body}`);
}

function folderWith(source: string) {
  return temporaryFolder({ 'strategies/mine/strategy.ts': source, 'strategies/mine/config.json': PERIOD });
}

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs a command whose standard error is closed by its reader after the first output, as by `head`. */
async function withClosedReader(args: readonly string[], cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stdout.destroy();
  child.stderr.once('data', (chunk) => {
    stderr += chunk;
    child.stderr.destroy();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr };
}

function notesIn(folder: string): string[] {
  const [run] = readdirSync(join(folder, 'live'));
  const { records } = new RecordLog(new DiskLogFile(join(folder, 'live', run, 'run.journal')));
  return records.filter((text) => text.startsWith('{"type":"note"'));
}

async function hashOf(cwd: string): Promise<unknown> {
  const { document } = await engineJson(['backtest', '--strategy', 'mine', '--output', 'reference'], cwd);
  return document.resultHash;
}

const LIVE = ['live', '--strategy', 'mine', '--replay', '--output', 'live', '--no-progress'];

describe('a run whose output streams fail', () => {
  it('continues live when the readers are gone, and records it in the journal', async () => {
    const { path, remove } = folderWith(TALKER);
    expect(await withClosedReader(LIVE, path)).toMatchObject({ code: 0 });
    expect(notesIn(path).join()).toContain('standard error was lost (EPIPE); the run continues without it');
    const [run] = readdirSync(join(path, 'live'));
    expect(existsSync(join(path, 'live', run, 'result.json'))).toBe(true);
    expect(await hashOf(path)).toMatch(/^[0-9a-f]{64}$/);
    remove();
  });

  it.skipIf(!existsSync('/dev/full'))(
    'continues when their disk is full, and ends with 1 because the output is lost',
    async () => {
      const { path, remove } = folderWith(TALKER);
      const full = openSync('/dev/full', 'w');
      for (const args of [LIVE, ['backtest', '--strategy', 'mine', '--output', 'backtests', '--no-progress']]) {
        const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: path, stdio: ['ignore', full, full] });
        expect(await once(child, 'close')).toEqual([1, null]);
      }
      closeSync(full);
      expect(notesIn(path).join()).toContain('standard error was lost (ENOSPC)');
      for (const output of ['live', 'backtests']) {
        const [run] = readdirSync(join(path, output));
        expect(readdirSync(join(path, output, run))).toContain('result.json');
      }
      remove();
    },
  );
});

describe('a run that can never finish', () => {
  it.each([
    [
      'awaits a promise that never settles',
      'await new Promise(() => {});',
      'waits for a promise that can no longer be settled',
    ],
    ['ends its process', 'process.exit(7);', 'ended the process before the end of the run'],
  ])('%s fails with a message, in a backtest and live', async (_what, body, sentence) => {
    const { path, remove } = folderWith(waiter(body));
    const backtest = await engineJson(['backtest', '--strategy', 'mine'], path);
    expect(backtest).toMatchObject({ code: 1, document: { error: { code: 'RUN_STRATEGY_FAILED' } } });
    expect(backtest.stderr).toContain(sentence);
    expect(backtest.stderr.split('\n').filter((line) => line.startsWith('Warning'))).toEqual([]);
    expect(readdirSync(join(path, 'backtests'))).toEqual([]);
    const live = await engineJson(LIVE, path);
    expect(live).toMatchObject({ code: 1, document: { error: { code: 'RUN_STRATEGY_FAILED' } } });
    expect(live.stderr).toContain(sentence);
    expect(live.stderr).toContain('the same command resumes it');
    remove();
  });

  it('changes built-in objects fails with their names, in a backtest and live', async () => {
    const { path, remove } = folderWith(waiter('Math.round = Math.floor;'));
    for (const args of [['backtest', '--strategy', 'mine'], LIVE]) {
      const { code, document, stderr } = await engineJson(args, path);
      expect({ code, document }).toMatchObject({ code: 1, document: { error: { code: 'HOST_BUILT_INS_CHANGED' } } });
      expect(stderr).toContain('The strategy mine, or other code that ran meanwhile, changed Math.round. ');
    }
    expect(readdirSync(join(path, 'backtests'))).toEqual([]);
    remove();
  });

  it('waits for ever while timers run is given up when it is to stop, and ends although the timers go on', async () => {
    const { path, remove } = folderWith(
      waiter("this.log('waits'); setInterval(() => {}, 100); await new Promise(() => {});"),
    );
    const child = spawn(process.execPath, [LAUNCHER, ...LIVE], { cwd: path, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      const isWaiting = stderr.includes(' waits\n');
      stderr += chunk;
      if (!isWaiting && stderr.includes(' waits\n')) child.kill('SIGTERM');
    });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(stderr).toMatch(
      /The strategy has waited for \d+ seconds in one step for a promise that is not settled, so the run was not stopped in order\./,
    );
    // it had sent no order
    expect(readdirSync(join(path, 'live'))).toEqual([]);
    remove();
  });
});
