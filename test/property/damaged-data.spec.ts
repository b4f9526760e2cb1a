import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NUMBER_COLUMNS, Resolution, RowKind, SecurityType, TickType } from 'tradewright/plugin';
import type { SeriesRows, StoredSeries } from 'tradewright/plugin';
import { afterAll, describe, expect, it } from 'vitest';
import { CsvStore } from '../../engine/data/convert/csv-store.ts';
import { readLeanFiles } from '../../engine/data/convert/lean-files.ts';
import { seriesPath } from '../../engine/data/convert/series-store.ts';
import { readCsvDescription } from '../../engine/data/formats/csv-description.ts';
import { BadRows } from '../../engine/data/import/bad-rows.ts';
import { importSeries } from '../../engine/data/import/import-series.ts';
import { finishPlacing } from '../../engine/data/import/place-files.ts';
import { readFile } from '../../engine/data/import/read-file.ts';
import { RowStore } from '../../engine/data/import/row-store.ts';
import { PointInTimeSeries } from '../../engine/data/point-in-time-series.ts';
import { NEW_YORK, TimeZone } from '../../engine/data/time/time-zone.ts';
import { lockHolder, RunLock } from '../../engine/live/run-lock.ts';
import { InterestRateProvider } from '../../engine/statistics/interest-rate.ts';
import { ParquetDataSource } from '../../plugins/data-parquet/parquet-data-source.ts';
import { ParquetStore } from '../../plugins/data-parquet/parquet-store.ts';
import { CsvSeriesSource } from '../../plugins/series-csv/csv-series-source.ts';
import { isSoak } from '../soak.ts';
import { folder, survives, survivesLater, write } from './damage.ts';

const DAY = 86_400_000;
const COUNT = 40;
const START = Date.UTC(2020, 0, 1);

const SERIES: StoredSeries = {
  securityType: SecurityType.Equity,
  market: 'usa',
  ticker: 'KO',
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
};

function bars(): SeriesRows {
  const time = Float64Array.from({ length: COUNT }, (_, day) => START + day * DAY);
  return {
    kind: RowKind.TradeBar,
    length: COUNT,
    time,
    numbers: NUMBER_COLUMNS[RowKind.TradeBar].map((_, column) => time.map((_time, day) => 100 + day + column / 4)),
    places: new Float64Array(COUNT).fill(2 * 0x1111),
    texts: [],
  };
}

/** What holds for rows that are converted. */
function requireSoundRows({ time, numbers }: SeriesRows): void {
  for (const at of time) if (!Number.isFinite(at)) throw new Error(`time ${at}`);
  for (const column of numbers)
    for (const value of column) if (Math.abs(value) > 1e20) throw new Error(`value ${value}`);
}

const day = (index: number): string => new Date(START + index * DAY).toISOString().slice(0, 10);
const lines = (header: string, line: (index: number) => string): Buffer =>
  Buffer.from(`${header}\n${Array.from({ length: COUNT }, (_, index) => `${line(index)}\n`).join('')}`);

describe('Parquet files that are damaged', () => {
  const stores: { stop(): Promise<void> }[] = [];
  afterAll(() => Promise.all(stores.map((one) => one.stop())));

  it('give rows that can be, or a fault', async () => {
    const root = join(folder.path, 'inside', 'parquet');
    const path = join(root, seriesPath(SERIES, 'parquet'));
    mkdirSync(dirname(path), { recursive: true });
    const store = new ParquetStore(root, 1);
    const writer = await store.write(SERIES);
    writer.add(bars());
    await writer.finish();
    const source = new ParquetDataSource({ folder: root, threads: 1 });
    stores.push(source, { stop: () => store.close() });
    const [set] = source.dataSets();
    expect(
      await survivesLater(
        () => readFileSync(path),
        async (bytes, inside) => {
          write(inside, `parquet/${seriesPath(SERIES, 'parquet')}`, bytes);
          const { columns } = source.inspect(set, set.files[0]);
          for (const column of columns.values)
            for (const value of column) if (Math.abs(value) > 1e20) throw new Error(`value ${value}`);
          for await (const rows of store.read(SERIES)) requireSoundRows(rows);
        },
        isSoak ? undefined : 60,
      ),
    ).toBe(true);
  });
});

