import { describe, expect, it } from 'vitest';
import { parseFactorFile, parseMapFile } from './lean-auxiliary-files.ts';

describe('unusual numbers and names', () => {
  it.each([
    ['20200101,1e28,1,10\n', /Line 1 of x\.csv/],
    [
      '20200101,10000000000000000000000000000,1,10\n',
      /Line 1 of x\.csv has a factor outside the range of dividends and splits/,
    ],
    ['20200101,1,-9000000000,10\n', /has a factor outside the range/],
    ['20200101,1,0,10\n20501231,0,1,0\n', /Line 1 of x\.csv is not a factor above zero, and no other row/],
    ['20200101,inf,1,1\n', /no other row of the file/],
  ])('rejects the factor file %j', (text, message) => {
    expect(() => parseFactorFile(text, 'x.csv')).toThrow(message);
  });

  it.each(['../../etc/x', 'a/b', '..', 'x\u0000y', 'aux'])('rejects the ticker %j of a map file', (ticker) => {
    expect(() => parseMapFile(`20200101,${ticker}\n`, 'x.csv')).toThrow(
      'Line 1 of x.csv has a ticker that is not a valid',
    );
  });
});

describe('parseFactorFile', () => {
  it('keeps the scale of the text and sorts by date', () => {
    const rows = parseFactorFile('20501231,1,1,0\n19980102,0.8613600,0.25,1\n', 'x.csv');
    expect(
      rows.map((row) => [
        row.date,
        row.priceFactor.toString(),
        row.splitFactor.toString(),
        row.referencePrice.toString(),
      ]),
    ).toEqual([
      [Date.UTC(1998, 0, 2), '0.8613600', '0.25', '1'],
      [Date.UTC(2050, 11, 31), '1', '1', '0'],
    ]);
  });

  it('skips rows that LEAN ignores: inf, exponents, factors of zero', () => {
    const rows = parseFactorFile(
      '20000101,inf,1,1\n20000102,1,1.6e+6,1\n20000103,0,1,1\n20000104,1,0,1\n20000105,1,1',
      'x.csv',
    );
    expect(rows.map((row) => [row.date, row.referencePrice.toString()])).toEqual([[Date.UTC(2000, 0, 5), '0']]);
  });

  it.each(['20000132,1,1,1', '20000102,a,1,1', '20000102,1', '20000102,1,1,x'])('names the line of %s', (row) => {
    expect(() => parseFactorFile(`20000101,1,1,1\n\n${row}`, 'x.csv')).toThrow(
      'Line 3 of x.csv is not a row of a factor file',
    );
  });
});

describe('parseMapFile', () => {
  it('reads tickers in upper case with the exchange if there is one, without duplicates', () => {
    expect(parseMapFile('20040819,goog,Q\r\n20501231,googl\r\n20501231,googl\r\n', 'x.csv')).toEqual([
      { date: Date.UTC(2004, 7, 19), ticker: 'GOOG', primaryExchange: 'Q' },
      { date: Date.UTC(2050, 11, 31), ticker: 'GOOGL', primaryExchange: undefined },
    ]);
  });

  it.each(['2004,goog', '20040819', '20040819,'])('names the line of %s', (row) => {
    expect(() => parseMapFile(row, 'x.csv')).toThrow('Line 1 of x.csv is not a row of a map file');
  });
});
