import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  ColumnCache,
  createSymbol,
  Resolution,
  SecuritySymbol,
  SecurityType,
  TickType,
  writeZip,
  type RowReader,
  type RowRequest,
} from 'tradewright/plugin';
import { LeanDataSource } from './lean-data-source.ts';

const root = mkdtempSync(join(tmpdir(), 'lean-source-'));
afterAll(() => rmSync(root, { recursive: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(
    join(root, path),
    path.endsWith('.zip') ? writeZip([{ name: 'x.csv', bytes: Buffer.from(content) }]) : content,
  );
}

const day = (number: number): number => Date.UTC(2014, 3, number);

put('equity/usa/map_files/new.csv', '20140101,old,Q\n20140403,old,Q\n20501231,new,Q\n');
put('equity/usa/factor_files/new.csv', '20140101,1,0.5,1\n20140403,1,0.5,10\n20501231,1,1,0\n');
for (const [ticker, price] of [
  ['old', 1],
  ['new', 2],
] as const) {
  const dates = ['20140402', '20140403', '20140404', '20140407'];
  put(
    `equity/usa/daily/${ticker}.zip`,
    dates.map((date) => `${date} 00:00,${price}0000,${price}0000,${price}0000,${price}0000,1\n`).join(''),
  );
  for (const date of dates)
    put(
      `equity/usa/minute/${ticker}/${date}_trade.zip`,
      `0,${price}0000,${price}0000,${price}0000,${price}0000,1\n60000,1,1,1,1,1\n`,
    );
}
put('equity/usa/minute/new/20140408_trade.zip', '60000,1,1,1,1,1\n0,1,1,1,1,1\n');
writeFileSync(join(root, 'equity/usa/daily/cut.zip'), 'PK');

const source = new LeanDataSource({ folder: root });
const symbol = createSymbol(source, 'NEW', SecurityType.Equity, 'usa');

function request(change: Partial<RowRequest> = {}): RowRequest {
  const tickerOn = (date: number): string => (date <= day(3) ? 'OLD' : 'NEW');
  return {
    symbol,
    resolution: Resolution.Daily,
    tickType: TickType.Trade,
    fromDate: day(1),
    toDate: day(7),
    tickerOn,
    ...change,
  };
}

/** Date of month and first price of each row. */
function rowsOf(reader: RowReader): string[] {
  const rows: string[] = [];
  for (let chunk = reader.next(); chunk !== undefined; chunk = reader.next()) {
    for (let row = 0; row < chunk.length; row++)
      rows.push(`${new Date(chunk.time[row]).getUTCDate()}:${chunk.values[0][row]}`);
  }
  return rows;
}

describe('LeanDataSource', () => {
  it('reads each day from the file of the ticker on that day', () => {
    expect(rowsOf(source.open(request()))).toEqual(['2:1', '3:1', '4:2', '7:2']);
    expect(rowsOf(source.open(request({ resolution: Resolution.Minute })))).toEqual([
      '2:1',
      '2:0.0001',
      '3:1',
      '3:0.0001',
      '4:2',
      '4:0.0001',
      '7:2',
      '7:0.0001',
    ]);
  });

  it('returns rows of the requested dates, both inclusive', () => {
    expect(rowsOf(source.open(request({ fromDate: day(3), toDate: day(4) })))).toEqual(['3:1', '4:2']);
    expect(rowsOf(source.open(request({ resolution: Resolution.Minute, fromDate: day(4), toDate: day(4) })))).toEqual([
      '4:2',
      '4:0.0001',
    ]);
    expect(rowsOf(source.open(request({ fromDate: day(5), toDate: day(6) })))).toEqual([]);
  });

  it('opens a file only when its rows are requested', () => {
    const reader = source.open(request({ resolution: Resolution.Minute, fromDate: day(7), toDate: day(8) }));
    expect(reader.next()?.length).toBe(2);
    expect(() => reader.next()).toThrow(/^Line 2 of .*20140408_trade\.zip is earlier than its predecessor/);
  });

  it('returns no rows for a missing file and throws for a damaged one', () => {
    const other = (ticker: string, securityType: SecurityType = SecurityType.Equity): RowRequest =>
      request({ symbol: new SecuritySymbol(ticker, securityType, 'usa', ''), tickerOn: () => ticker });
    expect(rowsOf(source.open(other('NONE')))).toEqual([]);
    expect(rowsOf(source.open({ ...other('NONE'), resolution: Resolution.Tick }))).toEqual([]);
    expect(() => source.open(other('CUT')).next()).toThrow(
      'cut.zip has no zip directory at its end, so it is truncated or not a zip.',
    );
    expect(() => source.open(other('SPY', SecurityType.Option))).toThrow('SPY is of type option');
  });

  it('returns factor and map rows', () => {
    expect(symbol.id).toMatch(/^OLD /);
    expect(source.mapRows(symbol).map(({ ticker }) => ticker)).toEqual(['OLD', 'OLD', 'NEW']);
    expect(source.factorRows(symbol)).toHaveLength(3);
  });

  it('returns the same rows from the cache', () => {
    const cached = (): string[] =>
      rowsOf(new LeanDataSource({ folder: root, cache: new ColumnCache(join(root, 'cache')) }).open(request()));
    expect([cached(), cached()]).toEqual([rowsOf(source.open(request())), rowsOf(source.open(request()))]);
  });

  it('lists its series and returns their rows unchanged to an inspection', () => {
    const sets = source.dataSets();
    expect(sets.map((set) => `${set.ticker} ${set.resolution} ${set.files.length}`)).toEqual([
      'CUT daily 1',
      'NEW daily 1',
      'OLD daily 1',
      'NEW minute 5',
      'OLD minute 4',
    ]);
    expect([...source.inspect(sets[3], sets[3].files[4]).lines]).toEqual([1, 2]);
  });
});
