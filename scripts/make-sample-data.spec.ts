import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { CorporateActions } from '../engine/data/corporate-actions.ts';
import { CsvFolder } from '../engine/data/formats/csv-folder.ts';
import { LeanFolder } from '../engine/data/formats/lean-folder.ts';
import { createSymbol } from '../engine/data/security-identifier.ts';
import { BuiltInMarketHoursDatabase } from '../engine/data/time/built-in-market-hours.ts';
import { formatDate, parseDate } from '../engine/data/time/date-text.ts';
import { DataNormalizationMode, TickType } from '../engine/model/data-kinds.ts';
import { Resolution } from '../engine/model/resolution.ts';
import { SecurityType } from '../engine/model/security-type.ts';
import { makeSampleData } from './make-sample-data.ts';
import { corporateEvents, factorFile, readDailyRows } from './sample-data.ts';

const DATA = fileURLToPath(new URL('../data', import.meta.url));
const STOCKS = ['AAPL', 'FB', 'GOOG', 'IBM', 'MSFT'];
const embedded = new LeanFolder(DATA);
const hours = new BuiltInMarketHoursDatabase().entry('usa', 'AAPL', SecurityType.Equity).exchangeHours;
const temporary = mkdtempSync(join(tmpdir(), 'sample-'));
afterAll(() => rmSync(temporary, { recursive: true }));

function actionsOf(ticker: string): CorporateActions {
  const symbol = createSymbol(embedded, ticker, SecurityType.Equity, 'usa');
  return new CorporateActions(embedded.factorRows(symbol), embedded.mapRows(symbol));
}

function rowsOf(ticker: string, securityType: SecurityType = SecurityType.Equity) {
  const series = { securityType, market: 'usa', resolution: Resolution.Daily, tickType: TickType.Trade };
  return embedded.read(series, embedded.files(series, ticker)[0])!;
}

/** Dividends by ex-date. */
function dividendsOf(ticker: string): Record<string, string> {
  const paid = actionsOf(ticker).dividends.map(({ date, distribution }) => [exDate(date), distribution.toString()]);
  return Object.fromEntries(paid) as Record<string, string>;
}

function exDate(date: number): string {
  return formatDate(hours.nextTradingDay(date));
}

