import { cpSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine, engineJson, PROJECT } from './command.ts';

/** A strategy around the body of its onData; it trades one symbol of the embedded sample. */
function strategy(onData: string, subscribe = `this.addEquity('AAPL', Resolution.Daily)`): string {
  return `import { Algorithm, Resolution } from 'tradewright';

interface Memory { count: number }

export default class Faulty extends Algorithm {
  readonly stock = ${subscribe};
  readonly memory: Memory = { count: 0 };

  override onData(): void {
    ${onData}
  }
}
`;
}

const CONFIG = {
  start: '2000-03-01',
  end: '2000-06-30',
  cash: 100_000,
  parameters: { fast: { default: 5, min: 2, max: 50 } },
};

const STRATEGIES: Readonly<Record<string, readonly [source: string, config: unknown]>> = {
  good: [strategy(''), CONFIG],
  throws: [strategy(`if (++this.memory.count === 3) throw new TypeError('no luck');`), CONFIG],
  'throws-late': [
    strategy(`this.inner();\n  }\n\n  private inner(): void {\n    (undefined as unknown as Memory).count++;`),
    CONFIG,
  ],
  unawaited: [strategy(`void Promise.reject(new TypeError('too late'));`), CONFIG],
  exits: [strategy(`process.exit(0);`), CONFIG],
  'no-class': ['export const x = 1;', CONFIG],
  'no-syntax': ['export default class {\n  broken(: void {}\n}', CONFIG],
  'no-import': [`import { x } from './missing.ts';\nexport default x;`, CONFIG],
  'unknown-symbol': [strategy('', `this.addEquity('APPL', Resolution.Daily)`), CONFIG],
  'unknown-resolution': [strategy('', `this.addEquity('AAPL', Resolution.Daily) && this.addEquity('MSFT')`), CONFIG],
  'too-young': [
    strategy('this.marketOrder(this.stock, 1);', `this.addEquity('AAPL', Resolution.Daily)`).replace(
      'readonly memory',
      "readonly young = this.addEquity('FB', Resolution.Daily);\n  readonly memory",
    ),
    CONFIG,
  ],
  'nan-order': [strategy('this.marketOrder(this.stock, NaN);'), CONFIG],
  'infinite-order': [strategy('this.marketOrder(this.stock, 1 / 0);'), CONFIG],
  'nan-price': [strategy('this.limitOrder(this.stock, 1, NaN);'), CONFIG],
  'undeclared-parameter': [strategy(`this.parameters.integer('slow');`), CONFIG],
  'bad-json': [strategy(''), '{\n  "cash": 100000,\n}\n'],
  'bad-type': [strategy(''), { ...CONFIG, cash: 'a lot' }],
  'bad-range': [strategy(''), { ...CONFIG, parameters: { fast: { default: 1, min: 2 } } }],
  'unknown-key': [strategy(''), { ...CONFIG, strat: '2000-01-01' }],
  reversed: [strategy(''), { ...CONFIG, start: '2001-01-01' }],
  'half-module': [
    strategy(''),
    { ...CONFIG, provides: [{ contract: 'FeeModel', name: 'mine', description: 'x' }], models: { fee: 'mine' } },
  ],
};

let folder: TemporaryFolder;

