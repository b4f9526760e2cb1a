import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';
import { formatDateTime } from '../time/date-text.ts';
import { NEW_YORK, TimeZone } from '../time/time-zone.ts';
import { BadRows } from './bad-rows.ts';
import type { BadRow } from './bad-rows.ts';
import type { ImportOptions } from './import-options.ts';
import { importSeries } from './import-series.ts';
import type { ImportedSeries } from './import-series.ts';
import { readFile } from './read-file.ts';
import type { ImportedFile, ReadTarget } from './read-file.ts';
import { RowStore } from './row-store.ts';

const root = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(root, { recursive: true }));

const usual: ImportOptions = {
  securityType: SecurityType.Equity,
  columns: new Map(),
  dataZone: TimeZone.of(NEW_YORK),
  adjustedClose: 'factors',
};

interface Read {
  readonly files: readonly ImportedFile[];
  readonly bad: readonly BadRow[];
  readonly series: readonly ImportedSeries[];
  /** Time, prices and volume of each bar of the first series. */
  readonly rows: readonly unknown[];
}

/** Reads and combines files that are given by their names and contents. */
async function sets(
  files: Readonly<Record<string, string | Buffer>>,
  options: Partial<ImportOptions> = {},
  mostInMemory?: number,
): Promise<Read> {
  const store = new RowStore(root, mostInMemory);
  const bad = new BadRows();
  const chosen = { ...usual, ...options };
  try {
    const read: ImportedFile[] = [];
    for (const [index, [name, content]] of Object.entries(files).entries()) {
      writeFileSync(join(root, name), content);
      read.push(await readFile(join(root, name), chosen, { store, bad, file: index }));
    }
    const series = importSeries({ files: read, store, bad }, chosen);
    const rows =
      series.length === 0
        ? []
        : [...series[0].batches()].flatMap(({ time, numbers, length }) =>
            Array.from({ length }, (_, row) => [formatDateTime(time[row]), ...numbers.map((column) => column[row])]),
          );
    return { files: read, bad: bad.rows, series, rows };
  } finally {
    store.close();
  }
}

function set(name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): Promise<Read> {
  return sets({ [name]: content }, options);
}

function nowhere(): ReadTarget {
  return { store: new RowStore(root), bad: new BadRows(), file: 0 };
}

async function file(
  name: string,
  content: string | Buffer,
  options: Partial<ImportOptions> = {},
): Promise<ImportedFile> {
  writeFileSync(join(root, name), content);
  return await readFile(join(root, name), { ...usual, ...options }, nowhere());
}

const BARS = 'Date,Open,High,Low,Close,Volume\n2020-01-02,1,2,1,2,5\n2020-01-03,2,3,2,3,6\n';

