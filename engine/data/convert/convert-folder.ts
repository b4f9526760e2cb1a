import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { listFolder } from '../formats/text-file.ts';
import { listLeanDataSets } from '../formats/lean-data-sets.ts';
import { LeanFolder } from '../formats/lean-folder.ts';
import { copyAuxiliaryFiles, leftOutFolders, writeDescription } from './auxiliary-files.ts';
import { CONVERT_ERRORS } from './errors.ts';
import { FlatCsvStore } from './flat-csv-store.ts';
import { LEAN_FILES_NAME, leanFilesText, readLeanFiles } from './lean-files.ts';
import { LeanStore } from './lean-store.ts';
import { listSeriesFiles } from './series-store.ts';
import type { SeriesStore, StoredSeries } from './series-store.ts';

/** The formats of data folders between which conversion is possible. */
export const DATA_FORMATS = ['lean', 'csv', 'parquet'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** A folder and its reader or writer. */
export interface StoredFolder {
  readonly folder: string;
  readonly store: SeriesStore;
}

export interface ConvertOptions {
  readonly includes: (series: StoredSeries) => boolean;
  /** Awaited before each batch of rows; an error from it ends the conversion. */
  readonly pause?: () => Promise<void>;
  /** Called with each series before it is converted. */
  readonly onSeries?: (series: StoredSeries, index: number, count: number) => void;
}

export interface ConvertedSeries {
  readonly series: StoredSeries;
  readonly rows: number;
}

export interface Conversion {
  readonly series: readonly ConvertedSeries[];
  /** Factor and map files and similar files that were copied unchanged. */
  readonly copiedFiles: number;
  /** Folders with unsupported kinds of data. */
  readonly leftOut: readonly string[];
  /** Zips with more than one text, of which only the first was converted, the one that runs read. */
  readonly partlyRead: readonly string[];
}

/**
 * Converts all rows of a folder, with the files that belong to them, into a folder of another format.
 * @throws EngineError
 */
export async function convertFolder(
  from: StoredFolder,
  to: StoredFolder,
  options: ConvertOptions,
): Promise<Conversion> {
  const wanted = from.store.list().filter(options.includes);
  if (wanted.length === 0) throw nothingToConvert(from.folder);
  const converted: ConvertedSeries[] = [];
  for (const [index, series] of wanted.entries()) {
    options.onSeries?.(series, index, wanted.length);
    converted.push({ series, rows: await convertSeries(series, from.store, to.store, options.pause) });
  }
  const caveats = from.store instanceof FlatCsvStore ? from.store.caveats : [];
  writeDescription(from.folder, to.folder, { source: to.store.format, caveats });
  const facts = from.store instanceof LeanStore ? from.store.facts : readLeanFiles(from.folder);
  if (facts.size > 0 && to.store.format !== 'lean')
    writeFileSync(join(to.folder, LEAN_FILES_NAME), leanFilesText(facts));
  return {
    series: converted,
    copiedFiles: copyAuxiliaryFiles(from.folder, to.folder, wanted),
    leftOut: from.store instanceof LeanStore ? leftOutFolders(from.folder) : [],
    partlyRead: from.store instanceof LeanStore ? from.store.partlyRead : [],
  };
}

/** Detects the format of a folder from the location of its files. @throws EngineError */
export function detectFormat(folder: string): DataFormat | 'flat-csv' {
  const found: DataFormat[] = [];
  if (listLeanDataSets(new LeanFolder(folder)).length > 0) found.push('lean');
  for (const format of ['csv', 'parquet'] as const) if (listSeriesFiles(folder, format).length > 0) found.push(format);
  if (found.length > 1) {
    throw new EngineError(
      CONVERT_ERRORS.MIXED_FORMATS,
      `${folder} has series as ${found.join(' and ')}. ${CONVERT_ERRORS.MIXED_FORMATS.remedy}`,
      { data: { folder, formats: found } },
    );
  }
  if (found.length === 1) return found[0];
  if (listFolder(folder).some((name) => /\.csv$/i.test(name))) return 'flat-csv';
  throw nothingToConvert(folder);
}

async function convertSeries(
  series: StoredSeries,
  from: SeriesStore,
  to: SeriesStore,
  pause: ConvertOptions['pause'],
): Promise<number> {
  const writer = await to.write(series);
  let rows = 0;
  for await (const batch of from.read(series)) {
    await pause?.();
    await writer.add(batch);
    rows += batch.length;
  }
  await writer.finish();
  return rows;
}

function nothingToConvert(folder: string): EngineError {
  return new EngineError(
    CONVERT_ERRORS.NOTHING_TO_CONVERT,
    `${folder} has nothing to convert among the requested series. ${CONVERT_ERRORS.NOTHING_TO_CONVERT.remedy}`,
    { data: { folder } },
  );
}
