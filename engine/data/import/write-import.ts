import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { TickType } from '../../model/data-kinds.ts';
import type { SecurityType } from '../../model/security-type.ts';
import { writeDescription } from '../convert/auxiliary-files.ts';
import { CONVERT_ERRORS } from '../convert/errors.ts';
import { LeanStore } from '../convert/lean-store.ts';
import { unwritable } from '../convert/staged-folder.ts';
import { auxiliaryFolder, hasOneFile, seriesFile, seriesFolder } from '../formats/lean-paths.ts';
import { DAY } from '../time/calendar-math.ts';
import { formatCompactDate } from '../time/date-text.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportedSeries } from './import-series.ts';

/** Written last, over the one that is there: it holds what that said, and more. */
const DESCRIPTION = 'dataset.json';

export interface ImportTarget {
  /** A folder in LEAN's layout, or one that is not there yet. */
  readonly folder: string;
  readonly securityType: SecurityType;
  readonly market: string;
  /** Files of the same series that are there already give way to the new ones. */
  readonly mayReplace?: boolean;
}

/**
 * Writes series into a folder in LEAN's layout: all of their files appear, or none.
 *
 * @param pause is awaited before each series; what it throws ends the import
 * @returns the files, from the folder
 * @throws EngineError CONVERT_TARGET_EXISTS for files that are there already, IMPORT_OTHER_FORMAT, CONVERT_TARGET_UNWRITABLE
 */
export async function writeImport(
  target: ImportTarget,
  series: readonly ImportedSeries[],
  pause: () => Promise<void>,
): Promise<string[]> {
  const folder = resolve(target.folder);
  checkFormat(folder);
  const staged = join(dirname(folder), `.${basename(folder)}.${process.pid}.partial`);
  let made: string | undefined;
  try {
    return await unwritable(folder, async () => {
      rmSync(staged, { recursive: true, force: true });
      made = mkdirSync(staged, { recursive: true });
      for (const one of series) {
        await pause();
        stageSeries(staged, target, one);
      }
      await pause();
      const files = stagedFiles(staged);
      if (target.mayReplace !== true) refuseExisting(folder, files);
      describe(folder, staged, series);
      const stale = target.mayReplace === true ? staleFactors(folder, target, series) : [];
      move(staged, folder, [...files, DESCRIPTION], stale);
      return files;
    });
  } catch (fault) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw fault;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Refuses what {@link writeImport} would refuse, as far as it can be told without writing. */
export function checkTarget(target: ImportTarget, series: readonly ImportedSeries[]): void {
  const folder = resolve(target.folder);
  checkFormat(folder);
  if (target.mayReplace === true) return;
  refuseExisting(
    folder,
    series.flatMap((one) => filesOf(target, one)),
  );
}

/** The files that a series is written to, from the folder. */
function filesOf(target: ImportTarget, one: ImportedSeries): string[] {
  const { securityType, market } = target;
  const { ticker, resolution, rows, factors } = one;
  const series = { securityType, market, resolution, tickType: TickType.Trade };
  const factorFiles = factors === undefined || factors.text === '' ? [] : [factorPath('', target, one)];
  if (hasOneFile(resolution)) return [seriesFile('', series, ticker), ...factorFiles];
  const days = [...new Set(rows.time.map((time) => Math.floor(time / DAY) * DAY))];
  const folder = seriesFolder('', series, ticker);
  return [...days.map((day) => join(folder, `${formatCompactDate(day)}_trade.zip`)), ...factorFiles];
}

function checkFormat(folder: string): void {
  const file = join(folder, DESCRIPTION);
  if (!existsSync(file)) return;
  const { source } = JSON.parse(readFileSync(file, 'utf8')) as { source?: string };
  if (source === undefined || source === 'lean') return;
  throw new EngineError(
    IMPORT_ERRORS.OTHER_FORMAT,
    `${folder} is read by the data source "${source}", and imports are written in LEAN's layout. ${IMPORT_ERRORS.OTHER_FORMAT.remedy}`,
    { data: { folder, source } },
  );
}

function stageSeries(staged: string, target: ImportTarget, series: ImportedSeries): void {
  const { ticker, resolution, rows, factors } = series;
  const { securityType, market } = target;
  const writer = new LeanStore(staged).write({ securityType, market, resolution, ticker, tickType: TickType.Trade });
  void writer.add(rows);
  void writer.finish();
  if (factors === undefined || factors.text === '') return;
  const path = factorPath(staged, target, series);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, factors.text);
}

function factorPath(root: string, { securityType, market }: ImportTarget, { ticker }: ImportedSeries): string {
  return join(auxiliaryFolder(root, securityType, market, 'factor_files'), `${ticker.toLowerCase()}.csv`);
}

function stagedFiles(staged: string): string[] {
  return globSync('**/*.{zip,csv}', { cwd: staged }).toSorted();
}

function refuseExisting(folder: string, files: readonly string[]): void {
  const known = files.find((file) => existsSync(join(folder, file)));
  if (known === undefined) return;
  throw new EngineError(
    CONVERT_ERRORS.TARGET_EXISTS,
    `${join(folder, known)} is there already. Import into another folder, or let it give way with --replace.`,
    { data: { target: join(folder, known) } },
  );
}

/** The folder's dataset.json with the caveats of the series added. */
function describe(folder: string, staged: string, series: readonly ImportedSeries[]): void {
  writeDescription(folder, staged, { source: 'lean', caveats: series.flatMap(({ caveats }) => caveats) });
}

/** Factor files of series that come without one now: they would adjust the new prices by what belonged to the old. */
function staleFactors(folder: string, target: ImportTarget, series: readonly ImportedSeries[]): string[] {
  return series
    .filter(({ factors }) => factors === undefined || factors.text === '')
    .map((one) => factorPath('', target, one))
    .filter((file) => existsSync(join(folder, file)));
}

/** Moves files into a folder, and `stale` ones out of it; where one cannot be moved all is as it was before. */
function move(staged: string, folder: string, files: readonly string[], stale: readonly string[]): void {
  const before = join(staged, '.before');
  const [moved, kept]: [string[], string[]] = [[], []];
  try {
    for (const file of [...files, ...stale]) {
      if (file === DESCRIPTION || !existsSync(join(folder, file))) continue;
      mkdirSync(dirname(join(before, file)), { recursive: true });
      renameSync(join(folder, file), join(before, file));
      kept.push(file);
    }
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      renameSync(join(staged, file), join(folder, file));
      moved.push(file);
    }
  } catch (fault) {
    for (const file of moved) rmSync(join(folder, file), { force: true });
    for (const file of kept) renameSync(join(before, file), join(folder, file));
    throw fault;
  }
}