beforeAll(() => {
  const files: Record<string, unknown> = {
    'strategies/half-module/module.ts': `import { ContainerModule } from 'inversify';\nexport default new ContainerModule(() => {});`,
  };
  for (const [name, [source, config]] of Object.entries(STRATEGIES)) {
    files[`strategies/${name}/strategy.ts`] = source;
    files[`strategies/${name}/config.json`] = config;
  }
  folder = temporaryFolder(files);
  for (const name of ['truncated', 'malformed', 'unordered', 'empty'])
    cpSync(join(PROJECT, 'data', 'equity'), join(folder.path, name, 'equity'), { recursive: true });
  truncateSync(join(folder.path, 'truncated', 'equity', 'usa', 'daily', 'aapl.zip'), 20_000);
  writeFileSync(
    join(folder.path, 'malformed', 'equity', 'usa', 'daily', 'aapl.zip'),
    storedZip('aapl.csv', '20000301 00:00,1,2,1,1,5\n20000302 00:00,1,2,x,1,5\n'),
  );
  writeFileSync(
    join(folder.path, 'unordered', 'equity', 'usa', 'daily', 'aapl.zip'),
    storedZip('aapl.csv', '20000302 00:00,1,2,1,1,5\n20000301 00:00,1,2,1,1,5\n'),
  );
});

afterAll(() => folder.remove());

/** A zip with one stored file. */
function storedZip(name: string, text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const local = Buffer.alloc(30);
  const central = Buffer.alloc(46);
  const end = Buffer.alloc(22);
  const checksum = crc32(bytes);
  for (const [header, at] of [
    [local, 14],
    [central, 16],
  ] as const) {
    header.writeUInt32LE(checksum, at);
    header.writeUInt32LE(bytes.length, at + 4);
    header.writeUInt32LE(bytes.length, at + 8);
    header.writeUInt16LE(name.length, at + 12);
  }
  local.writeUInt32LE(0x04034b50, 0);
  central.writeUInt32LE(0x02014b50, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + bytes.length, 16);
  return Buffer.concat([local, Buffer.from(name), bytes, central, Buffer.from(name), end]);
}

const of = (name: string, ...flags: string[]): string[] => ['backtest', '--strategy', name, ...flags];

