import {
  Resolution,
  SecuritySymbol,
  SecurityType,
  TickType,
  type RowReader,
  type RowRequest,
} from 'tradewright/plugin';
import { dataSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { CsvTreeSource } from './csv-tree-source.ts';

const BARS = 'time,open,high,low,close,volume\n';
const folder = temporaryFolder({
  'whole/equity/usa/daily/aaa.csv': `${BARS}2004-01-02,1.00,2.00,1.00,1.50,10\n2004-01-05,2,3,1,2.25,20\n2004-01-06,2,2,2,2,0\n`,
  'whole/equity/usa/minute/bbb_quote.csv':
    'time,bidOpen,bidHigh,bidLow,bidClose,bidSize,askOpen,askHigh,askLow,askClose,askSize\n2004-01-02 09:30:00,,,,,,2,3,2,3,5\n',
  'whole/equity/usa/minute/bbb_trade.csv': `${BARS}2004-01-02 09:31:00,1,1,1,1,1\n2004-01-02 09:30:00,1,1,1,1,1\n`,
  'whole/equity/usa/factor_files/aaa.csv': '20040105,0.5,1,2.25\n20501231,1,1,0\n',
  'broken/equity/usa/daily/aaa.csv': `${BARS}2004-01-02,1,2,1,1.5,10\n2004-01-05,much,3,1,2.25,20\n`,
  'flat/AAA.csv': `${BARS}2004-01-02,1,2,1,1.5,10\n`,
});
afterAll(() => folder.remove());

const symbol = new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA');
const held = {
  symbol,
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
  fromDate: Date.parse('2004-01-02'),
  toDate: Date.parse('2004-01-06'),
};

dataSourceConformance('CsvTreeSource', {
  create: () => new CsvTreeSource(`${folder.path}/whole`),
  held,
  broken: () => new CsvTreeSource(`${folder.path}/broken`),
});

describe('CsvTreeSource', () => {
  const source = new CsvTreeSource(`${folder.path}/whole`);
  const open = (change: Partial<RowRequest>): RowReader =>
    source.open({ ...held, tickerOn: () => (change.resolution === undefined ? 'AAA' : 'BBB'), ...change });

  it('reads trees but not flat folders', () => {
    expect(['whole', 'flat'].map((name) => CsvTreeSource.reads(`${folder.path}/${name}`))).toEqual([true, false]);
  });

  it('returns quotes, factor rows and decimal places as in the LEAN folder', () => {
    const quotes = open({ resolution: Resolution.Minute, tickType: TickType.Quote }).next();
    expect(quotes?.values.map(([value]) => value)).toEqual([NaN, NaN, NaN, NaN, NaN, 2, 3, 2, 3, 5]);
    expect(source.factorRows(symbol)).toHaveLength(2);
    expect(open({}).next()?.scales).toBe(4);
  });

  it('refuses rows out of order but returns them to an inspection', () => {
    expect(() => open({ resolution: Resolution.Minute }).next()).toThrow('The row of 2004-01-02T09:30:00 in');
    const set = source
      .dataSets()
      .find(({ resolution, tickType }) => resolution === Resolution.Minute && tickType === TickType.Trade)!;
    expect([...source.inspect(set).lines]).toEqual([2, 3]);
  });
});
