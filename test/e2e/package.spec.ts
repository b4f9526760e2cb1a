import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackage } from '../../scripts/package.ts';
import { readScenario, type Scenario } from '../golden/scenario.ts';
import { type Outcome, outcomeOf, PROJECT } from './command.ts';
import { unnamedTypes } from './published-types.ts';

/** Makes the process that loads it report an older Node version. */
const OLDER_NODE = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;

const TYPES = {
  compilerOptions: {
    target: 'esnext',
    module: 'nodenext',
    moduleDetection: 'force',
    types: [],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
  },
  include: ['strategies'],
  exclude: ['**/*.spec.ts'],
};

/** Internal members of the engine's classes. */
const INTERNAL = `import type { Order, OrderTicket, Security, SecurityHolding, SecurityPortfolio } from 'tradewright';

export type Internal = [
  // @ts-expect-error the mutable order of the engine
  OrderTicket['working'],
  // @ts-expect-error a field behind a getter
  Order['_quantity'],
  // @ts-expect-error booking a fill
  SecurityPortfolio['processFill'],
  // @ts-expect-error setting cash
  SecurityPortfolio['setCash'],
  // @ts-expect-error adding cash
  SecurityPortfolio['cashBook']['add'],
  // @ts-expect-error setting a position
  SecurityHolding['set'],
  // @ts-expect-error setting a price
  Security['cache']['set'],
];
`;

const NPM = ['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts'];

const { path: folder, remove } = temporaryFolder({
  'older-node.mjs': OLDER_NODE,
  'project/package.json': { name: 'somebody', private: true, type: 'module' },
  'project/tsconfig.json': TYPES,
});
const project = join(folder, 'project');
const installed = join(project, 'node_modules', 'tradewright');
const windows = process.platform === 'win32';

