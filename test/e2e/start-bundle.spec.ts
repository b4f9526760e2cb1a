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
  for (const name of ['bin', 'data', 'engine', 'plugins', 'quant', 'scripts', 'strategies', 'package.json']) {
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

/** A file of the bundle, by its name in the index. */
function bundleFile(name: string): string {
  const { folder: current } = JSON.parse(readFileSync(index, 'utf8')) as { folder: string };
  return join(folder.path, '.cache', 'start', current, name);
}

/** Makes the output of the bundle differ from that of the sources, so that tests can distinguish them. */
function markBundle(): void {
  writeFileSync(
    bundleFile('engine.js'),
    `({ 'main.cjs': (exports) => { exports.main = async () => { process.stdout.write('bundle'); return 0; }; } })`,
  );
}

describe('the start bundle', () => {
  it('is created by the first backtest, and gives the same results', () => {
    expect(engine(['--version']).status).toBe(0);
    expect(existsSync(index)).toBe(false);
    const first = backtest();
    expect(existsSync(index)).toBe(true);
    const made = readFileSync(index, 'utf8');
    expect(backtest()).toBe(first);
    expect(backtest('--fee-model', 'constant:1', '--slippage-model', 'constant:0.001')).not.toBe(first);
    expect(readFileSync(index, 'utf8')).toBe(made);
  });

  it('caches the code that a run compiled, and ignores damaged code', () => {
    const code = readFileSync(bundleFile('engine.code'));
    expect(code.length).toBeGreaterThan(100_000);
    const whole = backtest();
    expect(readFileSync(bundleFile('engine.code')).equals(code)).toBe(true);
    writeFileSync(bundleFile('engine.code'), code.fill(0, code.length / 2));
    expect(backtest()).toBe(whole);
    const renewed = readFileSync(bundleFile('engine.code'));
    expect(renewed.equals(code)).toBe(false);
    // restored, because a rejected cache would be written again
    expect(backtest()).toBe(whole);
    expect(readFileSync(bundleFile('engine.code')).equals(renewed)).toBe(true);
  });

  it('gives the output of the sources for every command', () => {
    for (const words of [['--help'], ['plugins'], ['explain', '--strategy', 'sma-crossover'], ['data', 'list']]) {
      const bundled = engine(words);
      expect(bundled).toEqual(engine(words, ['--no-warnings']));
      expect(bundled.status).toBe(0);
    }
  });

  it('is used while every source is unchanged, but not by a Node with flags', () => {
    markBundle();
    expect(engine(['--version']).stdout).toBe('bundle');
    expect(engine(['--version'], ['--no-warnings']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('is not used by the comparison with LEAN, whose algorithms run on the sources', () => {
    expect(engine(['parity', 'lean', '--help']).stdout).toContain('engine parity lean [flags]');
  });

  it('is invalid when a source has changed, and is created again', () => {
    const source = join(folder.path, 'engine', 'cli', 'exit-codes.ts');
    writeFileSync(source, `${readFileSync(source, 'utf8')}\n`);
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    backtest();
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    markBundle();
    expect(engine(['--version']).stdout).toBe('bundle');
  });

  it('is ignored when its index cannot be read', () => {
    writeFileSync(index, '{');
    expect(engine(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
