import { describe, expect, it } from 'vitest';
import { CsvTable } from './csv-rows.ts';
import type { CsvOptions } from './csv-rows.ts';
import { priceScale } from './price-scales.ts';

function table(text: string, options: Partial<CsvOptions> = {}): CsvTable {
  return new CsvTable(Buffer.from(text), { path: 'x.csv', ...options });
}

const day = (number: number): number => Date.UTC(2020, 0, number);

describe('CsvTable', () => {
  it('reads bars with the scales of their text', () => {
    const rows = table(
      'Date,Open,High,Low,Close,Volume\n2020-01-02,1.50,2,1,1.25,100\r\n\n2020-01-03,2,3,1.125,2,200',
    ).rows();
    expect([...rows.time]).toEqual([day(2), day(3)]);
    expect(rows.values.map((column) => [...column])).toEqual([
      [1.5, 2],
      [2, 3],
      [1, 1.125],
      [1.25, 2],
      [100, 200],
    ]);
    expect([0, 1, 2, 3].map((price) => priceScale(rows, 0, price))).toEqual([2, 0, 0, 2]);
  });

  it('makes bars of four equal prices and no volume from closes', () => {
    const closes = table('date,close\n2020-01-02,5.25\n2020-01-03,\n2020-01-06,6');
    expect(closes.isClosesOnly).toBe(true);
    expect(closes.isAdjusted).toBe(false);
    const rows = closes.rows();
    expect(rows.values.map((column) => [...column])).toEqual([
      [5.25, 6],
      [5.25, 6],
      [5.25, 6],
      [5.25, 6],
      [0, 0],
    ]);
    expect([0, 1, 2, 3].map((price) => priceScale(rows, 0, price))).toEqual([2, 2, 2, 2]);
  });

  it('knows that adjusted closes alone are adjusted', () => {
    expect(table('date,adj close\n2020-01-02,5').isAdjusted).toBe(true);
  });

  it('reads a column for each ticker and leaves out its blanks', () => {
    const wide = table('\u{FEFF}date;AAPL;msft\n20200102;1;\n20200103;2;5\n20200106;null;NaN\n20200107;3;7\n');
    expect(wide.tickers).toEqual(['AAPL', 'MSFT']);
    expect([...wide.rows('AAPL').values[0]]).toEqual([1, 2, 3]);
    expect([...wide.rows('MSFT').time]).toEqual([day(3), day(7)]);
    expect(wide.rows('GOOG').length).toBe(0);
  });

  it('reads quoted fields, blanks around numbers, exponents and columns that it does not need', () => {
    const rows = table(
      '"Date","Name","Close","Volume"\n"2020-01-02","Smith, John"," 1.5 ","7"\n2020-01-03,x, 1e-05 ,-1\n',
    ).rows();
    expect(rows.values.map((column) => [...column])).toEqual([
      [1.5, 1e-5],
      [1.5, 1e-5],
      [1.5, 1e-5],
      [1.5, 1e-5],
      [7, -1],
    ]);
  });

  it('reads separate date and time columns and knows the smallest step', () => {
    const rows = table('date,time,close\n2020-01-02,09:30,1\n2020-01-02,09:35:00,2\n2020-01-03,09:30,3');
    expect([...rows.rows().time]).toEqual([day(2) + 34_200_000, day(2) + 34_500_000, day(3) + 34_200_000]);
    expect(rows.smallestStep()).toBe(300_000);
  });

  it('finds the order of day and month in the whole file', () => {
    expect([...table('close,date\n1,01/02/2020\n2,01/13/2020').rows().time]).toEqual([day(2), day(13)]);
    expect([...table('date,close\n01/02/2020,1', { dateFormat: 'dd/mm/yyyy' }).rows().time]).toEqual([
      Date.UTC(2020, 1, 1),
    ]);
  });

  it('keeps the first of equal times, and all of them for an inspection', () => {
    const repeated = table('date,close\n2020-01-02,1\n2020-01-02,2\n2020-01-03,3');
    expect([...repeated.rows().values[0]]).toEqual([1, 3]);
    expect([...repeated.inspect().lines]).toEqual([2, 3, 4]);
  });

  it.each([
    ['date,close\n2020-01-02,1\n2020-01-01,2', 'Line 3 of x.csv lies before its predecessor in time: "2020-01-01,2".'],
    ['date,close\n2020-01-02,1,9', 'Line 2 of x.csv has too many columns'],
    ['date,close,volume\n2020-01-02,1', 'Line 2 of x.csv has too few columns'],
    ['date,close\n2020-01-02,abc', 'Line 2 of x.csv has "abc" where a number is expected'],
    ['date,close\n2020-01-02,"1,234.5"', 'Line 2 of x.csv has "1,234.5" where a number is expected'],
    ['date,close\n\nyesterday,1', 'Line 3 of x.csv has no date and time that can be read'],
    ['date,open,high,low,close\n2020-01-02,1,,1,1', 'Line 2 of x.csv lacks some of its prices'],
    ['date,close\n01/02/2020,1', 'x.csv has dates such as 01/02/2020'],
  ])('names file and line of the fault in %j', (text, message) => {
    expect(() => table(text).rows()).toThrow(message);
  });
});
