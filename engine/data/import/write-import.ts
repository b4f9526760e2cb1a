import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import type { SecurityType } from '../../model/security-type.ts';
import { removeAbandoned } from '../abandoned-folders.ts';
import { readDescription, writeDescription } from '../convert/auxiliary-files.ts';
import { CONVERT_ERRORS } from '../convert/errors.ts';
import { seriesPath } from '../convert/series-store.ts';
import type { SeriesStore } from '../convert/series-store.ts';
import { unwritable } from '../convert/staged-folder.ts';
import { auxiliaryFolder, hasOneFile, seriesFile, seriesFolder, tickTypeName } from '../formats/lean-paths.ts';
import { pathInside, relativePathInside } from '../formats/path-inside.ts';
import { shownText } from '../formats/shown-text.ts';
import { formatCompactDate } from '../time/date-text.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportedSeries } from './import-series.ts';
import { finishPlacing, placeFiles } from './place-files.ts';
import { knownFacts, symbolPropertiesText } from './symbol-facts.ts';
import type { KnownFacts, SymbolFacts } from './symbol-facts.ts';
import { SYMBOL_PROPERTIES_FILE } from '../symbol-properties.ts';

/** Written last and replaces the existing one, whose content it includes. */
const DESCRIPTION = 'dataset.json';

