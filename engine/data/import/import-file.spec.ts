import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { formatDateTime } from '../time/date-text.ts';
import { NEW_YORK, TimeZone } from '../time/time-zone.ts';
import { importFile } from './import-file.ts';
import type { ImportedFile } from './import-file.ts';
import type { ImportOptions } from './import-options.ts';
import { importSeries } from './import-series.ts';
import type { ImportedSet } from './import-series.ts';

const root = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(root, { recursive: true }));

const usual: ImportOptions = { columns: new Map(), dataZone: TimeZone.of(NEW_YORK), adjustedClose: 'factors' };

function file(name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): ImportedFile {
  writeFileSync(join(root, name), content);
  return importFile(join(root, name), { ...usual, ...options });
}

function set(name: string, content: string, options: Partial<ImportOptions> = {}): ImportedSet {
  return importSeries([file(name, content, options)], { ...usual, ...options });
}

/** Time, prices and volume of each row. */
function rows({
  series: [
    {
      rows: { time, numbers, length },
    },
  ],
}: ImportedSet): unknown[] {
  return Array.from({ length }, (_, row) => [formatDateTime(time[row]), ...numbers.map((column) => column[row])]);
}

const BARS = 'Date,Open,High,Low,Close,Volume\n2020-01-02,1,2,1,2,5\n2020-01-03,2,3,2,3,6\n';