describe('texts of prices that are damaged', () => {
  it('CSV that was converted', () => {
    const header = ['time', ...NUMBER_COLUMNS[RowKind.TradeBar]].join(',');
    expect(
      survives(
        () => lines(header, (index) => `${day(index)},100.5,101,99.25,${100 + index}.25,${index}00`),
        (bytes, inside) => {
          write(inside, `csv-tree/${seriesPath(SERIES, 'csv')}`, bytes);
          for (const rows of new CsvStore(join(inside, 'csv-tree')).read(SERIES)) requireSoundRows(rows);
        },
      ),
    ).toBe(true);
  });

  it('CSV that is imported', async () => {
    const options = {
      securityType: SecurityType.Equity,
      columns: new Map(),
      dataZone: TimeZone.of(NEW_YORK),
      adjustedClose: 'factors',
    } as const;
    expect(
      await survivesLater(
        () =>
          lines(
            'Date,Open,High,Low,Close,Adj Close,Volume',
            (index) => `${day(index)},100.5,101,99.25,100,${index < 20 ? 50 : 100},${index}00`,
          ),
        async (bytes, inside) => {
          const path = write(inside, 'import/KO.csv', bytes);
          const store = new RowStore(inside, 1e6);
          try {
            const bad = new BadRows();
            const file = await readFile(path, options, { store, bad, file: 0, shown: 'KO.csv' });
            for (const series of importSeries({ files: [{ ...file, path: 'KO.csv' }], store, bad }, options)) {
              expect(series.ticker).toMatch(/^[^/\\]+$/);
              for (const batch of series.batches()) requireSoundRows(batch);
            }
          } finally {
            store.close();
          }
        },
      ),
    ).toBe(true);
  });

  it('series that are not bars', () => {
    expect(
      survives(
        () => lines('date,published,value', (index) => `${day(index)},${day(index + 2)},${index}.5`),
        (bytes, inside) => {
          const path = write(inside, 'series/rate.csv', bytes);
          const source = new CsvSeriesSource({ name: 'rate', folder: dirname(path) }, ['rate.csv']);
          const series = new PointInTimeSeries('rate', source.read());
          for (const value of series.history(START + 30 * DAY, COUNT))
            if (!Number.isFinite(value)) throw new Error(`value ${value}`);
        },
      ),
    ).toBe(true);
  });

  it('interest rates', () => {
    expect(
      survives(
        () => lines('DATE,PCREDIT8', (index) => `${day(index)},${index}.25`),
        (bytes) => {
          const rates = InterestRateProvider.parse(bytes.toString('utf8'));
          const rate = rates.getInterestRate(START + 20 * DAY).toNumber();
          if (!(Math.abs(rate) <= 10_000)) throw new Error(`rate ${rate}`);
        },
      ),
    ).toBe(true);
  });
});

describe('descriptions that are damaged', () => {
  it('description.json of CSV files', () => {
    const description = {
      securityType: 'equity',
      market: 'usa',
      resolution: 'daily',
      adjusted: true,
      columns: { date: 'Day', close: 'Price' },
      dateFormat: 'yyyy/mm/dd',
      spread: 0.01,
      caveats: ['Closes only.'],
    };
    expect(
      survives(
        () => Buffer.from(JSON.stringify(description, undefined, 2)),
        (bytes, inside) => readCsvDescription(write(inside, 'described/description.json', bytes)),
      ),
    ).toBe(true);
  });

  it('lean-files.json of a conversion', () => {
    const facts = { 'equity/usa/daily/ko.zip': { entry: 'ko.csv', lineEnd: '\r\n', spelled: { '3': '01.50' } } };
    expect(
      survives(
        () => Buffer.from(JSON.stringify(facts, undefined, 1)),
        (bytes, inside) => {
          write(inside, 'facts/lean-files.json', bytes);
          for (const file of readLeanFiles(join(inside, 'facts')).keys()) expect(file).not.toMatch(/\.\.|^\//);
        },
      ),
    ).toBe(true);
  });

  it('the list of moves of an import that died', () => {
    const moves = { files: ['a/new.zip', 'dataset.json'], kept: ['dataset.json'], stale: ['a/old.csv'] };
    expect(
      survives(
        () => Buffer.from(JSON.stringify(moves)),
        (bytes, inside) => {
          rmSync(join(inside, 'imported'), { recursive: true, force: true });
          write(inside, 'imported/dataset.json', Buffer.from('{}'));
          write(inside, 'imported/.import/a/new.zip', Buffer.from('new'));
          write(inside, 'imported/.import/moves.json', bytes);
          finishPlacing(join(inside, 'imported'));
        },
      ),
    ).toBe(true);
  });

  it('the lock of a live run: held by nobody, or by this process', () => {
    expect(
      survives(
        () => {
          const inside = join(folder.path, 'inside');
          const lock = RunLock.take(inside);
          const bytes = readFileSync(join(inside, 'lock'));
          lock.release();
          return bytes;
        },
        (bytes, inside) => {
          write(inside, 'locked/lock', bytes);
          const holder = lockHolder(join(inside, 'locked'));
          if (holder !== undefined && !Number.isInteger(holder.pid)) throw new Error(`pid ${holder.pid}`);
        },
      ),
    ).toBe(true);
  });
});
