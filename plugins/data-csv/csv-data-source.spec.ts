import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Resolution, SecuritySymbol, SecurityType, TickType, type RowRequest } from 'tradewright/plugin';
import { CsvDataSource } from './csv-data-source.ts';

const root = mkdtempSync(join(tmpdir(), 'csv-source-'));
afterAll(() => rmSync(root, { recursive: true }));

mkdirSync(join(root, 'crypto'));
writeFileSync(
  join(root, 'aapl.csv'),
  'Date,Open,High,Low,Close,Volume\n2020-01-02,1,3,1,2,10\n2020-01-03,2,4,2,3,20\n2020-01-06,3,5,3,4,30\n',
);
writeFileSync(join(root, 'closes.csv'), 'date,KO,PEP\n2020-01-02,5,\n2020-01-03,6,7\n');
writeFileSync(
  join(root, 'closes.json'),
  '{ "market": "usa", "securityType": "equity", "adjusted": true, "caveats": ["Chosen with hindsight."] }',
);
writeFileSync(join(root, 'late.csv'), 'date,close\n2020-01-03,1\n2020-01-02,1\n');
writeFileSync(join(root, 'crypto', 'btcusd.csv'), 'date,close\n2020-01-02T00:00:00Z,1\n2020-01-02T01:00:00Z,2\n');

function request(
  ticker: string,
  change: Partial<RowRequest> = {},
  securityType: SecurityType = SecurityType.Equity,
): RowRequest {
  const symbol = new SecuritySymbol(ticker, securityType, 'usa', '');
  const [fromDate, toDate] = [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 31)];
  return {
    symbol,
    resolution: Resolution.Daily,
    tickType: TickType.Trade,
    fromDate,
    toDate,
    tickerOn: () => ticker,
    ...change,
  };
}

describe('CsvDataSource', () => {
  it("reads an instrument's bars within the requested dates", () => {
    const source = new CsvDataSource({ path: root });
    const reader = source.open(request('AAPL', { fromDate: Date.UTC(2020, 0, 3), toDate: Date.UTC(2020, 0, 5) }));
    expect(reader.next()?.values.map((column) => [...column])).toEqual([[2], [4], [2], [3], [20]]);
    expect(reader.next()).toBeUndefined();
    expect(reader.caveats).toEqual([]);
  });

  it('builds bars from closes and states their caveats', () => {
    const source = new CsvDataSource({ path: root });
    const reader = source.open(request('PEP'));
    expect(reader.next()?.values.map((column) => [...column])).toEqual([[7], [7], [7], [7], [0]]);
    expect(source.open(request('KO')).next()?.length).toBe(2);
    expect(reader.caveats).toHaveLength(3);
    expect(reader.caveats?.[0]).toContain('closes only');
    expect(reader.caveats?.[2]).toBe('Chosen with hindsight.');
  });

  it.each([
    ['an unknown ticker', request('MSFT')],
    ['quotes', request('AAPL', { tickType: TickType.Quote })],
    ['another resolution', request('AAPL', { resolution: Resolution.Hour })],
    ['a security type other than that of the description', request('KO', {}, SecurityType.Index)],
  ])('has no rows for %s', (_, wanted) => {
    expect(new CsvDataSource({ path: root }).open(wanted).next()).toBeUndefined();
  });

  it('names file and line of rows out of order', () => {
    expect(() => new CsvDataSource({ path: root }).open(request('LATE'))).toThrow(
      /^Line 3 of .*late\.csv is earlier than its predecessor/,
    );
  });

  it('accepts a description in the configuration', () => {
    const description = { securityType: SecurityType.Crypto, market: 'usa' };
    const source = new CsvDataSource({ path: join(root, 'crypto', 'btcusd.csv'), description });
    expect(source.open(request('BTCUSD', { resolution: Resolution.Hour }, SecurityType.Crypto)).next()?.length).toBe(2);
  });

  it('lists its series and returns their rows unchanged to an inspection', () => {
    const source = new CsvDataSource({ path: root });
    const sets = source.dataSets();
    expect(sets.map(({ ticker, market, resolution }) => [ticker, market, resolution])).toEqual([
      ['AAPL', 'usa', Resolution.Daily],
      ['KO', 'usa', Resolution.Daily],
      ['PEP', 'usa', Resolution.Daily],
      ['LATE', 'usa', Resolution.Daily],
    ]);
    expect([...source.inspect(sets[3], sets[3].files[0]).lines]).toEqual([2, 3]);
    expect([source.factorRows(), source.mapRows()]).toEqual([[], []]);
  });
});