describe('the layouts', () => {
  it('reads what Yahoo gives', () => {
    const read = set(
      'KO.csv',
      'Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,54.9,55.1,54.5,55.00,54.45,100\n2020-01-03,null,null,null,null,null,null\n2020-01-06,54,55,53,54.00,54.00,200\n',
    );
    expect(rows(read)).toEqual([
      ['2020-01-02T00:00:00', 54.9, 55.1, 54.5, 55, 100],
      ['2020-01-06T00:00:00', 54, 55, 53, 54, 200],
    ]);
    expect(read.series[0]).toMatchObject({
      ticker: 'KO',
      resolution: Resolution.Daily,
      factors: { dividends: 1, splits: 0 },
    });
    expect(read.series[0].factors?.text).toMatch(/^20200102,0\.99,1,55\n20501231,1,1,0\n$/);
  });

  it("leaves out the dividends and splits of Yahoo's web page", () => {
    const text =
      'Date\tOpen\tHigh\tLow\tClose*\tAdj Close**\tVolume\nJan 3, 2020\t1\t2\t1\t2\t2\t1,000\nJan 3, 2020\t0.41 Dividend\nJan 2, 2020\t1\t2\t1\t2\t2\t-\n';
    const read = file('KO.tsv', text);
    expect([read.layout?.name, read.dateStyle, read.withoutPrices]).toEqual(['yahoo', 'names of months', 1]);
    expect(rows(importSeries([read], usual))).toEqual([
      ['2020-01-02T00:00:00', 1, 2, 1, 2, 0],
      ['2020-01-03T00:00:00', 1, 2, 1, 2, 1000],
    ]);
  });

  it("reads yfinance's files of one ticker, with two lines below the header", () => {
    const read = set(
      'download.csv',
      'Price,Close,High,Low,Open,Volume\nTicker,KO,KO,KO,KO,KO\nDate,,,,,\n2020-01-02,54.98999786376953,55.43,54.76,55.32,11867700\n2020-01-03,54.69,55,54,54.3,11354500\n',
    );
    expect(read.series[0].ticker).toBe('KO');
    expect(rows(read)[0]).toEqual(['2020-01-02T00:00:00', 55.32, 55.43, 54.76, 54.98999786376953, 11_867_700]);
    expect(() => file('two.csv', 'Price,Close,Close\nTicker,KO,PEP\nDate,,\n2020-01-02,1,2\n')).toThrow(
      'holds the columns of KO, PEP side by side',
    );
  });

  it('reads what Stooq gives, in English and in Polish', () => {
    const header = '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>';
    const read = set(
      'x.txt',
      `${header}\nAAPL.US,D,20200102,000000,1,2,1,2,5,0\nAAPL.US,D,20200103,000000,1,2,1,2,5,0\n`,
    );
    expect(read.series[0]).toMatchObject({ ticker: 'AAPL', resolution: Resolution.Daily, factors: undefined });
    expect(read.series[0].caveats).toHaveLength(1);
    const polish = set(
      'pko_d.csv',
      '\u{FEFF}Data;Otwarcie;Najwyzszy;Najnizszy;Zamkniecie;Wolumen\r\n2020-01-02;1,5;1,6;1,4;1,55;1 000\r\n',
    );
    expect(polish.series[0].ticker).toBe('PKO');
    expect(rows(polish)).toEqual([['2020-01-02T00:00:00', 1.5, 1.6, 1.4, 1.55, 1000]]);
    expect(() => file('hours.txt', `${header}\nAAPL.US,60,20200102,160000,1,2,1,2,5,0\n`)).toThrow(
      'Name it with --time-zone',
    );
    const zone = { timeZone: TimeZone.of('Europe/Warsaw'), resolution: Resolution.Hour };
    expect(rows(set('hours.txt', `${header}\nAAPL.US,60,20200102,160000,1,2,1,2,5,0\n`, zone))[0]).toMatchObject({
      0: '2020-01-02T10:00:00',
    });
  });

  it('reads what Alpaca gives, several tickers in a file, in UTC', () => {
    const read = set(
      'bars.csv',
      'symbol,timestamp,open,high,low,close,volume,trade_count,vwap\nSPY,2022-12-30 14:30:00+00:00,382,383,381,382.83,4215.0,14.0,382.8\nSPY,2022-12-30 14:31:00+00:00,382,383,381,382.5,10.0,1.0,382.8\nQQQ,2022-12-30 14:30:00+00:00,1,1,1,1,1.0,1.0,1.0\nQQQ,2022-12-30 14:31:00+00:00,1,1,1,1,1.0,1.0,1.0\n',
    );
    expect(read.series.map(({ ticker, resolution }) => [ticker, resolution])).toEqual([
      ['SPY', Resolution.Minute],
      ['QQQ', Resolution.Minute],
    ]);
    expect(rows(read)[0]).toEqual(['2022-12-30T09:30:00', 382, 383, 381, 382.83, 4215]);
    const days = set(
      'daily.csv',
      't,o,h,l,c,v,n,vw\n2020-01-02T05:00:00Z,1,2,1,2,5,1,1\n2020-07-02T04:00:00Z,1,2,1,2,5,1,1\n',
      { symbol: 'SPY', resolution: Resolution.Daily },
    );
    expect(rows(days)).toMatchObject([{ 0: '2020-01-02T00:00:00' }, { 0: '2020-07-02T00:00:00' }]);
  });

  it('reads what Interactive Brokers gives, when the zone is told', () => {
    const text = (zone: string): string =>
      `date,open,high,low,close,volume,average,barCount\n20230103  09:30:00${zone},1,2,1,2,-1,1.5,3\n20230103  09:31:00${zone},1,2,1,2,7,1.5,3\n`;
    expect(rows(set('MSFT.csv', text(' US/Eastern')))).toEqual([
      ['2023-01-03T09:30:00', 1, 2, 1, 2, 0],
      ['2023-01-03T09:31:00', 1, 2, 1, 2, 7],
    ]);
    expect(rows(set('MSFT.csv', text('-06:00')))[0]).toMatchObject({ 0: '2023-01-03T10:30:00' });
    expect(() => file('MSFT.csv', text(''))).toThrow(
      expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_TIMES', exitCode: 2 }),
    );
  });

  it('is told by the header, and refused where another was named', () => {
    expect(file('KO.csv', BARS).layout).toBeUndefined();
    expect(file('KO.csv', BARS, { layout: 'stooq' }).layout?.name).toBe('stooq');
    const alpaca = 'timestamp,open,high,low,close,volume,trade_count,vwap\n2020-01-02,1,1,1,1,1,1,1\n';
    expect(() => file('KO.csv', alpaca, { layout: 'yahoo' })).toThrow(
      'has the columns of alpaca and not those of yahoo',
    );
  });
});

