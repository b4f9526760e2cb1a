import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueText } from '../../engine/host/parameter-values.ts';
import { pluginTemplates } from '../../engine/cli/scaffold/template.ts';
import { openProject } from '../../engine/host/project.ts';
import { strategyNames } from '../../engine/host/strategy-catalog.ts';
import { PROJECT } from './command.ts';
import type { Scenario } from '../golden/scenario.ts';

/** Complete strategies: an unfinished one in the clone may lack files that a copy needs. */
const STRATEGIES = strategyNames(openProject(PROJECT, PROJECT)).filter((name) =>
  existsSync(join(PROJECT, 'strategies', name, 'scenario.json')),
);
const KINDS = pluginTemplates(openProject(PROJECT, PROJECT));

/** Folders of the repository that these commands need; the packages are linked. */
const CLONED = ['bin', 'data', 'engine', 'plugins', 'quant', 'strategies', 'templates'];
const CLONED_FILES = ['package.json', 'tsconfig.json', 'vitest.config.ts', '.oxlintrc.json', '.oxfmtrc.json'];

let folder: TemporaryFolder;
let clone: string;

beforeAll(() => {
  folder = temporaryFolder();
  clone = join(folder.path, 'clone');
  for (const name of [...CLONED, ...CLONED_FILES]) cpSync(join(PROJECT, name), join(clone, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(clone, 'node_modules'), 'junction');
});

afterAll(() => folder.remove());

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], cwd = clone): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function engine(...args: string[]): Outcome {
  return run([join(clone, 'bin', 'engine.js'), ...args]);
}

