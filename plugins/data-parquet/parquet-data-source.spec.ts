import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createSymbol,
  NUMBER_COLUMNS,
  Resolution,
  RowKind,
  SecuritySymbol,
  SecurityType,
  seriesColumns,
  seriesFormat,
  seriesPath,
  TEXT_COLUMNS,
  TickType,
  type RowColumns,
  type RowRequest,
  type SeriesRows,
  type StoredSeries,
} from 'tradewright/plugin';
import { connect, openDuckDB, parquetFile, sqlText } from './duckdb.ts';
import { ParquetDataSource } from './parquet-data-source.ts';
import { ParquetStore } from './parquet-store.ts';

const root = mkdtempSync(join(tmpdir(), "parquet's-"));
const store = new ParquetStore(root, 1);
const source = new ParquetDataSource({ folder: root, threads: 1 });
afterAll(async () => {
  await source.stop();
  await store.close();
  rmSync(root, { recursive: true });
});

const DATE = Date.UTC(2014, 3, 1);
const DAY = 86_400_000;

function series(change: Partial<StoredSeries> = {}): StoredSeries {
  const { Equity } = SecurityType;
  return {
    securityType: Equity,
    market: 'usa',
    ticker: 'SPY',
    resolution: Resolution.Minute,
    tickType: TickType.Trade,
    ...change,
  };
}

const EVERY_KIND: readonly [string, StoredSeries][] = [
  ['trade bars', series({ securityType: SecurityType.Crypto, market: 'coinbase' })],
  ['quote bars', series({ tickType: TickType.Quote })],
  ['trade ticks', series({ resolution: Resolution.Tick })],
  ['quote ticks', series({ resolution: Resolution.Tick, tickType: TickType.Quote })],
];

function rowsOf(
  kind: RowKind,
  columns: {
    times: readonly number[];
    numbers: readonly number[][];
    places: readonly number[];
    texts: readonly string[][];
  },
): SeriesRows {
  return {
    kind,
    length: columns.times.length,
    time: Float64Array.from(columns.times),
    numbers: columns.numbers.map((values) => Float64Array.from(values)),
    places: Float64Array.from(columns.places),
    texts: columns.texts,
  };
}

/** Ascending rows with missing sides of quotes, unusual texts and fractions of milliseconds. */
function randomRows(kind: RowKind): fc.Arbitrary<SeriesRows> {
  const count = NUMBER_COLUMNS[kind].length;
  const mayMiss = kind === RowKind.QuoteBar;
  const number = fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constant(mayMiss ? NaN : 0) },
  );
  return fc.integer({ min: 1, max: 60 }).chain((length) => {
    const column = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
      fc.array(value, { minLength: length, maxLength: length });
    return fc
      .record({
        times: column(fc.double({ min: 0, max: 5 * DAY, noNaN: true })).map((times) =>
          times.toSorted((a, b) => a - b).map((time, row) => DATE + time + row),
        ),
        numbers: fc.tuple(...Array.from({ length: count }, () => column(number))),
        places: column(fc.integer({ min: 0, max: 16 ** count - 1 })),
        texts: fc.tuple(...TEXT_COLUMNS[kind].map(() => column(fc.constantFrom('', 'P', "O'X", '1A', 'é', '0')))),
      })
      .map((columns) => rowsOf(kind, columns));
  });
}

async function write(path: StoredSeries, rows: SeriesRows): Promise<void> {
  const writer = await store.write(path);
  writer.add(rows);
  await writer.finish();
}

function request(change: Partial<RowRequest> = {}): RowRequest {
  const symbol = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', '');
  return {
    symbol,
    resolution: Resolution.Minute,
    tickType: TickType.Trade,
    fromDate: DATE,
    toDate: DATE + 9 * DAY,
    tickerOn: () => symbol.ticker,
    ...change,
  };
}

function chunks(asked: RowRequest): RowColumns[] {
  const reader = source.open(asked);
  const all: RowColumns[] = [];
  for (let columns = reader.next(); columns !== undefined; columns = reader.next()) all.push(columns);
  return all;
}