/** The formats that can be imported to. */
export const IMPORT_FORMATS = ['lean', 'parquet'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportTarget {
  /** A data folder of the format, or one that does not exist yet. */
  readonly folder: string;
  readonly format: ImportFormat;
  readonly securityType: SecurityType;
  readonly market: string;
  /** Replaces existing files of the same series. */
  readonly mayReplace?: boolean;
  /** Properties of all tickers of the import for the folder's table. */
  readonly facts?: SymbolFacts;
}

export interface ImportWork {
  readonly pause: () => Promise<void>;
  readonly withStore: (folder: string, work: (store: SeriesStore) => Promise<void>) => Promise<void>;
}

/**
 * Writes series into a data folder: all of their files appear, or none, also where the process dies in the midst.
 *
 * @param withStore opens a writer for folders of the format
 * @param pause is awaited before each batch of bars; an error from it ends the import
 * @returns the paths of the files relative to the folder
 * @throws EngineError CONVERT_TARGET_EXISTS for existing files, IMPORT_OTHER_FORMAT, CONVERT_TARGET_UNWRITABLE
 */
export async function writeImport(
  target: ImportTarget,
  series: readonly ImportedSeries[],
  { pause, withStore }: ImportWork,
): Promise<string[]> {
  const folder = resolve(target.folder);
  finishPlacing(folder);
  checkFormat(target);
  const staged = join(dirname(folder), `.${basename(folder)}.${process.pid}.partial`);
  let made: string | undefined;
  try {
    return await unwritable(folder, async () => {
      rmSync(staged, { recursive: true, force: true });
      made = mkdirSync(staged, { recursive: true });
      removeAbandoned(dirname(folder), basename(folder));
      await withStore(staged, async (store) => {
        for (const one of series) await stageSeries({ staged, store, target, pause }, one);
      });
      await pause();
      const files = globSync('**/*.{zip,csv,parquet}', { cwd: staged }).toSorted();
      if (target.mayReplace !== true) refuseExisting(folder, files);
      describe(folder, staged, target, series);
      const stale = target.mayReplace === true ? staleFactors(folder, target, series) : [];
      const table = stageProperties(staged, { ...target, folder }, series);
      placeFiles(staged, folder, [...files, ...table, DESCRIPTION], stale);
      return [...files, ...table];
    });
  } catch (fault) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw fault;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Throws the faults of {@link writeImport} that can be found without writing. */
export function checkTarget(target: ImportTarget, series: readonly ImportedSeries[]): void {
  checkFormat(target);
  if (target.mayReplace === true) return;
  refuseExisting(
    resolve(target.folder),
    series.flatMap((one) => filesOf(target, one)),
  );
}

/**
 * The properties that runs will read for the tickers of an import; none if the import gives none.
 * @throws EngineError IMPORT_INCOMPLETE_PROPERTIES
 */
export function givenFacts(target: ImportTarget, series: readonly ImportedSeries[]): KnownFacts[] {
  const { facts } = target;
  return facts === undefined ? [] : knownFacts({ ...target, facts }, tickersOf(series));
}

function tickersOf(series: readonly ImportedSeries[]): string[] {
  return series.map(({ ticker }) => ticker);
}

/** Writes the folder's table including the given properties, and returns the name of the file. */
function stageProperties(staged: string, target: ImportTarget, series: readonly ImportedSeries[]): string[] {
  const { facts } = target;
  if (facts === undefined) return [];
  const path = join(staged, SYMBOL_PROPERTIES_FILE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, symbolPropertiesText({ ...target, facts }, tickersOf(series)), 'latin1');
  return [SYMBOL_PROPERTIES_FILE];
}

/** The files of a series, relative to the folder. */
function filesOf(target: ImportTarget, one: ImportedSeries): string[] {
  const { securityType, market, format } = target;
  const { ticker, resolution, tickType, factors } = one;
  const series = { securityType, market, resolution, tickType, ticker };
  const factorFiles = factors === undefined || factors.text === '' ? [] : [factorPath('', target, one)];
  if (format === 'parquet') return [relativePathInside('', seriesPath(series, 'parquet')), ...factorFiles];
  if (hasOneFile(resolution)) return [seriesFile('', series, ticker), ...factorFiles];
  const folder = seriesFolder('', series, ticker);
  const names = one.dates.map((day) => `${formatCompactDate(day)}_${tickTypeName(tickType)}.zip`);
  return [...names.map((name) => join(folder, name)), ...factorFiles];
}

/**
 * The declared format of a folder; undefined if there is none.
 * @throws EngineError IMPORT_OTHER_FORMAT for a format without import
 */
export function formatOfFolder(folder: string): ImportFormat | undefined {
  const source = sourceOf(folder);
  const format = IMPORT_FORMATS.find((one) => one === source);
  if (source !== undefined && format === undefined) throw otherFormat(folder, source);
  return format;
}

function checkFormat({ folder, format }: ImportTarget): void {
  const source = sourceOf(resolve(folder));
  if (source !== undefined && source !== format) throw otherFormat(folder, source);
}

function sourceOf(folder: string): string | undefined {
  const file = join(folder, DESCRIPTION);
  if (!existsSync(file)) return undefined;
  const { source } = readDescription(file);
  return typeof source === 'string' ? source : undefined;
}

function otherFormat(folder: string, source: string): EngineError {
  return new EngineError(
    IMPORT_ERRORS.OTHER_FORMAT,
    `${folder} is read by the data source ${shownText(source, 40)}, which is not the format of the import. ${IMPORT_ERRORS.OTHER_FORMAT.remedy}`,
    { data: { folder, source: source.slice(0, 40) } },
  );
}

interface Staging {
  readonly staged: string;
  readonly store: SeriesStore;
  readonly target: ImportTarget;
  readonly pause: () => Promise<void>;
}

async function stageSeries({ staged, store, target, pause }: Staging, series: ImportedSeries): Promise<void> {
  const { ticker, resolution, tickType, factors } = series;
  const { securityType, market } = target;
  await pause();
  const writer = await store.write({ securityType, market, resolution, ticker, tickType });
  for (const batch of series.batches()) {
    await writer.add(batch);
    await pause();
  }
  await writer.finish();
  if (factors === undefined || factors.text === '') return;
  const path = factorPath(staged, target, series);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, factors.text);
}

function factorPath(root: string, { securityType, market }: ImportTarget, { ticker }: ImportedSeries): string {
  return pathInside(auxiliaryFolder(root, securityType, market, 'factor_files'), `${ticker.toLowerCase()}.csv`);
}

function refuseExisting(folder: string, files: readonly string[]): void {
  const known = files.find((file) => existsSync(join(folder, file)));
  if (known === undefined) return;
  throw new EngineError(
    CONVERT_ERRORS.TARGET_EXISTS,
    `${join(folder, known)} exists already. Import into another folder, or replace it with --replace.`,
    { data: { target: join(folder, known) } },
  );
}

/** The folder's dataset.json with the caveats of the series added. */
function describe(folder: string, staged: string, { format }: ImportTarget, series: readonly ImportedSeries[]): void {
  writeDescription(folder, staged, { source: format, caveats: series.flatMap(({ caveats }) => caveats) });
}

/** Existing factor files of series that now have none: they would adjust the new prices by factors of the old ones. */
function staleFactors(folder: string, target: ImportTarget, series: readonly ImportedSeries[]): string[] {
  return series
    .filter(({ factors }) => factors === undefined || factors.text === '')
    .map((one) => factorPath('', target, one))
    .filter((file) => existsSync(join(folder, file)));
}