describe('the layouts', () => {
  it('reads files of Yahoo', async () => {
    const read = await set(
      'KO.csv',
      'Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,54.9,55.1,54.5,55.00,54.45,100\n2020-01-03,null,null,null,null,null,null\n2020-01-06,54,55,53,54.00,54.00,200\n',
    );
    expect(read.rows).toEqual([
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

  it("skips the dividends and splits of Yahoo's web page", async () => {
    const text =
      'Date\tOpen\tHigh\tLow\tClose*\tAdj Close**\tVolume\nJan 3, 2020\t1\t2\t1\t2\t2\t1,000\nJan 3, 2020\t0.41 Dividend\nJan 2, 2020\t1\t2\t1\t2\t2\t-\n';
    const read = await set('KO.tsv', text);
    const [{ layout, dateStyle, withoutPrices }] = read.files;
    expect([layout?.name, dateStyle, withoutPrices]).toEqual(['yahoo', 'names of months', 1]);
    expect(read.rows).toEqual([
      ['2020-01-02T00:00:00', 1, 2, 1, 2, 0],
      ['2020-01-03T00:00:00', 1, 2, 1, 2, 1000],
    ]);
  });

  it("reads yfinance's files of one ticker, with two lines below the header", async () => {
    const read = await set(
      'download.csv',
      'Price,Close,High,Low,Open,Volume\nTicker,KO,KO,KO,KO,KO\nDate,,,,,\n2020-01-02,54.98999786376953,55.43,54.76,55.32,11867700\n2020-01-03,54.69,55,54,54.3,11354500\n',
    );
    expect(read.series[0].ticker).toBe('KO');
    expect(read.rows[0]).toEqual(['2020-01-02T00:00:00', 55.32, 55.43, 54.76, 54.98999786376953, 11_867_700]);
    await expect(file('two.csv', 'Price,Close,Close\nTicker,KO,PEP\nDate,,\n2020-01-02,1,2\n')).rejects.toThrow(
      'has the columns of KO, PEP side by side',
    );
  });

  it('reads files of Stooq, in English and in Polish', async () => {
    const header = '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>';
    const read = await set(
      'x.txt',
      `${header}\nAAPL.US,D,20200102,000000,1,2,1,2,5,0\nAAPL.US,D,20200103,000000,1,2,1,2,5,0\n`,
    );
    expect(read.series[0]).toMatchObject({ ticker: 'AAPL', resolution: Resolution.Daily, factors: undefined });
    expect(read.series[0].caveats).toHaveLength(1);
    const polish = await set(
      'pko_d.csv',
      '\u{FEFF}Data;Otwarcie;Najwyzszy;Najnizszy;Zamkniecie;Wolumen\r\n2020-01-02;1,5;1,6;1,4;1,55;1 000\r\n',
    );
    expect(polish.series[0].ticker).toBe('PKO');
    expect(polish.rows).toEqual([['2020-01-02T00:00:00', 1.5, 1.6, 1.4, 1.55, 1000]]);
    await expect(file('hours.txt', `${header}\nAAPL.US,60,20200102,160000,1,2,1,2,5,0\n`)).rejects.toThrow(
      'State the zone with --time-zone',
    );
    const zone = { timeZone: TimeZone.of('Europe/Warsaw'), resolution: Resolution.Hour };
    expect((await set('hours.txt', `${header}\nAAPL.US,60,20200102,160000,1,2,1,2,5,0\n`, zone)).rows[0]).toMatchObject(
      {
        0: '2020-01-02T10:00:00',
      },
    );
  });

  it('reads files of Alpaca, several tickers in a file, in UTC', async () => {
    const read = await set(
      'bars.csv',
      'symbol,timestamp,open,high,low,close,volume,trade_count,vwap\nSPY,2022-12-30 14:30:00+00:00,382,383,381,382.83,4215.0,14.0,382.8\nSPY,2022-12-30 14:31:00+00:00,382,383,381,382.5,10.0,1.0,382.8\nQQQ,2022-12-30 14:30:00+00:00,1,1,1,1,1.0,1.0,1.0\nQQQ,2022-12-30 14:31:00+00:00,1,1,1,1,1.0,1.0,1.0\n',
    );
    expect(read.series.map(({ ticker, resolution }) => [ticker, resolution])).toEqual([
      ['SPY', Resolution.Minute],
      ['QQQ', Resolution.Minute],
    ]);
    expect(read.rows[0]).toEqual(['2022-12-30T09:30:00', 382, 383, 381, 382.83, 4215]);
    const days = await set(
      'daily.csv',
      't,o,h,l,c,v,n,vw\n2020-01-02T05:00:00Z,1,2,1,2,5,1,1\n2020-07-02T04:00:00Z,1,2,1,2,5,1,1\n',
      { symbol: 'SPY', resolution: Resolution.Daily },
    );
    expect(days.rows).toMatchObject([{ 0: '2020-01-02T00:00:00' }, { 0: '2020-07-02T00:00:00' }]);
  });

  it('reads files of Interactive Brokers, when the time zone is given', async () => {
    const text = (zone: string): string =>
      `date,open,high,low,close,volume,average,barCount\n20230103  09:30:00${zone},1,2,1,2,-1,1.5,3\n20230103  09:31:00${zone},1,2,1,2,7,1.5,3\n`;
    expect((await set('MSFT.csv', text(' US/Eastern'))).rows).toEqual([
      ['2023-01-03T09:30:00', 1, 2, 1, 2, 0],
      ['2023-01-03T09:31:00', 1, 2, 1, 2, 7],
    ]);
    expect((await set('MSFT.csv', text('-06:00'))).rows[0]).toMatchObject({ 0: '2023-01-03T10:30:00' });
    await expect(file('MSFT.csv', text(''))).rejects.toThrow(
      expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_TIMES', exitCode: 2 }),
    );
  });

  it('is recognised by the header, and rejected when another one was requested', async () => {
    expect((await file('KO.csv', BARS)).layout).toBeUndefined();
    expect((await file('KO.csv', BARS, { layout: 'stooq' })).layout?.name).toBe('stooq');
    const alpaca = 'timestamp,open,high,low,close,volume,trade_count,vwap\n2020-01-02,1,1,1,1,1,1,1\n';
    await expect(file('KO.csv', alpaca, { layout: 'yahoo' })).rejects.toThrow(
      'has the columns of alpaca and not those of yahoo',
    );
  });
});

describe('any file', () => {
  it('reports how each column was read', async () => {
    const { columns, delimiter, decimal, dateStyle } = await file(
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

  it('names the candidates for a column and the flag that decides', async () => {
    const text = 'Date,Open,High,Low,Close,Last\n2020-01-02,1,3,1,2,3\n';
    await expect(file('KO.csv', text)).rejects.toThrow(
      '"Close" and "Last" can both be the close. Choose one: --column "close=Close" or --column "close=Last".',
    );
    await expect(file('KO.csv', text)).rejects.toThrow(
      expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_COLUMNS', exitCode: 2 }),
    );
    expect((await set('KO.csv', text, { columns: new Map([['close', 'Last']]) })).rows[0]).toMatchObject({ 4: 3 });
  });

  it.each([
    ['Open,High,Low,Close\n1,2,1,2\n', 'has no column that is a date among: Open, High, Low, Close'],
    ['Date,Volume\n2020-01-02,1\n', 'has no column that is a close'],
    ['Date,Open,Close\n2020-01-02,1,1\n', 'has no column that is the high or the low'],
    ['2020-01-02,1,2,1,2\n', 'has no header: its first row is 2020-01-02, 1, 2, 1, 2'],
  ])('says what %j lacks', async (text, fault) => {
    await expect(file('KO.csv', text)).rejects.toThrow(fault);
    await expect(file('KO.csv', text)).rejects.toThrow('--column date=NAME');
  });

  it('uses positions when there is no header', async () => {
    const columns = new Map([
      ['date', '1'],
      ['open', '2'],
      ['high', '3'],
      ['low', '4'],
      ['close', '5'],
    ] as const);
    expect((await set('KO.csv', '2020-01-02,1,3,1,2\n2020-01-03,2,3,2,3\n', { columns })).rows).toHaveLength(2);
    await expect(file('KO.csv', '2020-01-02,1\n', { columns })).rejects.toThrow('has no column "3"');
  });

  it('collects bad rows with their lines', async () => {
    const { bad, rows: good } = await set(
      'KO.csv',
      'Date,Open,High,Low,Close,Note\n2020-01-02,1,2,1,2,"two\nlines"\n2020-01-03,1,2,1,x,\n2020-13-03,1,2,1,2,\n2020-01-06,1,,1,2,\n2020-01-07,1,2\n2020-01-08,0,2,1,2,\n2020-01-09,1,2,1,2,\n',
      { resolution: Resolution.Daily },
    );
    expect(bad.map(({ line, what }) => `${line} ${what}`)).toEqual([
      '4 has "x" where a number is expected',
      '5 has "2020-13-03" where a date is expected',
      '6 has no high',
      '7 has 3 columns instead of 6',
      '8 has the open 0',
    ]);
    expect(good).toHaveLength(2);
  });

  it('drops duplicates, sorts unordered rows, and names contradictions', async () => {
    const { series, bad, rows } = await set(
      'KO.csv',
      'Date,Close\n2020-01-06,3\n2020-01-03,2\n2020-01-03,2\n2020-01-02,1\n2020-01-02,9\n',
    );
    expect(series[0]).toMatchObject({ repeated: 1, isSorted: true });
    expect(rows).toMatchObject([{ 4: 1 }, { 4: 2 }, { 4: 3 }]);
    expect(bad).toEqual([{ file: join(root, 'KO.csv'), line: 6, what: 'has the time of line 5 and other numbers' }]);
    expect(series[0].caveats[0]).toContain('there are closes only');
  });

  it('combines the rows of several files of a ticker', async () => {
    const { series } = await sets({
      'KO.csv': BARS,
      'KO (1).csv': 'Date,Open,High,Low,Close,Volume\n2020-01-01,1,2,1,2,5\n',
    });
    expect(series.map(({ ticker, rows, isSorted }) => [ticker, rows, isSorted])).toEqual([['KO', 3, true]]);
  });

  it('uses an adjusted close as requested', async () => {
    const text = 'Date,Open,High,Low,Close,Adj Close\n2020-01-02,10,10,10,10.00,9.9\n2020-01-03,10,10,10,10,10\n';
    const use = async (adjustedClose: ImportOptions['adjustedClose']): Promise<Read> =>
      await set('KO.csv', text, { adjustedClose });
    expect((await use('prices')).rows[0]).toEqual(['2020-01-02T00:00:00', 9.9, 9.9, 9.9, 9.9, 0]);
    expect((await use('ignore')).series[0].factors).toBeUndefined();
    const { factors, notes } = (await use('factors')).series[0];
    expect(factors?.dividends).toBe(1);
    expect(notes.join(' ')).toContain('a factor file was derived from the adjusted close (1 dividend and 0 splits)');
  });

  it('interprets times as starts of bars, or as ends on request', async () => {
    const text = 'Date,Close\n2020-01-02 09:31,1\n2020-01-02 09:32,2\n';
    expect((await set('KO.csv', text)).rows[0]).toMatchObject({ 0: '2020-01-02T09:31:00' });
    expect((await set('KO.csv', text, { times: 'end' })).rows[0]).toMatchObject({ 0: '2020-01-02T09:30:00' });
  });

  it('counts bars that contradict themselves', async () => {
    const { series } = await set('KO.csv', 'Date,Open,High,Low,Close\n2020-01-02,3,2,1,2\n2020-01-03,1,2,1,2\n');
    expect(series[0].notes).toEqual([
      '1 bar with an open or close outside high and low: `engine data check` names the first.',
    ]);
  });

  it('rejects five-minute bars and a single row of unknown length', async () => {
    const text = 'Date,Close\n2020-01-02 09:30,1\n2020-01-02 09:35,1\n';
    await expect(set('KO.csv', text)).rejects.toThrow('Rows are 5 minutes apart (KO).');
    await expect(set('KO.csv', 'Date,Close\n2020-01-02 09:30,1\n')).rejects.toThrow('There is one row');
    expect((await set('KO.csv', text, { resolution: Resolution.Minute })).series).toHaveLength(1);
  });

  it.each([
    ['', 'has no rows with prices'],
    ['Date,Close\n', 'has no rows with prices'],
    ['Exceeded the daily hits limit', 'has no column that is a date'],
  ])('reports that %j has no prices', async (text, fault) => {
    await expect(file('KO.csv', text)).rejects.toThrow(fault);
  });

  it('reads UTF-16, and names files without a ticker and missing files', async () => {
    expect((await file('KO.csv', Buffer.from(`\u{FEFF}${BARS}`, 'utf16le'))).rows.get('KO')).toBe(2);
    await expect(file('my favourite prices of all.csv', BARS)).rejects.toThrow(
      expect.objectContaining({ code: 'IMPORT_NO_SYMBOL' }),
    );
    await expect(readFile(join(root, 'none.csv'), usual, nowhere())).rejects.toThrow('There is no file');
    await expect(readFile(root, usual, nowhere())).rejects.toThrow('cannot be read');
  });
});