const bars = (times: readonly number[]): SeriesRows =>
  rowsOf(RowKind.TradeBar, {
    times,
    numbers: Array.from({ length: 5 }, (_, column) => times.map((_time, row) => row + column)),
    places: times.map(() => 0),
    texts: [],
  });

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Writes a file as another program would. */
async function writeBySql(path: StoredSeries, query: string): Promise<void> {
  const file = join(root, seriesPath(path, 'parquet'));
  mkdirSync(dirname(file), { recursive: true });
  const instance = await openDuckDB(1);
  const connection = await connect(instance);
  await connection.run(`COPY (${query}) TO ${sqlText(file)} (FORMAT PARQUET)`);
  connection.closeSync();
  instance.closeSync();
}

put('equity/usa/map_files/new.csv', '20140101,old,Q\n20140402,old,Q\n20501231,new,Q\n');
put('equity/usa/factor_files/new.csv', '20140101,1,0.5,1\n20501231,1,1,0\n');

describe('ParquetStore', () => {
  it.each(EVERY_KIND)('reads %s back unchanged', async (_, one) => {
    const { kind } = seriesFormat(one);
    await fc.assert(
      fc.asyncProperty(randomRows(kind), async (rows) => {
        await write(one, rows);
        const read: SeriesRows[] = [];
        for await (const batch of store.read(one)) read.push(batch);
        expect(read).toEqual([rows]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('ParquetDataSource', () => {
  it.each(EVERY_KIND)('returns the columns of %s', async (_, one) => {
    const format = seriesFormat(one);
    const [rows] = fc.sample(randomRows(format.kind), { numRuns: 1, seed: 7 });
    await write(one, rows);
    const { securityType, market, resolution, tickType } = one;
    const symbol = new SecuritySymbol('SPY', securityType, market, '');
    expect(chunks(request({ symbol, resolution, tickType }))).toEqual([seriesColumns(rows, format)]);
  });

  it('returns long series in batches, and only the requested dates', async () => {
    const times = Array.from({ length: 200_000 }, (_, row) => DATE + row * 1000);
    await write(series({ resolution: Resolution.Second }), bars(times));
    const all = chunks(request({ resolution: Resolution.Second }));
    expect(all.length).toBeGreaterThan(1);
    expect(all.flatMap(({ time }) => [...time])).toEqual(times);
    const second = chunks(request({ resolution: Resolution.Second, fromDate: DATE + DAY, toDate: DATE + DAY }));
    expect(second.reduce((sum, { length }) => sum + length, 0)).toBe(86_400);
    expect(second[0].time[0]).toBe(DATE + DAY);
  });

  it('reads each day from the file of the ticker on that day', async () => {
    const days = [0, 1, 2, 3].map((day) => DATE + day * DAY);
    for (const ticker of ['OLD', 'NEW']) await write(series({ ticker, resolution: Resolution.Daily }), bars(days));
    const symbol = createSymbol(source, 'NEW', SecurityType.Equity, 'usa');
    const tickerOn = (date: number): string => (date <= DATE + DAY ? 'OLD' : 'NEW');
    const read = chunks(request({ symbol, resolution: Resolution.Daily, tickerOn }));
    expect(read.map(({ time }) => [...time])).toEqual([days.slice(0, 2), days.slice(2)]);
    expect(source.factorRows(symbol)).toHaveLength(2);
    expect(source.mapRows(symbol)).toHaveLength(3);
  });

  it('returns the first of repeated bars and refuses rows out of order', async () => {
    const ko = series({ ticker: 'KO' });
    const symbol = new SecuritySymbol('KO', SecurityType.Equity, 'usa', '');
    await write(ko, bars([DATE, DATE, DATE + 1000]));
    const [columns] = chunks(request({ symbol, tickerOn: () => 'KO' }));
    expect([columns.length, [...columns.time], [...columns.values[0]]]).toEqual([2, [DATE, DATE + 1000], [0, 2]]);
    await write(ko, bars([DATE + 1000, DATE]));
    expect(() => chunks(request({ symbol, tickerOn: () => 'KO' }))).toThrow('The row of 2014-04-01T00:00:00 in');
    const set = source.dataSets().find(({ ticker }) => ticker === 'KO')!;
    expect([...source.inspect(set, set.files[0]).columns.time]).toEqual([DATE + 1000, DATE]);
  });

  it('reads files of other programs, with the shortest texts of prices', async () => {
    const one = series({
      securityType: SecurityType.Crypto,
      market: 'coinbase',
      ticker: 'ETHUSD',
      resolution: Resolution.Daily,
    });
    await writeBySql(
      one,
      "SELECT DATE '2014-04-01' AS time, 1.5::FLOAT AS open, 2 AS high, 1.25::DECIMAL(9,4) AS low, 1.75 AS close, NULL::BIGINT AS volume",
    );
    const symbol = new SecuritySymbol('ETHUSD', SecurityType.Crypto, 'coinbase', '');
    const [columns] = chunks(request({ symbol, resolution: Resolution.Daily }));
    expect(columns.values.map(([value]) => value)).toEqual([1.5, 2, 1.25, 1.75, 0]);
    expect([...(columns.scales as Float64Array)]).toEqual([1 + 2 * 256 + 2 * 4096]);
  });

  it('refuses a bar without a price', async () => {
    const one = series({ ticker: 'GAP' });
    await writeBySql(
      one,
      "SELECT TIMESTAMP '2014-04-01 09:31:00' AS time, 1 AS open, 1 AS high, NULL::DOUBLE AS low, 1 AS close, 1 AS volume",
    );
    const symbol = new SecuritySymbol('GAP', SecurityType.Equity, 'usa', '');
    expect(() => chunks(request({ symbol, tickerOn: () => 'GAP' }))).toThrow(
      /^The row of 2014-04-01T09:31:00 in .*gap_trade\.parquet has no low\./,
    );
  });

  it.each([
    ['nothing', 'SELECT 1 AS open', 'has no column "time" among: open'],
    ['no price', "SELECT DATE '2014-04-01' AS time, 1 AS open", 'has no column "high" among: time, open'],
    [
      'text',
      "SELECT DATE '2014-04-01' AS time, 'x' AS open, 1 AS high, 1 AS low, 1 AS close, 1 AS volume",
      'has a column "open" of type VARCHAR, which is not a number',
    ],
    ['instants', "SELECT TIMESTAMPTZ '2014-04-01' AS time, 1 AS open", 'has instants in the column "time"'],
  ])('names the file that has %s, and the column at fault', async (name, query, fault) => {
    const ticker = `BAD${name.replace(' ', '').toUpperCase()}`;
    await writeBySql(series({ ticker }), query);
    const symbol = new SecuritySymbol(ticker, SecurityType.Equity, 'usa', '');
    const read = (): unknown => chunks(request({ symbol, tickerOn: () => ticker }));
    expect(read).toThrow(fault);
    expect(read).toThrow(expect.objectContaining({ code: 'DATA_UNKNOWN_COLUMNS' }));
  });

  it('names a damaged file and returns no rows for a missing one', async () => {
    put('equity/usa/minute/cut_trade.parquet', 'PAR1');
    const symbol = new SecuritySymbol('CUT', SecurityType.Equity, 'usa', '');
    expect(() => chunks(request({ symbol, tickerOn: () => 'CUT' }))).toThrow(
      /cut_trade\.parquet cannot be read: .*Parquet file/,
    );
    await expect(Array.fromAsync(store.read(series({ ticker: 'CUT' })))).rejects.toThrow(
      'cut_trade.parquet cannot be read',
    );
    expect(chunks(request({ symbol, tickerOn: () => 'NONE' }))).toEqual([]);
    expect(chunks(request({ symbol, resolution: Resolution.Daily, tickType: TickType.Quote }))).toEqual([]);
  });

  it('can be stopped before its first use', async () => {
    copyFileSync(join(root, 'equity/usa/daily/new.parquet'), join(root, 'equity/usa/daily/copy.parquet'));
    const other = new ParquetDataSource({ folder: root });
    expect(other.dataSets().some(({ ticker }) => ticker === 'COPY')).toBe(true);
    await other.stop();
  });
});

describe('parquetFile', () => {
  it('reads paths literally: no patterns, no columns from folder names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parquet-pattern-'));
    const instance = await openDuckDB(1);
    const connection = await connect(instance);
    try {
      mkdirSync(join(folder, 'a=3'));
      const names = ['x[1].parquet', 'x1.parquet', 'x*.parquet', 'x?.parquet', join('a=3', 'y{1}.parquet')];
      for (const name of names)
        await connection.run(
          `COPY (SELECT ${sqlText(name)} AS name) TO ${sqlText(join(folder, name))} (FORMAT PARQUET)`,
        );
      for (const name of names) {
        const read = await connection.run(`SELECT * FROM ${parquetFile(join(folder, name))}`);
        expect(await read.getRows()).toEqual([[name]]);
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    }
  });
});
