import { globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertFolder } from '../../engine/data/convert/convert-folder.ts';
import { CsvStore } from '../../engine/data/convert/csv-store.ts';
import { readLeanFiles } from '../../engine/data/convert/lean-files.ts';
import { LeanStore } from '../../engine/data/convert/lean-store.ts';
import { seriesName } from '../../engine/data/convert/series-store.ts';
import type { SeriesStore, StoredSeries } from '../../engine/data/convert/series-store.ts';
import { listLeanDataSets } from '../../engine/data/formats/lean-data-sets.ts';
import { LeanFolder } from '../../engine/data/formats/lean-folder.ts';
import { ZipFile } from '../../engine/data/formats/zip-file.ts';
import { createSymbol } from '../../engine/data/security-identifier.ts';
import type { DataSource } from '../../engine/api/data-source.ts';
import { LeanDataSource } from '../../plugins/data-lean/lean-data-source.ts';
import { ParquetDataSource } from '../../plugins/data-parquet/parquet-data-source.ts';
import { ParquetStore } from '../../plugins/data-parquet/parquet-store.ts';
import { hasLeanData, LEAN_DATA } from './lean-reference.ts';

const root = mkdtempSync(join(tmpdir(), 'conversion-'));
afterAll(() => rmSync(root, { recursive: true }));
const folders = { parquet: join(root, 'parquet'), csv: join(root, 'csv'), lean: join(root, 'lean') };

/** Maximum size of zips: larger ones take longer without testing more. */
const LARGEST = 400_000;

/** The smallest series of each kind of file. */
function chosenSeries(): StoredSeries[] {
  const sets = hasLeanData ? listLeanDataSets(new LeanFolder(LEAN_DATA)) : [];
  const size = ({ files }: (typeof sets)[number]): number =>
    files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  const kinds = Map.groupBy(
    sets,
    ({ securityType, resolution, tickType }) => `${securityType} ${resolution} ${tickType}`,
  );
  return [...kinds.values()]
    .map((group) => group.reduce((least, next) => (size(next) < size(least) ? next : least)))
    .filter((set) => size(set) < LARGEST);
}

const chosen = chosenSeries();
const names = new Set(chosen.map(seriesName));

async function convert([source, from]: [string, SeriesStore], [target, to]: [string, SeriesStore]): Promise<void> {
  await convertFolder(
    { folder: source, store: from },
    { folder: target, store: to },
    { includes: (series) => names.has(seriesName(series)) },
  );
}

/** The first text in each zip of a folder. */
function textsOf(folder: string): Map<string, string> {
  const paths = globSync('*/*/{tick,second,minute,hour,daily}/**/*.zip', { cwd: folder });
  return new Map(paths.map((path) => [path, textOf(join(folder, path))]));
}

/** The name and content of the first text in a zip. */
function textOf(path: string): string {
  const zip = new ZipFile(path);
  return `${zip.entries[0].name}\n${Buffer.from(zip.read(zip.entries[0])).toString('latin1')}`;
}

/** All numbers of a series as one buffer. */
function numbersOf(source: DataSource, { securityType, market, resolution, tickType, ticker }: StoredSeries): Buffer {
  const symbol = createSymbol(source, ticker, securityType, market);
  const reader = source.open({
    symbol,
    resolution,
    tickType,
    fromDate: 0,
    toDate: Date.UTC(2050, 0, 1),
    tickerOn: () => ticker,
  });
  const columns: number[][] = [];
  for (let rows = reader.next(); rows !== undefined; rows = reader.next()) {
    const { scales, length } = rows;
    const places = typeof scales === 'number' ? new Float64Array(length).fill(scales) : scales;
    [rows.time, ...rows.values, places].forEach((column, index) => (columns[index] ??= []).push(...column));
  }
  return Buffer.concat(columns.map((column) => Buffer.from(Float64Array.from(column).buffer)));
}

describe.runIf(hasLeanData)("LEAN's sample files, converted", () => {
  beforeAll(async () => {
    const [written, read] = [new ParquetStore(folders.parquet), new ParquetStore(folders.parquet)];
    for (const folder of Object.values(folders)) mkdirSync(folder);
    await convert([LEAN_DATA, new LeanStore(LEAN_DATA)], [folders.parquet, written]);
    await convert([folders.parquet, read], [folders.csv, new CsvStore(folders.csv)]);
    await convert(
      [folders.csv, new CsvStore(folders.csv)],
      [folders.lean, new LeanStore(folders.lean, readLeanFiles(folders.csv))],
    );
    await written.close();
    await read.close();
  });

  it('are byte-identical after Parquet and CSV', () => {
    const back = textsOf(folders.lean);
    expect(back.size).toBeGreaterThan(20);
    for (const [path, text] of back) expect(text === textOf(join(LEAN_DATA, path)), path).toBe(true);
  });

  it('give the same numbers to a run from Parquet', async () => {
    const [lean, parquet] = [
      new LeanDataSource({ folder: LEAN_DATA }),
      new ParquetDataSource({ folder: folders.parquet }),
    ];
    for (const series of chosen)
      expect(numbersOf(parquet, series).equals(numbersOf(lean, series)), seriesName(series)).toBe(true);
    await parquet.stop();
  });
});
