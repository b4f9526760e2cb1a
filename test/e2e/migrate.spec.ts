import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { engine, engineJson, PROJECT } from './command.ts';

/** Strategies for the previous API; the extension `.txt` prevents a check against the current one. */
const PREVIOUS = join(PROJECT, 'test', 'e2e', 'previous-api');
const { path: folder, remove } = temporaryFolder({});
afterAll(remove);

interface Pinned {
  readonly run: { readonly start: string; readonly end: string; readonly cash: number; readonly data?: string };
  readonly expected: { readonly orderListHash: string; readonly orders: number };
}

const strategyFolder = (name: string): string => join(folder, 'strategies', name);
const configOf = (name: string): string => readFileSync(join(strategyFolder(name), 'config.json'), 'utf8');

/** Copies an included strategy with the sources of the previous API and its name of a baseline in the configuration. */
function previousForm(name: string): Pinned {
  const shipped = join(PROJECT, 'strategies', name);
  mkdirSync(strategyFolder(name), { recursive: true });
  const previous = join(PREVIOUS, name);
  const texts = readdirSync(PREVIOUS).includes(name) ? readdirSync(previous) : [];
  for (const file of texts.length > 0 ? texts : ['strategy.ts'])
    cpSync(join(texts.length > 0 ? previous : shipped, file), join(strategyFolder(name), file.replace(/\.txt$/, '')));
  for (const file of ['README.md', 'scenario.json']) cpSync(join(shipped, file), join(strategyFolder(name), file));
  const config = readFileSync(join(shipped, 'config.json'), 'utf8');
  writeFileSync(join(strategyFolder(name), 'config.json'), config.replace('"baseline":', '"yardstick":'));
  return JSON.parse(readFileSync(join(shipped, 'scenario.json'), 'utf8')) as Pinned;
}

describe('engine migrate', () => {
  const pinned = new Map(
    ['buy-and-hold', 'momentum-rotation', 'sma-crossover'].map((name) => [name, previousForm(name)]),
  );
  const before = new Map([...pinned.keys()].map((name) => [name, configOf(name)]));

  it('shows and writes the changes of the included strategies of the previous API', async () => {
    const dry = await engineJson(['migrate', '--dry-run'], folder);
    expect(dry.document).toMatchObject({
      files: [
        {
          file: 'strategies/momentum-rotation/config.json',
          lines: ['- 60:   "yardstick": "buy-and-hold"', '+ 60:   "baseline": "buy-and-hold"'],
        },
        {
          file: 'strategies/sma-crossover/strategy.ts',
          lines: [expect.stringContaining('[leg.entry] = this.setHoldings('), expect.stringContaining(' leg.entry = ')],
        },
      ],
    });
    for (const [name, text] of before) expect(configOf(name)).toBe(text);
    expect((await engine(['migrate'], folder)).stdout).toContain('2 files changed. Run "engine check" next.');
    expect((await engine(['migrate'], folder)).stdout).toContain('Nothing to change');
    expect(configOf('momentum-rotation')).toBe(
      readFileSync(join(PROJECT, 'strategies', 'momentum-rotation', 'config.json'), 'utf8'),
    );
  });

  it('produces strategies that compile against the current API', async () => {
    const { code, stdout, stderr } = await engine(['check'], folder);
    expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: '', stdout: expect.stringContaining('no faults') });
  });

  it.each([...pinned])('gives the pinned results of %s', async (name, { run, expected }) => {
    const data = run.data === undefined ? [] : ['--data', join(PROJECT, 'data', run.data)];
    const flags = ['--start', run.start, '--end', run.end, '--cash', String(run.cash), ...data];
    const { code, document } = await engineJson(['backtest', '--strategy', name, ...flags], folder);
    expect({ code, hash: document['orderListHash'], orders: document['orders'] }).toEqual({
      code: 0,
      hash: expected.orderListHash,
      orders: expected.orders,
    });
  });
});
