import { Resolution, SecuritySymbol, SecurityType, TickType } from 'tradewright/plugin';
import { dataSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { AcmeDataSource } from './acme-data-source.ts';

const DAYS = ['2004-01-02', '2004-01-05', '2004-01-06', '2004-01-07'].map((date, index) => ({
  date,
  open: 10 + index,
  high: 12 + index,
  low: 9 + index,
  close: 11 + index,
  volume: 100,
}));

const FILES = {
  'good/AAA.json': DAYS,
  'no-json/AAA.json': '[{',
  'no-number/AAA.json': [DAYS[0], { ...DAYS[1], low: 'a lot' }],
  'not-in-order/AAA.json': DAYS.toReversed(),
};

const folder = temporaryFolder(FILES);
afterAll(() => folder.remove());

const held = {
  symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA'),
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
  fromDate: Date.parse('2004-01-02'),
  toDate: Date.parse('2004-01-07'),
};

dataSourceConformance('AcmeDataSource', {
  create: () => new AcmeDataSource(`${folder.path}/good`),
  held,
  broken: () => new AcmeDataSource(`${folder.path}/no-json`),
});

describe('AcmeDataSource', () => {
  it('returns the rows of the requested days once', () => {
    const reader = new AcmeDataSource(`${folder.path}/good`).open({
      ...held,
      fromDate: Date.parse('2004-01-05'),
      toDate: Date.parse('2004-01-06'),
      tickerOn: () => 'AAA',
    });
    const rows = reader.next();
    expect(Array.from(rows?.time ?? [])).toEqual([Date.parse('2004-01-05'), Date.parse('2004-01-06')]);
    expect(rows?.values.map((column) => [...column])).toEqual([
      [11, 12],
      [13, 14],
      [10, 11],
      [12, 13],
      [100, 100],
    ]);
    expect(reader.next()).toBeUndefined();
  });

  it.each([
    ['no-json', 'it is not JSON'],
    ['no-number', 'day 2 has no number for low'],
    ['not-in-order', 'day 2 is not later than day 1'],
  ])('names the fault of a file: %s', (name, problem) => {
    const source = new AcmeDataSource(`${folder.path}/${name}`);
    expect(() => source.open({ ...held, tickerOn: () => 'AAA' })).toThrow(`AAA.json cannot be read: ${problem}.`);
  });
});