/** Starts a program like a shell in the project, with the Node that runs the tests. */
async function start(command: string, args: readonly string[]): Promise<Outcome> {
  const PATH = [join(project, 'node_modules', '.bin'), dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn(command, args, {
    cwd: project,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
  });
  return await outcomeOf(child);
}

/** Type-checks the sources of a folder. */
async function typeCheck(config: string): Promise<Outcome> {
  const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  return await start(process.execPath, [compiler, '--project', config]);
}

beforeAll(async () => {
  const { tarball } = makePackage(folder);
  const { code, stderr } = await start('npm', ['install', tarball, ...NPM]);
  if (code !== 0) throw new Error(stderr);
  cpSync(join(PROJECT, 'data'), join(project, 'prices'), { recursive: true });
  mkdirSync(join(project, 'strategies'));
  cpSync(join(PROJECT, 'strategies', 'sma-crossover'), join(project, 'strategies', 'mine'), { recursive: true });
});

afterAll(remove);

describe('the package', () => {
  it('contains neither Node nor the large packages', () => {
    const names = readdirSync(join(project, 'node_modules'));
    expect(names).toContain('inversify');
    expect(names.filter((name) => /^(?:node-|ts-morph|@duckdb)/.test(name))).toEqual([]);
  });

  it.each(['tradewright', 'engine'])("runs the project's own strategy on its own data by the name %s", async (name) => {
    const { code, stdout } = await start(name, ['backtest', '--strategy', 'mine', '--data', 'prices', '--json']);
    expect(code).toBe(0);
    const { expected } = readScenario('sma-crossover');
    expect(JSON.parse(stdout)).toMatchObject({
      statistics: expected.statistics,
      orders: expected.orders,
      resultHash: expected.resultHash,
    });
  });

  it('runs the included strategy on the included data', async () => {
    const { code, stdout } = await start('tradewright', ['backtest', '--strategy', 'sma-crossover', '--json']);
    const { expected } = readScenario('sma-crossover');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { folder: string };
    expect(answer).toMatchObject({ statistics: expected.statistics, resultHash: expected.resultHash });
    const report = readFileSync(join(answer.folder, 'report.html'), 'utf8');
    expect(report).toContain(expected.resultHash);
    expect(report).toMatch(/<style>\n[^]*\.card[^]*<script>\n"use strict";\n[^]*class Chart/);
  });

  it('provides the mathematics with its types to programs, without the engine', async () => {
    const program = `import { fitVolatility, normalQuantile, type VolatilityFit } from 'tradewright/quant';
const fit = fitVolatility(Float64Array.from({ length: 400 }, (_, t) => Math.sin(t * t)));
const fitted: VolatilityFit | undefined = fit.status === 'fitted' ? fit : undefined;
export const answer = [normalQuantile(0.5), fitted?.observations].join(' ');\n`;
    const file = join(project, 'strategies', 'mathematics.ts');
    writeFileSync(file, program);
    expect(await typeCheck('.')).toMatchObject({ code: 0, stdout: '' });
    const shown = "import('./strategies/mathematics.ts').then(({ answer }) => console.log(answer))";
    const outcome = await start('node', ['--eval', shown]);
    rmSync(file);
    expect(outcome).toMatchObject({ code: 0, stdout: '0 400\n' });
  });

  it('provides the types of imports of a strategy to an editor', async () => {
    expect(await typeCheck('.')).toMatchObject({ code: 0, stdout: '' });
  });

  it('provides the types of the entry points to strategies and plugins, without internal members', async () => {
    const types = join(project, 'types');
    cpSync(join(PROJECT, 'test', 'types'), types, { recursive: true });
    writeFileSync(join(types, 'internal.ts'), INTERNAL);
    const compilerOptions = {
      ...TYPES.compilerOptions,
      types: ['node'],
      typeRoots: [join(PROJECT, 'node_modules', '@types')],
      skipLibCheck: false,
    };
    writeFileSync(join(types, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    expect(await typeCheck('types')).toMatchObject({ code: 0, stdout: '' });
  });

  it.each(['index', 'plugin'])('exports every type that a signature of engine/%s.d.ts names', (entry) => {
    expect(unnamedTypes(installed, `engine/${entry}.d.ts`)).toEqual([]);
  });

  it('creates a strategy that runs on the data of the project, and a plugin that runs can select', async () => {
    expect(await start('engine', ['new', 'strategy', 'fresh-start'])).toMatchObject({ code: 0, stderr: '' });
    expect(await start('tradewright', ['new', 'plugin', 'fee-model', 'house'])).toMatchObject({ code: 0, stderr: '' });
    const made = join(project, 'strategies', 'fresh-start');
    const { expected } = JSON.parse(readFileSync(join(made, 'scenario.json'), 'utf8')) as Scenario;
    const run = ['backtest', '--strategy', 'fresh-start', '--data', 'prices', '--json'];
    const plain = await start('engine', run);
    expect(JSON.parse(plain.stdout)).toMatchObject({
      statistics: expected.statistics,
      resultHash: expected.resultHash,
    });
    const dearer = await start('engine', [...run, '--fee-model', 'house:0.1']);
    expect(dearer.code).toBe(0);
    expect((JSON.parse(dearer.stdout) as Scenario['expected']).resultHash).not.toBe(expected.resultHash);
    for (const folderOfConfig of [made, join(project, 'plugins', 'fees-house')])
      expect(await typeCheck(folderOfConfig)).toMatchObject({ code: 0, stdout: '' });
  });

  it('runs in a project of type commonjs, as npm init creates it', async () => {
    const manifest = join(project, 'package.json');
    const before = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, before.replace('"module"', '"commonjs"'));
    const outcome = await start('engine', ['backtest', '--strategy', 'fresh-start', '--fee-model', 'house', '--json']);
    writeFileSync(manifest, before);
    expect(outcome).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Warning') as unknown });
  });

  it('shows how to install a package that only one command needs', async () => {
    const { code, stdout, stderr } = await start('engine', ['check', '--strategy', 'mine']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^CLI_PACKAGE_MISSING: .* Run: npm install ts-morph@[\d.]+\n$/);
  });

  it('shows how to install the package for Parquet', async () => {
    const { code, stdout, stderr } = await start('engine', ['data', 'convert', 'prices', 'out', '--to', 'parquet']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^HOST_MISSING_PACKAGE: .*npm install @duckdb\/node-api@[\w.-]+/);
    expect(readdirSync(project)).not.toContain('out');
  });

  it('copies an included strategy once the required package is installed', async () => {
    const missing = await start('engine', ['copy', 'sma-crossover', 'my-idea']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/^CLI_PACKAGE_MISSING: .* Run: npm install ts-morph@[\d.]+\n$/);
    expect(existsSync(join(project, 'strategies', 'my-idea'))).toBe(false);
    symlinkSync(join(PROJECT, 'node_modules', 'ts-morph'), join(project, 'node_modules', 'ts-morph'), 'junction');
    expect(await start('engine', ['copy', 'sma-crossover', 'my-idea'])).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(project, 'strategies', 'my-idea'))).not.toContain('strategy.js');
    expect(await start('engine', ['check', '--strategy', 'my-idea'])).toMatchObject({ code: 0 });
    const { stdout } = await start('engine', ['backtest', '--strategy', 'my-idea', '--data', 'prices', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ resultHash: readScenario('sma-crossover').expected.resultHash });
  });

  it('writes and reads Parquet once DuckDB is installed', async () => {
    const duckdb = join(project, 'node_modules', '@duckdb');
    symlinkSync(join(PROJECT, 'node_modules', '@duckdb'), duckdb, 'junction');
    expect(await start('engine', ['data', 'convert', 'prices', 'out', '--to', 'parquet'])).toMatchObject({ code: 0 });
    const { code, stdout } = await start('engine', ['backtest', '--strategy', 'mine', '--data', 'out', '--json']);
    rmSync(duckdb);
    const { expected } = readScenario('sma-crossover');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ statistics: expected.statistics, orders: expected.orders });
  });

  it('gives instructions in one sentence when Node is too old', async () => {
    const launcher = join(installed, 'bin', 'engine.js');
    const older = ['--import', join(folder, 'older-node.mjs')];
    const { code, stdout, stderr } = await start(process.execPath, [...older, launcher, 'plugins']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^The engine needs Node 26 or newer; this is 20\.20\.2, .* Run "npm install node-[^ ]+@26.*\n$/,
    );
  });
});