/** The arguments, the exit code and code of the fault, and its message. */
const CASES: readonly (readonly [args: readonly string[], exitCode: number, code: string, message: string | RegExp])[] =
  [
    [['backtst'], 2, 'CLI_UNKNOWN_COMMAND', 'There is no command "backtst". Did you mean "backtest"?'],
    [['data'], 2, 'CLI_UNKNOWN_COMMAND', 'There is no command "data".'],
    [['data', 'lst'], 2, 'CLI_UNKNOWN_COMMAND', 'There is no command "data lst". Did you mean "data list"?'],
    [['backtest'], 2, 'CLI_MISSING_FLAG', 'engine backtest needs --strategy.'],
    [of('good', '--chash', '5'), 2, 'CLI_UNKNOWN_FLAG', 'engine backtest has no flag --chash. Did you mean --cash?'],
    [of('goood'), 2, 'HOST_UNKNOWN_STRATEGY', 'There is no strategy "goood". Did you mean "good"?'],
    [of('./nowhere'), 2, 'HOST_UNKNOWN_STRATEGY', 'There is no folder "./nowhere" with a strategy.'],
    [of('good', '--param', 'fats=3'), 2, 'HOST_UNKNOWN_PARAMETER', 'Did you mean "fast"?'],
    [of('good', '--param', 'fast=three'), 2, 'HOST_BAD_PARAMETER', 'must be a whole number from 2 to 50'],
    [
      of('good', '--param', 'fast=3', '--param', 'fast=4'),
      2,
      'HOST_BAD_PARAMETER',
      'is given twice, as "3" and as "4"',
    ],
    [of('good', '--param', 'fast=51'), 2, 'HOST_BAD_PARAMETER', 'must be a whole number from 2 to 50'],
    [of('good', '--fee-model', 'constnt:1'), 3, 'HOST_UNKNOWN_PROVIDER', 'Did you mean "constant"?'],
    [
      of('good', '--fee-model', 'constant:much'),
      3,
      'MODEL_BAD_PART',
      'needs an amount, a number of at least 0, after its name, but was given "much"',
    ],
    [of('good', '--brokerage-model', 'ibkr:savings'), 3, 'MODEL_BAD_PART', 'takes margin or cash as argument'],
    [of('good', '--data-source', 'leen'), 3, 'HOST_UNKNOWN_PROVIDER', 'Did you mean "lean"?'],
    [of('good', '--data', 'nowhere'), 2, 'HOST_UNKNOWN_DATA', 'There is no data folder "nowhere".'],
    [
      of('bad-json'),
      3,
      'HOST_CONFIGURATION_UNREADABLE',
      'strategies/bad-json/config.json is not JSON: line 3, column 1',
    ],
    [of('bad-type'), 3, 'HOST_CONFIGURATION_INVALID', 'cash is "a lot", but must be a number above 0'],
    [
      of('bad-range'),
      3,
      'HOST_CONFIGURATION_INVALID',
      'parameters.fast.default is 1, but must be a whole number of at least 2',
    ],
    [of('unknown-key'), 3, 'HOST_CONFIGURATION_INVALID', 'strat is not known; did you mean "start"'],
    [of('half-module'), 3, 'HOST_PLUGIN_NOT_LOADED', 'binds no FeeModel "mine", though it says so'],
    [
      of('unknown-symbol'),
      1,
      'HOST_UNKNOWN_SYMBOL',
      'The data hold nothing of the equity "APPL" (usa). Did you mean "AAPL"?',
    ],
    [
      of('good', '--benchmark', 'MSTF'),
      1,
      'HOST_UNKNOWN_SYMBOL',
      'The data hold nothing of the benchmark, the equity "MSTF" (usa). Did you mean "MSFT"?',
    ],
    [of('good', '--start', '2000-02-30'), 2, 'HOST_BAD_DATE', 'is "2000-02-30", which is not a date'],
    [of('good', '--start', '2001-01-01', '--end', '2000-01-01'), 2, 'HOST_BAD_DATE', 'lies after the end'],
    [of('reversed'), 2, 'HOST_BAD_DATE', 'lies after the end'],
    [
      of('good', '--start', '2015-01-01', '--end', '2015-06-30'),
      1,
      'RUN_NO_DATA',
      'No symbol has a row between 2015-01-01 and 2015-06-30; AAPL has rows from 2000-03-01 to 2013-03-01.',
    ],
    [
      of('good', '--start', '1980-01-01', '--end', '1985-06-30'),
      1,
      'RUN_NO_DATA',
      'No symbol has a row between 1980-01-01 and 1985-06-30; AAPL has rows from 2000-03-01 to 2013-03-01.',
    ],
    [
      of('unknown-resolution'),
      1,
      'HOST_UNKNOWN_RESOLUTION',
      'MSFT was added at the resolution minute, of which the data hold nothing; they hold daily. Add it with Resolution.Daily.',
    ],
    [of('good', '--cash', '-1'), 2, 'HOST_BAD_CASH', 'is "-1", but must be a positive amount'],
    [of('good', '--cash', 'NaN'), 2, 'HOST_BAD_CASH', 'is "NaN", but must be a positive amount'],
    [of('good', '--chunk-rows', '1.5'), 2, 'HOST_BAD_NUMBER', '--chunk-rows is "1.5", but must be a whole number'],
    [
      of('throws'),
      1,
      'RUN_STRATEGY_FAILED',
      /^The strategy throws threw at 2000-03-03 16:00:00 at Faulty\.onData \(strategy\.ts:10:\d+\): TypeError: no luck\. /,
    ],
    [
      of('throws-late'),
      1,
      'RUN_STRATEGY_FAILED',
      /threw at 2000-03-01 16:00:00 at Faulty\.inner \(strategy\.ts:14:\d+\): TypeError: Cannot read properties of undefined/,
    ],
    [of('no-class'), 1, 'HOST_NOT_A_STRATEGY', 'is not a class that extends Algorithm'],
    [
      of('no-syntax'),
      1,
      'HOST_STRATEGY_NOT_LOADED',
      /^strategies\/no-syntax\/strategy\.ts cannot be loaded: Unexpected token .* \(strategy\.ts:2\)\. Correct it there\.$/,
    ],
    [of('no-import'), 1, 'HOST_STRATEGY_NOT_LOADED', 'missing.ts'],
    [of('unawaited'), 1, 'RUN_STRATEGY_FAILED', 'TypeError: too late'],
    [
      of('good', '--output', 'strategies/good/config.json'),
      1,
      'HOST_OUTPUT_UNWRITABLE',
      'as that or a part of it is a file. Choose a folder with --output.',
    ],
    [of('exits'), 1, 'RUN_STRATEGY_FAILED', 'The strategy exits ended the process before the end of the run'],
    [of('nan-order'), 1, 'ORDER_BAD_QUANTITY', 'NaN'],
    [of('infinite-order'), 1, 'ORDER_BAD_QUANTITY', 'Infinity'],
    [of('nan-price'), 1, 'ORDER_BAD_QUANTITY', 'NaN'],
    [
      of('undeclared-parameter'),
      1,
      'RUN_UNKNOWN_PARAMETER',
      'The strategy reads the parameter "slow", which its config.json does not declare',
    ],
    [of('good', '--data', 'truncated', '--data-source', 'lean'), 1, 'DATA_ZIP_UNREADABLE', 'aapl.zip'],
    [of('good', '--data', 'malformed', '--data-source', 'lean'), 1, 'DATA_MALFORMED_ROW', /^Line 2 of .*aapl\.zip/],
    [of('good', '--data', 'unordered', '--data-source', 'lean'), 1, 'DATA_ROWS_OUT_OF_ORDER', /^Line 2 of .*aapl\.zip/],
    [['parity', 'lean', '--data', 'nowhere'], 2, 'CLI_PARITY_NOT_FOUND', 'does not exist'],
  ];

