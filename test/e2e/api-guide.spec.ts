import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from 'tradewright/testkit';
import type { TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine, PROJECT } from './command.ts';
import { allBlocks, blocks, textOf } from './document.ts';

const GUIDE = 'docs/api.md';

interface Example {
  /** Name of its class. */
  readonly name: string;
  readonly code: string;
  /** What it logs. */
  readonly log: string;
}

/** Each block of TypeScript with the plain block that follows it. */
const examples: readonly Example[] = allBlocks(GUIDE).flatMap(({ language, code }, place, all) =>
  language === 'ts'
    ? [{ name: /export default class (\w+)/.exec(code)?.[1] ?? '', code, log: all[place + 1]?.code ?? '' }]
    : [],
);

/** A block without an exported class is a program, which prints the block that follows it. */
const programs = examples.filter(({ name }) => name === '');
const classes = examples.filter(({ name }) => name !== '');

/** The configuration of the guide, with the parameters of the example about them. */
function configOf(code: string): unknown {
  const [config] = blocks(GUIDE, 'json');
  const parameters = /`"parameters": (\{.*\})` in its/.exec(textOf(GUIDE).replaceAll('\n', ' '))?.[1] ?? '{}';
  const wanted = code.includes('this.parameters') ? { parameters: JSON.parse(parameters) as unknown } : {};
  return { ...(JSON.parse(config) as object), ...wanted };
}

describe('the examples of the guides', () => {
  let folder: TemporaryFolder;
  let programFolder: TemporaryFolder;

  beforeAll(() => {
    programFolder = temporaryFolder({
      ...Object.fromEntries(programs.map(({ code }, place) => [`program-${place}.ts`, code])),
      'package.json': { type: 'module' },
    });
    mkdirSync(join(programFolder.path, 'node_modules'));
    symlinkSync(PROJECT, join(programFolder.path, 'node_modules/tradewright'), 'junction');
    folder = temporaryFolder({
      ...Object.fromEntries(classes.map(({ name, code }) => [`strategies/${name}/strategy.ts`, code])),
      ...Object.fromEntries(classes.map(({ name, code }) => [`strategies/${name}/config.json`, configOf(code)])),
      'strategies/from-lean/strategy.ts': blocks('docs/from-quantconnect.md', 'ts')[0],
      'package.json': { type: 'module' },
      'tsconfig.json': {
        extends: join(PROJECT, 'tsconfig.json'),
        compilerOptions: {
          paths: {
            tradewright: [join(PROJECT, 'engine/index.ts')],
            'tradewright/session': [join(PROJECT, 'engine/host/session/index.ts')],
          },
          typeRoots: [join(PROJECT, 'node_modules/@types')],
        },
        include: ['strategies/**/*.ts', join(programFolder.path, '*.ts')],
      },
    });
  });
  afterAll(() => {
    folder.remove();
    programFolder.remove();
  });

  it('are many, each with a different class', () => {
    expect(classes.length).toBeGreaterThan(15);
    expect(new Set(classes.map(({ name }) => name)).size).toBe(classes.length);
  });

  it('compile', async () => {
    const compiler = join(PROJECT, 'node_modules/typescript/bin/tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '--project', folder.path]).catch(
      (fault: { stdout: string }) => fault,
    );
    expect(stdout).toBe('');
  });

  it('follow the rules of strategies', async () => {
    const { stdout } = await engine(['check', '--json'], folder.path);
    const { strategies } = JSON.parse(stdout) as {
      readonly strategies: readonly { readonly faults: readonly { readonly kind: string }[] }[];
    };
    // the examples are only classes, without the other files of a strategy
    expect(strategies.flatMap(({ faults }) => faults).filter(({ kind }) => kind !== 'missing')).toEqual([]);
  });

  it('include one from the guide for LEAN users, with its own dates and cash', async () => {
    const flags = ['--strategy', 'from-lean', '--results', 'none', '--json'];
    const { stdout } = await engine(['backtest', ...flags], folder.path);
    const { start, end, orders } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect([start, end]).toEqual(['2000-03-01', '2001-12-31']);
    expect(orders).toBeGreaterThan(2);
  });

  it.each(programs.map(({ log }, place) => [place, log] as const))(
    'program %i prints the output shown below it',
    async (place, log) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(programFolder.path, `program-${place}.ts`)],
        {
          cwd: programFolder.path,
        },
      );
      expect(stdout.trimEnd()).toBe(log.trimEnd());
    },
  );

  it.each(classes.map((example) => [example.name, example] as const))(
    '%s logs the output shown below it',
    async (_, example) => {
      const flags = ['--strategy', example.name, '--results', 'none', '--no-progress'];
      const { code, stderr } = await engine(['backtest', ...flags], folder.path);
      expect({ code, log: stderr }).toEqual({ code: example.code.includes('this.quit(') ? 4 : 0, log: example.log });
    },
  );
});