/** The JSON output of a successful command. */
function answer(...args: string[]): Readonly<Record<string, unknown>> {
  const { status, stdout, stderr } = engine(...args, '--json');
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

const tool = (name: string, ...path: string[]): string => join(PROJECT, 'node_modules', name, ...path);

/** Runs the specs in folders of the clone. */
function test(...folders: string[]): Outcome {
  return run([tool('vitest', 'vitest.mjs'), 'run', '--project', 'fast', '--reporter=dot', ...folders]);
}

function typeCheck(config: string): Outcome {
  return run([tool('typescript', 'bin', 'tsc'), '--project', config]);
}

function readScenario(strategy: string): Scenario {
  return JSON.parse(readFileSync(join(strategy, 'scenario.json'), 'utf8')) as Scenario;
}

/** Runs the scenario of a folder. */
function scenarioOf(strategy: string, word: string): { found: unknown; pinned: unknown } {
  const { run: pinnedRun, expected } = readScenario(strategy);
  const { start, end, cash, seed, data, parameters = {} } = pinnedRun;
  const flags = ['--start', start, '--end', end, '--cash', String(cash), '--seed', String(seed)];
  const params = Object.entries(parameters).flatMap(([name, value]) => ['--param', `${name}=${valueText(value)}`]);
  const named = data === undefined ? [] : ['--data', data];
  const output = ['--output', join(folder.path, 'results')];
  const document = answer('backtest', '--strategy', word, ...flags, ...params, ...named, ...output);
  const { statistics, orders, orderListHash, resultHash } = document;
  return {
    found: { statistics, orders, orderListHash, resultHash },
    pinned: {
      statistics: expected.statistics,
      orders: expected.orders,
      orderListHash: expected.orderListHash,
      resultHash: expected.resultHash,
    },
  };
}

/** All texts in a folder, including the paths. */
function textsOf(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file.slice(path.length)}\n${readFileSync(file, 'utf8')}`);
}

/** A pattern of every spelling of a name. */
function everyWay(name: string): RegExp {
  return new RegExp(name.replaceAll('-', '[-_\\s]*'), 'i');
}

describe.each(STRATEGIES.map((strategy, number) => ({ strategy, number })))(
  'a copy of $strategy',
  ({ strategy, number }) => {
    const name = `entirely-other-${number}`;

    it('does not contain the old name, passes its check, and gives the same orders and statistics', () => {
      writeFiles(join(clone, 'strategies', strategy), { 'state/position.json': '{}', 'results/old/result.json': '{}' });
      const { files, runningTexts, leftWords } = answer('copy', strategy, name);
      const copy = join(clone, 'strategies', name);
      expect([runningTexts, leftWords]).toEqual([[], []]);
      expect(files).toEqual(expect.arrayContaining(['README.md', 'config.json', 'scenario.json', 'strategy.ts']));
      expect(readdirSync(copy).filter((file) => file === 'state' || file === 'results')).toEqual([]);
      expect(textsOf(copy).filter((text) => everyWay(strategy).test(text))).toEqual([]);
      expect(answer('check', '--strategy', name)).toMatchObject({ faults: 0 });
      const { found, pinned } = scenarioOf(copy, name);
      expect(found).toEqual(pinned);
      expect(readScenario(copy).expected).toEqual(readScenario(join(clone, 'strategies', strategy)).expected);
    });

    it('also runs outside the repository, with the types for an editor', () => {
      const copy = join(folder.path, 'ideas', name);
      answer('copy', strategy, copy);
      expect(typeCheck(copy)).toMatchObject({ status: 0, stdout: '' });
      expect(answer('check', '--strategy', copy)).toMatchObject({ faults: 0 });
      const { found, pinned } = scenarioOf(copy, copy);
      expect(found).toEqual(pinned);
    });
  },
);

describe('a copy of a strategy with every spelling of its name', () => {
  const source = `import { Algorithm, type OrderEvent, Resolution } from 'tradewright';
import { pairTradeSpread, type PairTradeState } from './lib/pair-trade-spread.ts';
import * as pairTrade from './lib/pair-trade-spread.ts';

const PAIR_TRADE_DAYS = 5;
type PairTradeMap<PairTradeKey extends string> = Record<PairTradeKey, number>;

/** PairTrade: a pair trade; see {@link PairTradeLeg} and the README of pair-trade. */
class PairTradeLeg {
  static pairTrade = 2;
  #pairTrade = 1;
  get pairTradeSize(): number {
    return this.#pairTrade + PairTradeLeg.pairTrade;
  }
}

class PairTrade extends Algorithm {
  readonly pairTrade = this.addEquity('AAPL', Resolution.Daily);
  readonly 'pair-trade' = 3;
  state: PairTradeState = { pairTrade: 1, nested: { isPairTradeOn: true } };
  map: PairTradeMap<'pairTrade'> = { pairTrade: pairTrade.pairTradeSpread(1) };
  override onOrderEvent(event: OrderEvent): void {
    this.log(\`pair-trade \${event.orderId}\`);
  }
  override onData(): void {
    const {
      pairTrade,
      nested: { isPairTradeOn },
    } = this.state;
    const leg = new PairTradeLeg();
    const bag = { pairTrade, leg, pair_trade: 2 };
    const size = pairTradeSpread(bag.pairTrade) + leg.pairTradeSize + this['pair-trade'] + bag.pair_trade;
    if (!this.portfolio.invested && isPairTradeOn)
      this.marketOnOpenOrder(this.pairTrade, size + PAIR_TRADE_DAYS, { tag: 'In' });
  }
}
export { PairTrade as default };
`;
  const files = {
    'strategy.ts': source,
    'lib/pair-trade-spread.ts': `export interface PairTradeState {
  pairTrade: number;
  nested: { isPairTradeOn: boolean };
}
/* pair trade */
export const pairTradeSpread = (pairTrade: number): number => pairTrade * 2;
`,
    'module.ts': `import { ContainerModule } from 'inversify';
import { ConstantFeeModel, FeeModelFactory } from 'tradewright';

export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory).toConstantValue({ create: () => new ConstantFeeModel(2) }).whenNamed('pair-trade-fees');
});
`,
    'config.json': {
      provides: [{ contract: 'FeeModel', name: 'pair-trade-fees', description: 'Fees of pair trades' }],
      models: { fee: 'pair-trade-fees' },
      start: '2004-01-01',
      end: '2004-12-31',
    },
    'README.md': '# Pair trade\n\n**pair-trade**, PAIR TRADE: PairTrade, two pair\ntrades.\n',
  };

  it.each(['two-legs', 'pair-trade-two'])('is the same strategy with the name %s', (name) => {
    const [original, copy] = [join(folder.path, 'hard', 'pair-trade'), join(folder.path, 'hard', name)];
    writeFiles(original, files);
    const { runningTexts } = answer('copy', original, copy);
    expect(runningTexts).toEqual(['module.ts:5', 'strategy.ts:23']);
    expect(typeCheck(copy)).toMatchObject({ status: 0, stdout: '' });
    if (!name.startsWith('pair-trade'))
      expect(textsOf(copy).filter((text) => everyWay('pair-trade').test(text))).toEqual([]);
    const resultOf = (strategy: string): unknown => {
      const asked = ['backtest', '--strategy', strategy, '--output', join(folder.path, 'hard-results')];
      const { orders, orderListHash, resultHash, statistics } = answer(...asked);
      expect(orders).toBe(1);
      return { orders, orderListHash, resultHash, statistics };
    };
    expect(resultOf(copy)).toEqual(resultOf(original));
  });
});

describe('a new strategy', () => {
  it('passes its check and gives the pinned results of its scenario', () => {
    const { next } = answer('new', 'strategy', 'quiet-hours');
    expect(next).toEqual([
      'npx engine check --strategy quiet-hours',
      'npx engine backtest --strategy quiet-hours',
      'npx vitest run strategies/quiet-hours',
    ]);
    const made = join(clone, 'strategies', 'quiet-hours');
    expect(textsOf(made).filter((text) => everyWay('new-idea').test(text))).toEqual([]);
    expect(answer('check', '--strategy', 'quiet-hours')).toMatchObject({ faults: 0 });
    const { found, pinned } = scenarioOf(made, 'quiet-hours');
    expect(found).toEqual(pinned);
  });

  it('may be outside the repository, and can be copied from there', () => {
    const [made, copied] = ['quiet-hours', 'late-hours'].map((name) => join(folder.path, 'outside', name));
    answer('new', 'strategy', made);
    const { next } = answer('copy', made, copied);
    for (const one of [made, copied]) {
      expect(typeCheck(one)).toMatchObject({ status: 0, stdout: '' });
      const { found, pinned } = scenarioOf(one, one);
      expect(found).toEqual(pinned);
    }
    const [word, ...rest] = (next as string[]).at(-1)?.split(' ').slice(1) ?? [];
    expect(run([tool(word, 'vitest.mjs'), ...rest])).toMatchObject({ status: 0 });
    expect(textsOf(copied).filter((text) => everyWay('quiet-hours').test(text))).toEqual([]);
  });
});

describe('a new plugin', () => {
  it.each(KINDS)('of the kind $kind is found by name', ({ kind, contract, manifest }) => {
    const { name, files } = answer('new', 'plugin', kind, 'corner-shop');
    expect(name).toBe(`${manifest.kind}-corner-shop`);
    expect(files).toContain('module.ts');
    const { plugins } = answer('plugins') as unknown as { plugins: { name: string; provides: unknown[] }[] };
    const provided = contract === 'Contract' ? 'CornerShopSource' : contract;
    expect(plugins.find((plugin) => plugin.name === name)?.provides).toEqual([
      expect.objectContaining({ contract: provided, name: 'corner-shop' }),
    ]);
  });

  it('runs in one backtest with every kind of model', () => {
    const models = ['fill', 'fee', 'slippage', 'settlement', 'buying-power', 'brokerage'];
    const flags = models.flatMap((model) => [`--${model}-model`, 'corner-shop']);
    const output = join(folder.path, 'plugged');
    const period = ['--start', '2004-01-01', '--end', '2004-12-31', '--output', output];
    const asked = ['backtest', '--strategy', 'sma-crossover', ...flags, '--results', 'corner-shop', ...period];
    const { folder: results } = answer(...asked);
    expect(existsSync(join(String(results), 'corner-shop.md'))).toBe(true);
    const { status, stderr } = engine('backtest', '--strategy', 'sma-crossover', '--fee-model', 'corner-shop:dear');
    expect(status).toBe(3);
    expect(stderr).toContain('FEES_CORNER_SHOP_BAD_PART: The fee per share of corner-shop is "dear"');
  });

  it('reads data, and trades live with the simulated broker', () => {
    const days = ['2004-01-02', '2004-01-05', '2004-01-06'].map((date) => ({
      date,
      open: 9,
      high: 9,
      low: 9,
      close: 9,
    }));
    writeFiles(clone, { 'shop/AAPL.json': days.map((day) => ({ ...day, volume: 1 })) });
    const own = [
      '--data',
      'shop',
      '--data-source',
      'corner-shop',
      '--benchmark',
      'AAPL@daily',
      '--param',
      'symbols=AAPL',
    ];
    const period = ['--start', '2004-01-02', '--end', '2004-01-06', '--output', join(folder.path, 'shopped')];
    expect(answer('backtest', '--strategy', 'sma-crossover', ...own, ...period)).toMatchObject({ orders: 0 });
    const short = ['--start', '2004-01-01', '--end', '2004-06-30'];
    const past = ['backtest', '--strategy', 'sma-crossover', ...short, '--output', join(folder.path, 'past')];
    const backtest = answer(...past);
    const live = ['live', '--strategy', 'sma-crossover', '--replay', '--broker', 'corner-shop', ...short];
    expect(answer(...live, '--output', join(folder.path, 'live'))).toMatchObject({
      statistics: backtest['statistics'],
    });
  });

  it('may be outside the repository', () => {
    const made = join(folder.path, 'outside', 'fees-market-hall');
    expect(answer('new', 'plugin', 'fee-model', join(folder.path, 'outside', 'market-hall'))).toMatchObject({
      folder: made,
      choice: 'market-hall',
    });
    expect(typeCheck(made)).toMatchObject({ status: 0, stdout: '' });
    mkdirSync(join(folder.path, 'workplace'));
    writeFiles(join(folder.path, 'workplace'), { 'tradewright.json': { pluginFolders: [made] } });
    const args = ['explain', '--strategy', 'sma-crossover', '--fee-model', 'market-hall'];
    expect(run([join(clone, 'bin', 'engine.js'), ...args], join(folder.path, 'workplace')).stdout).toContain(
      'fees-market-hall 0.1.0',
    );
  });
});

describe('everything created in the repository', () => {
  const made = (): string[] =>
    ['strategies', 'plugins'].flatMap((parent) =>
      readdirSync(join(clone, parent))
        .filter((name) => !existsSync(join(PROJECT, parent, name)))
        .map((name) => `${parent}/${name}`),
    );

  it('passes its own tests', () => {
    const folders = made();
    expect(folders).toHaveLength(STRATEGIES.length + 1 + KINDS.length);
    expect(test(...folders)).toMatchObject({ status: 0 });
  });

  it('has no type errors and no lint errors', () => {
    writeFiles(clone, {
      'made.json': { extends: './tsconfig.json', include: made().map((path) => `${path}/**/*.ts`) },
    });
    expect(typeCheck('made.json')).toMatchObject({ status: 0, stdout: '' });
    expect(run([tool('oxlint', 'bin', 'oxlint'), '--deny-warnings', ...made()])).toMatchObject({ status: 0 });
  });
});

describe('an invalid request', () => {
  const CASES: readonly (readonly [args: readonly string[], exitCode: number, code: string, message: string])[] = [
    [['copy'], 2, 'CLI_MISSING_FLAG', 'engine copy needs --from.'],
    [['copy', 'sma-crossover'], 2, 'CLI_MISSING_FLAG', 'engine copy needs --to.'],
    [['copy', 'sma-crosover', 'x'], 2, 'HOST_UNKNOWN_STRATEGY', 'Did you mean "sma-crossover"?'],
    [['copy', './nowhere', 'x'], 2, 'HOST_UNKNOWN_STRATEGY', 'There is no folder "./nowhere" with a strategy.'],
    [['copy', 'sma-crossover', 'Big Idea'], 2, 'SCAFFOLD_BAD_NAME', 'for example "big-idea"'],
    [
      ['copy', 'sma-crossover', 'sma-crossover'],
      2,
      'SCAFFOLD_TARGET_EXISTS',
      'strategies/sma-crossover exists already',
    ],
    [['copy', 'sma-crossover', 'a', 'b'], 2, 'CLI_UNEXPECTED_ARGUMENT', 'does not know what to do with "b"'],
    [['copy', 'sma-crossover', './strategies/sma-crossover/in'], 2, 'SCAFFOLD_TARGET_INSIDE_SOURCE', 'is inside'],
    [['copy', 'sma-crossover', 'security'], 2, 'SCAFFOLD_NAME_TAKEN', 'would be called Security'],
    [['copy', './broken', 'x'], 1, 'HOST_STRATEGY_NOT_LOADED', 'broken/strategy.ts:2 cannot be understood'],
    [['copy', './bad-config', 'x'], 3, 'HOST_CONFIGURATION_UNREADABLE', 'config.json is not JSON'],
    [['copy', 'sma-crossover', './package.json/x'], 1, 'SCAFFOLD_UNWRITABLE', 'could not be written'],
    [['new'], 2, 'CLI_UNKNOWN_COMMAND', 'There is no command "new".'],
    [['new', 'startegy', 'x'], 2, 'CLI_UNKNOWN_COMMAND', 'Did you mean "new strategy"?'],
    [['new', 'strategy'], 2, 'CLI_MISSING_FLAG', 'engine new strategy needs --name.'],
    [['new', 'strategy', 'quiet_hours'], 2, 'SCAFFOLD_BAD_NAME', 'for example "quiet-hours"'],
    [['new', 'strategy', 'sma-crossover'], 2, 'SCAFFOLD_TARGET_EXISTS', 'exists already, and nothing is overwritten'],
    [['new', 'plugin', 'fee-modle', 'x'], 2, 'SCAFFOLD_UNKNOWN_KIND', 'Did you mean "fee-model"?'],
    [['new', 'plugin', 'fee-model'], 2, 'CLI_MISSING_FLAG', 'engine new plugin needs --name.'],
    [
      ['new', 'plugin', 'fee-model', 'constant'],
      2,
      'SCAFFOLD_NAME_TAKEN',
      'models-lean already provides the FeeModel "constant"',
    ],
    [['new', 'plugin', 'data-source', './plugins/csv'], 2, 'SCAFFOLD_TARGET_EXISTS', 'plugins/data-csv exists already'],
  ];

  it.each(CASES)('engine %j ends with %d and %s', (args, exitCode, code, message) => {
    writeFiles(clone, {
      'broken/strategy.ts': 'export default class {\n  broken(: void {}\n}\n',
      'bad-config/strategy.ts': 'export default class A {}\n',
      'bad-config/config.json': '{',
    });
    const before = readdirSync(clone, { recursive: true }).length;
    const people = engine(...args);
    expect(people).toMatchObject({ status: exitCode, stdout: '' });
    expect(people.stderr).toMatch(new RegExp(`^${code}: .*\\n$`));
    const programs = JSON.parse(engine(...args, '--json').stdout) as { error: { message: string; remedy: string } };
    expect(programs.error).toMatchObject({ code, exitCode });
    expect(programs.error.message).toContain(message);
    expect(programs.error.remedy).toMatch(/^[A-Z].*\.$/);
    expect(readdirSync(clone, { recursive: true })).toHaveLength(before);
  });
});