describe('the embedded sample', () => {
  it('has 92 dividends, all in whole cents', () => {
    const counts = STOCKS.map((ticker) => actionsOf(ticker).dividends.length);
    expect(counts).toEqual([3, 0, 0, 52, 37]);
    for (const ticker of STOCKS) {
      for (const { distribution, referencePrice, date } of actionsOf(ticker).dividends) {
        expect(distribution.sign).toBe(1);
        // the unrounded amount is within a hundredth of a cent of it
        const before = actionsOf(ticker).factorOn(date, DataNormalizationMode.Adjusted).value;
        const after = actionsOf(ticker).factorOn(date + 86_400_000, DataNormalizationMode.Adjusted).value;
        expect(Math.abs(referencePrice.toNumber() * (1 - before / after) - distribution.toNumber())).toBeLessThan(1e-4);
      }
    }
  });

  it('has the known dividends', () => {
    expect(dividendsOf('AAPL')).toEqual({ '2012-08-09': '2.65', '2012-11-07': '2.65', '2013-02-07': '2.65' });
    expect(dividendsOf('MSFT')['2004-11-15']).toBe('3.08');
    expect(dividendsOf('MSFT')['2003-02-19']).toBe('0.08');
  });

  it('has the known splits', () => {
    const splits = STOCKS.flatMap((ticker) =>
      actionsOf(ticker).splits.map(({ date, factor }) => `${ticker} ${exDate(date)} ${factor.toString()}`),
    );
    expect(splits).toEqual(['AAPL 2000-06-21 0.5', 'AAPL 2005-02-28 0.5', 'MSFT 2003-02-18 0.5']);
  });

  it("steps its price factors by the previous close, by LEAN's rule", () => {
    for (const ticker of STOCKS) {
      const rows = rowsOf(ticker);
      for (const { date, referencePrice } of [...actionsOf(ticker).dividends, ...actionsOf(ticker).splits]) {
        expect(rows.values[3][rows.time.indexOf(date)]).toBe(referencePrice.toNumber());
      }
    }
    const { priceFactor } = embedded.factorRows(createSymbol(embedded, 'AAPL', SecurityType.Equity, 'usa')).at(-2)!;
    expect(priceFactor.toString()).toBe(((457.35 - 2.65) / 457.35).toFixed(7));
  });

  it.each([
    ['AAPL', 3270, '2000-03-01', '2013-03-01', 'AAPL R735QTJ8XC9X'],
    ['FB', 196, '2012-05-18', '2013-03-01', 'FB V6OIPNZEM8V9'],
    ['GOOG', 2148, '2004-08-19', '2013-03-01', 'GOOG T1AZ164W5VTX'],
    ['IBM', 3270, '2000-03-01', '2013-03-01', 'IBM R735QTJ8XC9X'],
    ['MSFT', 3270, '2000-03-01', '2013-03-01', 'MSFT R735QTJ8XC9X'],
  ])('has %s: %i rows from %s to %s', (ticker, count, first, last, id) => {
    const { time, length, values, scales } = rowsOf(ticker);
    expect([length, formatDate(time[0]), formatDate(time[length - 1])]).toEqual([count, first, last]);
    expect(scales).toBe(4);
    expect(createSymbol(embedded, ticker, SecurityType.Equity, 'usa').id).toBe(id);
    const [open, high, low, close] = values;
    expect(
      open.every((price, row) => low[row] <= Math.min(price, close[row]) && high[row] >= Math.max(price, close[row])),
    ).toBe(true);
  });

  it('has a row on every trading day in New York and on no other day', () => {
    for (const ticker of STOCKS) {
      const days = new Set(rowsOf(ticker).time);
      const faults: string[] = [];
      for (let date = Math.min(...days); date <= Math.max(...days); date += 86_400_000) {
        if (days.has(date) !== hours.isDateOpen(date)) faults.push(`${ticker} ${formatDate(date)}`);
      }
      expect(faults).toEqual([]);
    }
  });

  it('has the S&P 500 with two decimal places', () => {
    const { length, time, values } = rowsOf('SPX', SecurityType.Index);
    expect([length, formatDate(time[0]), formatDate(time[length - 1])]).toEqual([5105, '2000-01-03', '2020-04-17']);
    expect(values.map((column) => column[0])).toEqual([1469.25, 1478, 1438.36, 1455.22, 931_800_000]);
  });

  it('has twenty large companies, declared as closes, as adjusted and as selected with hindsight', () => {
    const folder = new CsvFolder(join(DATA, 'closes'));
    const file = folder.find('AAPL')!;
    expect(file.tickers).toHaveLength(20);
    const apple = folder.read(file, 'AAPL');
    expect([apple.length, formatDate(apple.time[0]), apple.values[0][0], apple.values[4][0]]).toEqual([
      8313,
      '1990-01-02',
      0.264,
      0,
    ]);
    const caveats = folder.caveats(file).join(' ');
    expect(caveats).toContain('closes only');
    expect(caveats).toContain('adjusted for splits and dividends');
    expect(caveats).toContain('survivorship bias');
  });

  it('has the S&P 500 on every day of the closes, declared as an index without dividends', () => {
    const folder = new CsvFolder(join(DATA, 'closes'));
    const file = folder.find('SPX')!;
    const { time, values } = folder.read(file, 'SPX');
    expect(file.description.securityType).toBe(SecurityType.Index);
    expect([...time]).toEqual([...folder.read(folder.find('AAPL')!, 'AAPL').time]);
    expect([values[3][0], values[3].at(-1)]).toEqual([359.69, 3783.22]);
    expect(folder.caveats(file).join(' ')).toContain('without dividends');
  });

  it('stays small', () => {
    const sizes = readdirSync(DATA, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });
});

const header = 'date,open,high,low,close,volume,adjusted_close';

function writeSource(name: string, lines: readonly string[]): string {
  const path = join(temporary, 'sources', name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('makeSampleData', () => {
  const rows = [
    header,
    '2020-01-02,10,11,9,10,100,4.5',
    '2020-01-03,5,5.5,4.5,5,200,4.5',
    '2020-01-06,4.5,4.6,4.4,4.5,300,4.5',
  ];

  it('derives a split and a dividend and writes zip, factor and map file', () => {
    for (const ticker of STOCKS) writeSource(`us-stocks-daily/${ticker}.csv`, rows);
    writeSource('indices/SPX-2000-2020.csv', rows);
    writeSource('closes/us-large-caps-1990-2022.csv', ['date,AAPL', '2020-01-02,1']);
    writeSource('closes/SPX-1990-2022.csv', ['date,SP500', '2020-01-02,3257.85']);
    const target = join(temporary, 'target');
    makeSampleData(join(temporary, 'sources'), target);
    const text = readFileSync(join(target, 'equity/usa/factor_files/aapl.csv'), 'utf8');
    expect(text).toBe('19980102,0.9,0.5,1\n20200102,0.9,0.5,10\n20200103,0.9,1,5\n20501231,1,1,0\n');
    const first = new LeanFolder(target);
    const series = {
      securityType: SecurityType.Equity,
      market: 'usa',
      resolution: Resolution.Daily,
      tickType: TickType.Trade,
    };
    expect([...first.read(series, first.files(series, 'AAPL')[0])!.values[3]]).toEqual([10, 5, 4.5]);
    expect(first.mapRows(createSymbol(first, 'FB', SecurityType.Equity, 'usa'))[0].date).toBe(parseDate('2012-05-18'));
    const before = readFileSync(join(target, 'index/usa/daily/spx.zip'));
    makeSampleData(join(temporary, 'sources'), target);
    expect(readFileSync(join(target, 'index/usa/daily/spx.zip')).equals(before)).toBe(true);
    expect(readFileSync(join(target, 'closes/SPX.csv'), 'utf8')).toBe('date,close\n2020-01-02,3257.85\n');
  });

  it('refuses a step that is neither a split nor a dividend in cents', () => {
    const path = writeSource('odd.csv', [header, '2020-01-02,10,10,10,10,1,10', '2020-01-03,10,10,10,10,1,10.01234']);
    expect(() => corporateEvents(readDailyRows(path), path)).toThrow('Line 3 of');
  });

  it('writes two rows for a company without actions', () => {
    expect(factorFile([], [], '20120518')).toBe('20120518,1,1,1\n20501231,1,1,0\n');
  });
});
