import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from './command.ts';

let folder: TemporaryFolder;
let index: string;

beforeAll(() => {
  folder = temporaryFolder();
  for (const name of ['bin', 'data', 'engine', 'plugins', 'scripts', 'strategies', 'package.json']) {
    cpSync(join(PROJECT, name), join(folder.path, name), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
  index = join(folder.path, '.cache', 'start', 'index.json');
});

afterAll(() => folder.remove());

/** Runs the copy of the project. */
function engine(args: readonly string[], nodeFlags: readonly string[] = []) {
  const launcher = join(folder.path, 'bin', 'engine.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeFlags, launcher, ...args], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function backtest(...args: string[]): string {
  const { status, stdout } = engine([
    'backtest',
    '--strategy',
    'sma-crossover',
    '--start',
    '2001-01-01',
    '--end',
    '2001-12-31',
    '--json',
    ...args,
  ]);
  expect(status).toBe(0);
  return (JSON.parse(stdout) as { resultHash: string }).resultHash;
}

/** Makes the bundle answer differently from the sources, so that it can be told which of them answered. */
function markBundle(): void {
  const { folder: name, entries } = JSON.parse(readFileSync(index, 'utf8')) as {
    folder: string;
    entries: Record<string, string>;
  };
  const main = Object.entries(entries).find(([key]) => key.endsWith('/engine/cli/main.ts'))?.[1] ?? '';
  writeFileSync(
    join(folder.path, '.cache', 'start', name, main),
    `export async function main() { process.stdout.write('bundle'); return 0; }`,
  );
}

describe('the start bundle', () => {
  it('is made by the first backtest, and gives the same results', () => {
    expect(engine(['--version']).status).toBe(0);
    expect(existsSync(index)).toBe(false);
    const first = backtest();
    expect(existsSync(index)).toBe(true);
    const made = readFileSync(index, 'utf8');
    expect(backtest()).toBe(first);
    expect(backtest('--fee-model', 'constant:1', '--slippage-model', 'constant:0.001')).not.toBe(first);
    expect(readFileSync(index, 'utf8')).toBe(made);
  });

  it('answers while every source is as it was, but not for a Node with flags of its own', () => {
    markBundle();
    expect(engine(['--version']).stdout).toBe('bundle');
    expect(engine(['--version'], ['--no-warnings']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('counts no more when a source has changed, and is made anew', () => {
    const source = join(folder.path, 'engine', 'cli', 'exit-codes.ts');
    writeFileSync(source, `${readFileSync(source, 'utf8')}\n`);
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    backtest();
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    markBundle();
    expect(engine(['--version']).stdout).toBe('bundle');
  });

  it('is left alone when its index cannot be read', () => {
    writeFileSync(index, '{');
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
