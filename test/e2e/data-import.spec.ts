import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { engine, engineJson } from './command.ts';

const SESSIONS = ['2020-03-02', '2020-03-03', '2020-03-04', '2020-03-05', '2020-03-06', '2020-03-09'];

/** An export of Yahoo with a dividend of 1 % on the fourth day. */
const YAHOO = [
  'Date,Open,High,Low,Close,Adj Close,Volume',
  ...SESSIONS.map(
    (date, index) =>
      `${date},50.00,5${index}.50,49.00,5${index}.00,${((50 + index) * (index < 3 ? 0.99 : 1)).toFixed(6)},${index + 1}00`,
  ),
  '',
].join('\r\n');
const ALPACA = [
  'symbol,timestamp,open,high,low,close,volume,trade_count,vwap',
  ...[30, 31, 32].map((minute) => `SPY,2022-12-30 14:${minute}:00+00:00,382.5,383,382,382.75,100.0,9.0,382.6`),
  '',
].join('\n');
const ONE_BAD = 'Date,Close\n2020-03-02,1\n2020-03-03,x\n2020-03-04,3\n';

const { path: folder, remove } = temporaryFolder({
  'KO.csv': YAHOO,
  'bars.csv': ALPACA,
  'PEP.csv': ONE_BAD,
  'AMB.csv': 'Date,Open,High,Low,Close,Last\n2020-03-02,1,2,1,2,2\n',
  'DAY.csv': 'Date,Close\n01/02/2020,1\n',
  'IBM.csv': 'Date,Close\n2020-03-02,"1,234"\n',
  'five.csv': 'Date,Close\n2020-03-02 09:30,1\n2020-03-02 09:35,1\n',
  'tree/dataset.json': { source: 'csv' },
  'strategies/hold/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Hold extends Algorithm {
  readonly ko = this.addEquity('KO', Resolution.Daily);
  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder(this.ko, 100);
  }
}
`,
  'strategies/hold/config.json': { start: '2020-03-02', end: '2020-03-09', cash: 100_000 },
});
afterAll(remove);

describe('engine data import', () => {
  it('shows the interpretation of columns and writes nothing in a dry run', async () => {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await engine(['data', 'import', 'KO.csv', '--to', 'dry', '--dry-run'], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^KO\.csv: layout yahoo, delimiter comma, dates yyyy-mm-dd, decimal point\n/);
    expect(stdout).toMatch(/\nAdj Close +adjustedClose +its name +49\.500000\n/);
    expect(stdout).toMatch(/\nequity usa KO daily: 6 rows from 2020-03-02 to 2020-03-09\n/);
    expect(stdout).toMatch(/\nNothing was written: this was a dry run\.\n$/);
    const { document } = await engineJson(['data', 'import', 'KO.csv', '--dry-run'], folder);
    expect(document).toMatchObject({
      files: [
        {
          path: 'KO.csv',
          layout: 'yahoo',
          columns: { 5: { column: 'Adj Close', role: 'adjustedClose', why: 'name' } },
        },
      ],
      series: [{ ticker: 'KO', resolution: 'daily', rows: 6, dividends: 1, splits: 0 }],
      written: [],
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('writes a folder that passes the check and runs in a backtest, including the dividend', async () => {
    const { code, document } = await engineJson(['data', 'import', 'KO.csv', 'bars.csv', '--to', 'prices'], folder);
    expect(code).toBe(0);
    expect(document['written']).toEqual([
      'equity/usa/daily/ko.zip',
      'equity/usa/factor_files/ko.csv',
      'equity/usa/minute/spy/20221230_trade.zip',
    ]);
    expect(readFileSync(join(folder, 'prices/equity/usa/factor_files/ko.csv'), 'utf8')).toBe(
      '20200302,0.99,1,1\n20200304,0.99,1,52\n20501231,1,1,0\n',
    );
    const check = await engineJson(['data', 'check', '--data', 'prices'], folder);
    expect(check.document['counts']).toEqual({ error: 0, warning: 0, info: 0 });
    const run = await engineJson(['backtest', '--strategy', 'hold', '--data', 'prices'], folder);
    expect(run.code).toBe(0);
    expect(run.document).toMatchObject({ orders: 1 });
    expect((await engine(['data', 'list', '--data', 'prices'], folder)).stdout).toContain(
      "KO: Yahoo's prices are adjusted for splits",
    );
  });

  it('replaces existing files and their factor file with --replace', async () => {
    const place = join(folder, 'grown', 'equity', 'usa');
    const older = await engine(['data', 'import', 'KO.csv', '--to', 'grown'], folder);
    expect(older.code).toBe(0);
    expect(existsSync(join(place, 'factor_files', 'ko.csv'))).toBe(true);
    writeFiles(folder, {
      'newer/KO.csv': `Date,Close\n${[...SESSIONS, '2020-03-10'].map((date) => `${date},50`).join('\n')}\n`,
    });
    const newer = ['data', 'import', 'newer/KO.csv', '--to', 'grown', '--replace'];
    const { code, document } = await engineJson(newer, folder);
    expect({ code, series: document['series'] }).toMatchObject({ code: 0, series: [{ rows: 7 }] });
    expect(existsSync(join(place, 'factor_files', 'ko.csv'))).toBe(false);
    expect((await engine(['data', 'list', '--data', 'grown'], folder)).stdout).toContain('2020-03-10  7');
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('stores the properties of a coin that no table contains, for later runs', async () => {
    const coin = (name: string, ...more: string[]): string[] => [
      'data',
      'import',
      name,
      '--type',
      'crypto',
      '--market',
      'kraken',
      ...more,
    ];
    writeFiles(folder, {
      'FOOUSD.csv': `Date,Close\n${SESSIONS.map((date) => `${date},2`).join('\n')}\n`,
      'strategies/coin/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Coin extends Algorithm {
  readonly foo = this.addCrypto('FOOUSD', { resolution: Resolution.Daily, market: 'kraken' });
  override initialize(): void {
    const { quoteCurrency, lotSize, minimumPriceVariation, contractMultiplier } = this.foo.properties;
    this.log(\`\${quoteCurrency} \${lotSize} \${minimumPriceVariation} \${contractMultiplier}\`);
  }
}
`,
      'strategies/coin/config.json': { start: '2020-03-02', end: '2020-03-09', cash: 1000 },
    });
    const partial = await engine(coin('FOOUSD.csv', '--to', 'coins', '--lot', '0.5', '--dry-run'), folder);
    expect([partial.code, partial.stderr]).toEqual([2, expect.stringMatching(/^IMPORT_INCOMPLETE_PROPERTIES: /)]);
    const whole = ['--to', 'coins', '--quote', 'usd', '--tick', '0.01', '--lot', '0.5', '--multiplier', '2'];
    const dry = await engine(coin('FOOUSD.csv', ...whole, '--dry-run'), folder);
    expect(dry.stdout).toContain('\nSymbol properties of FOOUSD: quoted in USD, tick 0.01, lot 0.5, multiplier 2\n');
    expect(existsSync(join(folder, 'coins'))).toBe(false);
    const { document } = await engineJson(coin('FOOUSD.csv', ...whole), folder);
    expect(document).toMatchObject({
      properties: [{ ticker: 'FOOUSD', quoteCurrency: 'USD', tick: 0.01, lot: 0.5, multiplier: 2 }],
      written: ['crypto/kraken/daily/foousd_trade.zip', 'symbol-properties/symbol-properties-database.csv'],
    });
    const run = await engine(['backtest', '--strategy', 'coin', '--data', 'coins'], folder);
    expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 0 });
    expect(run.stdout + run.stderr).toContain('USD 0.5 0.01 2');
  });

  it('skips and reports bad rows with --skip-bad-rows', async () => {
    const dry = await engineJson(['data', 'import', 'PEP.csv', '--dry-run'], folder);
    expect(dry.code).toBe(1);
    expect(dry.document).toMatchObject({ badRows: [{ line: 3 }], error: { code: 'IMPORT_BAD_ROWS' } });
    const { code, document } = await engineJson(
      ['data', 'import', 'PEP.csv', '--to', 'some', '--skip-bad-rows'],
      folder,
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({
      series: [{ rows: 2 }],
      badRows: [{ line: 3, what: 'has "x" where a number is expected' }],
    });
  });

  it.each([
    [['KO.csv', '--to', 'prices'], 2, /^CONVERT_TARGET_EXISTS: .*ko\.zip exists already\./],
    [['KO.csv', '--to', 'tree'], 2, /^IMPORT_OTHER_FORMAT: .* read by the data source "csv"/],
    [
      ['PEP.csv', '--to', 'new'],
      1,
      /^IMPORT_BAD_ROWS: .*PEP\.csv:3 has "x" where a number is expected\. .*--skip-bad-rows/,
    ],
    [
      ['AMB.csv', '--to', 'new'],
      2,
      /^IMPORT_AMBIGUOUS_COLUMNS: .*"Close" and "Last" can both be the close\. .*--column "close=Last"/,
    ],
    [['DAY.csv', '--to', 'new'], 2, /^IMPORT_AMBIGUOUS_DATES: .*01\/02\/2020.*--date-format/],
    [['IBM.csv', '--to', 'new'], 2, /^IMPORT_AMBIGUOUS_NUMBERS: .*1,234.*--decimal/],
    [['five.csv', '--to', 'new', '--symbol', 'ko'], 2, /^IMPORT_ODD_RESOLUTION: Rows are 5 minutes apart/],
    [['none.csv', '--to', 'new'], 2, /^DATA_FOLDER_MISSING: There is no file/],
    [['KO.csv', '--to', 'new', '--lot', '0'], 2, /^CLI_BAD_FLAG_VALUE: --lot is "0"\. Write a number above zero/],
    [['KO.csv', '--to', 'new', '--quote', 'U/S'], 2, /^CLI_BAD_FLAG_VALUE: --quote is "U\/S", which is not a currency/],
    [['KO.csv'], 2, /^CLI_MISSING_FLAG: engine data import needs --to\./],
    [['--to', 'new'], 2, /^CLI_MISSING_FLAG: Name the files to import/],
    [['KO.csv', '--to', 'new', '--type', 'option'], 2, /^IMPORT_NO_TRADES: --type is "option"/],
    [['KO.csv', '--to', 'new', '--column', 'closing=X'], 2, /^CLI_BAD_FLAG_VALUE: --column is "closing=X"\./],
    [['KO.csv', '--to', 'new', '--time-zone', 'Mars'], 2, /^CLI_BAD_FLAG_VALUE: --time-zone is "Mars"/],
    [['KO.csv', '--to', 'KO.csv'], 1, /^CONVERT_TARGET_UNWRITABLE: /],
  ])('fails for %j with one sentence and no files', async (args, code, sentence) => {
    const before = readdirSync(folder);
    const outcome = await engine(['data', 'import', ...args], folder);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(sentence);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });
});
