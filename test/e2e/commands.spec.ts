import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../engine/cli/commands.ts';
import { engine, engineJson, PROJECT } from './command.ts';

let folder: TemporaryFolder;

beforeAll(() => {
  folder = temporaryFolder({
    'strategies/bad/strategy.ts': `import fs from 'node:fs';\nexport const now = Date.now();\n`,
    'strategies/untyped/strategy.ts': `import { Algorithm, Resolution } from 'tradewright';
export default class Untyped extends Algorithm {
  readonly ibm = this.addEquity('IBM', Resolution.DAILY);
  override onData(): void {
    this.setHolding(this.ibm, 1);
  }
}
`,
    'data-with-gap/AAA.csv': 'date,open,high,low,close,volume\n2004-01-02,1,2,1,1,5\n2004-01-05,1,1,2,1,5\n',
  });
});

afterAll(() => folder.remove());

describe('help', () => {
  it('lists every command and the exit codes', async () => {
    const { code, stdout } = await engine(['--help'], folder.path);
    expect(code).toBe(0);
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(`engine ${name}`);
    expect(stdout).toMatch(/130 {2}interrupted/);
  });

  it.each(Object.keys(COMMANDS))('of %s lists its flags', async (name) => {
    const { code, stdout, stderr } = await engine([...name.split(' '), '--help'], folder.path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^engine ${name} .*\\[flags\\]$`));
    expect(stdout).toContain('--json');
    expect((await engine(['help', ...name.split(' ')], folder.path)).stdout).toBe(stdout);
  });

  it('and the version are one JSON document with --json', async () => {
    expect((await engineJson(['--help'], folder.path)).document['help']).toContain('engine backtest');
    expect((await engineJson(['--version'], folder.path)).document['version']).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('engine explain', () => {
  it('prints each selection, its source and the reason, and runs no code', async () => {
    const args = ['explain', '--strategy', 'bad', '--fee-model', 'constant:1'];
    const { code, stdout } = await engine(args, folder.path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^what +value +chosen by +provided by\n/);
    expect(stdout).toMatch(/\nfee model +constant:1 +flag --fee-model +models-lean \d/);
    expect((await engineJson(args, folder.path)).document).toMatchObject({
      strategy: 'bad',
      plugins: ['data-lean', 'models-lean', 'results-files', 'results-html'],
    });
  });
});

describe('engine check', () => {
  it('finds no fault in a strategy of the project', async () => {
    expect(await engine(['check', '--strategy', 'sma-crossover'], PROJECT)).toMatchObject({ code: 0, stderr: '' });
  });

  it('reports type errors, which a run does not detect', async () => {
    const { code, stdout } = await engine(['check', '--strategy', 'untyped'], folder.path);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^strategies\/untyped\/strategy\.ts:3 type error: Property 'DAILY' .*Did you mean 'Daily'\?$/m,
    );
    expect(stdout).toMatch(
      /^strategies\/untyped\/strategy\.ts:5 type error: Property 'setHolding' .*Did you mean 'setHoldings'\?$/m,
    );
  });

  it('reports file and line, with exit code 1', async () => {
    const { code, stdout } = await engine(['check', '--strategy', 'bad'], folder.path);
    expect(code).toBe(1);
    expect(stdout).toContain(`strategies/bad/strategy.ts:1 it imports 'node:fs'`);
    expect(stdout).toContain('strategies/bad/strategy.ts:2 it uses Date.now');
    const { document } = await engineJson(['check', '--strategy', 'bad'], folder.path);
    expect(document).toMatchObject({
      strategies: [
        {
          faults: expect.arrayContaining([
            expect.objectContaining({ file: 'strategy.ts', line: 2, kind: 'clock' }),
          ]) as unknown,
        },
      ],
    });
  });
});

describe('engine plugins', () => {
  it('lists what plugins provide', async () => {
    const { code, document } = await engineJson(['plugins'], folder.path);
    expect(code).toBe(0);
    const plugins = document['plugins'] as { name: string; provides: object[] }[];
    expect(plugins.map(({ name }) => name)).toEqual(expect.arrayContaining(['data-csv', 'data-lean', 'models-lean']));
    expect(plugins.find(({ name }) => name === 'models-lean')?.provides).toContainEqual({
      contract: 'FeeModel',
      name: 'none',
      description: 'No fees',
    });
  });
});

describe('engine data', () => {
  it('lists the embedded sample', async () => {
    const { code, document } = await engineJson(['data', 'list', '--symbol', 'aapl'], folder.path);
    expect(code).toBe(0);
    expect(document['series']).toEqual([
      expect.objectContaining({
        ticker: 'AAPL',
        resolution: 'daily',
        first: '2000-03-01',
        last: '2013-03-01',
        rows: 3270,
      }),
    ]);
  });

  it('finds no error in the embedded sample', async () => {
    expect((await engineJson(['data', 'check'], folder.path)).document).toMatchObject({ counts: { error: 0 } });
  });

  it('reports faults, with exit code 1', async () => {
    const { code, document } = await engineJson(
      ['data', 'check', '--data', 'data-with-gap', '--data-source', 'csv'],
      folder.path,
    );
    expect(code).toBe(1);
    expect(document['findings']).toContainEqual(
      expect.objectContaining({ severity: 'error', kind: 'inconsistent-bar', file: 'data-with-gap/AAA.csv' }),
    );
  });
});