describe.each(CASES)('engine %j', (args, exitCode, code, message) => {
  it(`ends with ${exitCode} and ${code}, as one sentence or one JSON document`, async () => {
    const [people, programs] = await Promise.all([engine(args, folder.path), engineJson(args, folder.path)]);
    const { code: ended, stdout, stderr } = people;
    expect(stderr).toContain(`${code}: `);
    expect({ ended, stdout }).toEqual({ ended: exitCode, stdout: '' });
    const { code: endedJson, document } = programs;
    expect(endedJson).toBe(exitCode);
    const error = document['error'] as Readonly<Record<string, unknown>>;
    expect(error).toMatchObject({ code, exitCode });
    if (typeof message === 'string') expect(error['message']).toContain(message);
    else expect(error['message']).toMatch(message);
    expect(error['remedy']).toMatch(/^[A-Z].*\.$/);
  });
});

describe('after all faults', () => {
  it('there are no partial files', () => {
    const left = readdirSync(folder.path).includes('backtests') ? readdirSync(join(folder.path, 'backtests')) : [];
    expect(left).toEqual([]);
  });

  it('a fault of the engine caused by a call of the strategy names the line and the time of the run', async () => {
    const { stderr } = await engine(of('nan-order'), folder.path);
    expect(stderr).toMatch(/\n {4}at Faulty\.onData \(strategy\.ts:10:\d+\), in the run at 2000-03-01 16:00:00\n$/);
  });

  it('a run reports a symbol without rows while others have some', async () => {
    const { code, stdout } = await engine([...of('too-young'), '--results', 'none'], folder.path);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'FB had no row in the period: nothing of it could be traded (FB has rows from 2012-05-18 to 2013-03-01).',
    );
  });

  it('the stack of a strategy names its own TypeScript lines only', async () => {
    const { stderr } = await engine(of('throws-late'), folder.path);
    expect(stderr).toMatch(
      /\n {4}at Faulty\.inner \(strategy\.ts:14:\d+\)\n {4}at Faulty\.onData \(strategy\.ts:10:\d+\)\n$/,
    );
  });
});
