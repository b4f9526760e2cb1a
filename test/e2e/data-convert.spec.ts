import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from '../../engine/data/formats/zip-file.ts';
import { readScenario } from '../golden/scenario.ts';
import { engine, engineJson, outcomeOf, PROJECT, startEngine } from './command.ts';

const SAMPLE = join(PROJECT, 'data');
const { path: folder, remove } = temporaryFolder({
  'flat/KO.csv': 'Date,Open,High,Low,Close,Volume\n2020-01-02,55.32,55.43,54.76,54.99,11867600\n',
  'broken/equity/usa/daily/ko.csv': 'time,open,high,low,close,volume\n2020-01-02,1,2,1,2\n',
});
afterAll(remove);

function textsOf(root: string): Record<string, string> {
  return Object.fromEntries(
    globSync('{equity,index}/**/*.zip', { cwd: root }).map((path) => {
      const zip = new ZipFile(join(root, path));
      expect(zip.entries).toHaveLength(1);
      return [`${path}#${zip.entries[0].name}`, Buffer.from(zip.read(zip.entries[0])).toString('latin1')];
    }),
  );
}

describe('engine data convert', () => {
  beforeAll(async () => {
    for (const [source, target, format] of [
      [SAMPLE, 'parquet', 'parquet'],
      ['parquet', 'csv', 'csv'],
      ['csv', 'lean', 'lean'],
    ]) {
      const { code, stderr } = await engine(['data', 'convert', source, target, '--to', format], folder);
      if (code !== 0) throw new Error(stderr);
    }
  });

  it('reproduces the bytes inside the zips after LEAN, Parquet, CSV and LEAN', () => {
    const texts = textsOf(join(folder, 'lean'));
    expect(Object.keys(texts)).toHaveLength(6);
    expect(texts).toEqual(textsOf(SAMPLE));
    for (const path of globSync('equity/usa/{map,factor}_files/*.csv', { cwd: SAMPLE }))
      expect(readFileSync(join(folder, 'lean', path), 'utf8'), path).toBe(readFileSync(join(SAMPLE, path), 'utf8'));
  });

  it.each(['parquet', 'csv', 'lean'])(
    'writes a folder in the format %s that gives the same orders and statistics',
    async (data) => {
      const { code, document } = await engineJson(['backtest', '--strategy', 'sma-crossover', '--data', data], folder);
      const { expected } = readScenario('sma-crossover');
      expect(code).toBe(0);
      expect(document).toMatchObject({ statistics: expected.statistics, orders: expected.orders });
    },
  );

  it('lists and checks Parquet files', async () => {
    const { document } = await engineJson(['data', 'list', '--data', 'parquet', '--symbol', 'IBM'], folder);
    expect(document['series']).toMatchObject([
      { ticker: 'IBM', first: '2000-03-01', last: '2013-03-01', rows: 3270, brokenFiles: 0 },
    ]);
    const parquet = await engineJson(['data', 'check', '--data', 'parquet'], folder);
    expect(parquet.document['counts']).toEqual((await engineJson(['data', 'check'], folder)).document['counts']);
  });

  it('converts flat CSV folders, and only the requested symbols and resolutions', async () => {
    expect(await engine(['data', 'convert', 'flat', 'ko', '--to', 'lean'], folder)).toMatchObject({
      code: 0,
      stdout: 'ko: 1 series with 1 rows as lean, 0 files beside them copied.\n',
    });
    const some = ['data', 'convert', SAMPLE, 'some', '--to', 'csv', '--symbol', 'fb', '--resolution', 'daily'];
    expect((await engineJson(some, folder)).document['series']).toEqual([
      { series: 'equity usa FB daily trade', rows: 196 },
    ]);
  });

  it.each([
    [['parquet', 'csv', '--to', 'csv'], 2, /^CONVERT_TARGET_EXISTS: .*csv is not empty\./],
    [['parquet', 'new', '--to', 'parquet'], 2, /^CONVERT_SAME_FORMAT: parquet already has the format parquet\./],
    [['parquet', 'new', '--to', 'xlsx'], 2, /^CLI_BAD_FLAG_VALUE: --to is "xlsx"\./],
    [['parquet', 'new'], 2, /^CLI_MISSING_FLAG: engine data convert needs --to\./],
    [['nowhere', 'new', '--to', 'csv'], 2, /^HOST_UNKNOWN_DATA: There is no data folder "nowhere"\./],
    [['parquet', 'new', '--to', 'csv', '--symbol', 'XYZ'], 2, /^CONVERT_NOTHING: /],
    [['broken', 'new', '--to', 'lean'], 1, /^DATA_MALFORMED_ROW: Line 2 of .*ko\.csv has 5 columns instead of 6/],
  ])('fails for %j with one sentence and no files', async (args, code, sentence) => {
    const before = readdirSync(folder);
    const outcome = await engine(['data', 'convert', ...args], folder);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(sentence);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('names the file that DuckDB cannot read', async () => {
    cpSync(
      join(folder, 'lean', 'equity', 'usa', 'daily', 'fb.zip'),
      join(folder, 'cut', 'equity', 'usa', 'daily', 'fb.parquet'),
      { recursive: true },
    );
    const { code, stderr } = await engine(['data', 'convert', 'cut', 'new', '--to', 'csv'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DATA_FILE_UNREADABLE: .*fb\.parquet cannot be read: .*\n$/);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it('leaves no files after Ctrl-C', async () => {
    const row = (index: number): string =>
      `${new Date(1e12 + index * 1000).toISOString().slice(0, 19).replace('T', ' ')},1,2,1,2,3`;
    mkdirSync(join(folder, 'long/equity/usa/second'), { recursive: true });
    writeFileSync(
      join(folder, 'long/equity/usa/second/ko_trade.csv'),
      `time,open,high,low,close,volume\n${Array.from({ length: 600_000 }, (_, index) => row(index)).join('\n')}\n`,
    );
    const before = readdirSync(folder);
    const child = startEngine(['data', 'convert', 'long', 'stopped/there', '--to', 'lean'], folder);
    const isStaged = (): boolean =>
      existsSync(join(folder, 'stopped')) && readdirSync(join(folder, 'stopped')).length > 0;
    const timer = setInterval(() => {
      if (!isStaged()) return;
      clearInterval(timer);
      child.kill('SIGINT');
    }, 2);
    const { code, stderr } = await outcomeOf(child);
    clearInterval(timer);
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'CONVERT_INTERRUPTED: The conversion was interrupted; nothing was written. Start it again.\n',
    });
    expect(readdirSync(folder)).toEqual(before);
  });
});