describe('any file', () => {
  it('tells how each column was read', () => {
    const { columns, delimiter, decimal, dateStyle } = file(
      'KO.csv',
      'Day;Open;High;Low;Last price;Mood\n31.01.2020;1,5;2,5;1,5;2,5;good\n',
    );
    expect({ delimiter, decimal, dateStyle }).toEqual({ delimiter: ';', decimal: 'comma', dateStyle: 'dd/mm/yyyy' });
    expect(columns.map(({ column, role, why, sample }) => [column, role, why, sample])).toEqual([
      ['Day', 'date', 'name', '31.01.2020'],
      ['Open', 'open', 'name', '1,5'],
      ['High', 'high', 'name', '2,5'],
      ['Low', 'low', 'name', '1,5'],
      ['Last price', 'close', 'name', '2,5'],
      ['Mood', undefined, '', 'good'],
    ]);
  });

  it('names the candidates for a column and the flag that decides', () => {
    const text = 'Date,Open,High,Low,Close,Last\n2020-01-02,1,3,1,2,3\n';
    expect(() => file('KO.csv', text)).toThrow(
      '"Close" and "Last" can both be the close. Say which one is meant: --column "close=Close" or --column "close=Last".',
    );
    expect(() => file('KO.csv', text)).toThrow(
      expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_COLUMNS', exitCode: 2 }),
    );
    expect(rows(set('KO.csv', text, { columns: new Map([['close', 'Last']]) }))[0]).toMatchObject({ 4: 3 });
  });

  it.each([
    ['Open,High,Low,Close\n1,2,1,2\n', 'has no column that is a date among: Open, High, Low, Close'],
    ['Date,Volume\n2020-01-02,1\n', 'has no column that is a close'],
    ['Date,Open,Close\n2020-01-02,1,1\n', 'has no column that is the high or the low'],
    ['2020-01-02,1,2,1,2\n', 'has no header: its first row is 2020-01-02, 1, 2, 1, 2'],
  ])('says what %j lacks', (text, fault) => {
    expect(() => file('KO.csv', text)).toThrow(fault);
    expect(() => file('KO.csv', text)).toThrow('--column date=NAME');
  });

  it('takes positions where there is no header', () => {
    const columns = new Map([
      ['date', '1'],
      ['open', '2'],
      ['high', '3'],
      ['low', '4'],
      ['close', '5'],
    ] as const);
    expect(rows(set('KO.csv', '2020-01-02,1,3,1,2\n2020-01-03,2,3,2,3\n', { columns }))).toHaveLength(2);
    expect(() => file('KO.csv', '2020-01-02,1\n', { columns })).toThrow('has no column "3"');
  });

  it('gathers bad rows with their lines', () => {
    const { bad, rows: good } = file(
      'KO.csv',
      'Date,Open,High,Low,Close,Note\n2020-01-02,1,2,1,2,"two\nlines"\n2020-01-03,1,2,1,x,\n2020-13-03,1,2,1,2,\n2020-01-06,1,,1,2,\n2020-01-07,1,2\n2020-01-08,0,2,1,2,\n2020-01-09,1,2,1,2,\n',
    );
    expect(bad.map(({ line, what }) => `${line} ${what}`)).toEqual([
      '4 has "x" where a number is expected',
      '5 has "2020-13-03" where a date is expected',
      '6 has no high',
      '7 has 3 columns in place of 6',
      '8 has the open 0',
    ]);
    expect(good.get('KO')).toHaveLength(2);
  });

  it('leaves out what repeats, sorts what is not in order, and names what contradicts', () => {
    const { series, bad } = set(
      'KO.csv',
      'Date,Close\n2020-01-06,3\n2020-01-03,2\n2020-01-03,2\n2020-01-02,1\n2020-01-02,9\n',
    );
    expect(series[0]).toMatchObject({ repeated: 1, isSorted: true });
    expect([...series[0].rows.numbers[3]]).toEqual([1, 2, 3]);
    expect(bad).toEqual([{ file: join(root, 'KO.csv'), line: 6, what: 'has the time of line 5 and other numbers' }]);
    expect(series[0].caveats[0]).toContain('there are closes only');
  });

  it('puts the rows of several files of a ticker together', () => {
    const parts = [file('KO.csv', BARS), file('KO (1).csv', 'Date,Open,High,Low,Close,Volume\n2020-01-01,1,2,1,2,5\n')];
    const { series } = importSeries(parts, usual);
    expect(series.map(({ ticker, rows: { length }, isSorted }) => [ticker, length, isSorted])).toEqual([
      ['KO', 3, true],
    ]);
  });

  it('does what is said with an adjusted close', () => {
    const text = 'Date,Open,High,Low,Close,Adj Close\n2020-01-02,10,10,10,10.00,9.9\n2020-01-03,10,10,10,10,10\n';
    const use = (adjustedClose: ImportOptions['adjustedClose']): ImportedSet => set('KO.csv', text, { adjustedClose });
    expect(use('prices').series[0].rows.numbers.map(([first]) => first)).toEqual([9.9, 9.9, 9.9, 9.9, 0]);
    expect(use('ignore').series[0].factors).toBeUndefined();
    expect(use('factors').series[0].factors?.dividends).toBe(1);
    expect(use('factors').series[0].notes.join(' ')).toContain(
      'a factor file was worked out of the adjusted close (1 dividend and 0 splits)',
    );
  });

  it('takes times for starts of bars, or for ends when that is said', () => {
    const text = 'Date,Close\n2020-01-02 09:31,1\n2020-01-02 09:32,2\n';
    expect(rows(set('KO.csv', text))[0]).toMatchObject({ 0: '2020-01-02T09:31:00' });
    expect(rows(set('KO.csv', text, { namesEnds: true }))[0]).toMatchObject({ 0: '2020-01-02T09:30:00' });
  });

  it('counts bars that contradict themselves', () => {
    const { series } = set('KO.csv', 'Date,Open,High,Low,Close\n2020-01-02,3,2,1,2\n2020-01-03,1,2,1,2\n');
    expect(series[0].notes).toEqual([
      '1 bar with an open or close outside of high and low: `engine data check` names the first.',
    ]);
  });

  it('refuses what is a five-minute bar or one row of unknown length', () => {
    const text = 'Date,Close\n2020-01-02 09:30,1\n2020-01-02 09:35,1\n';
    expect(() => set('KO.csv', text)).toThrow('Rows are 5 minutes apart (KO).');
    expect(() => set('KO.csv', 'Date,Close\n2020-01-02 09:30,1\n')).toThrow('There is one row');
    expect(set('KO.csv', text, { resolution: Resolution.Minute }).series).toHaveLength(1);
  });

  it.each([
    ['', 'has no rows with prices'],
    ['Date,Close\n', 'has no rows with prices'],
    ['Exceeded the daily hits limit', 'has no column that is a date'],
  ])('says that %j holds no prices', (text, fault) => {
    expect(() => file('KO.csv', text)).toThrow(fault);
  });

  it('reads UTF-16, and names files that tell no ticker or are not there', () => {
    expect(file('KO.csv', Buffer.from(`\u{FEFF}${BARS}`, 'utf16le')).rows.get('KO')).toHaveLength(2);
    expect(() => file('my favourite prices of all.csv', BARS)).toThrow(
      expect.objectContaining({ code: 'IMPORT_NO_SYMBOL' }),
    );
    expect(() => importFile(join(root, 'none.csv'), usual)).toThrow('There is no file');
    expect(() => importFile(root, usual)).toThrow('cannot be read');
  });
});
