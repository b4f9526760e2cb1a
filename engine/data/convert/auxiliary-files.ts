import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { LEAN_SECURITY_TYPES } from '../formats/lean-row-format.ts';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { listFolder, readFileIfThere, readWholeFile } from '../formats/text-file.ts';
import type { StoredSeries } from './series-store.ts';
import { parseJson } from '../../model/parse-json.ts';

/** Folders that belong to a data folder of any format. */
const SHARED_FOLDERS = ['market-hours', 'symbol-properties', join('alternative', 'interest-rate')];
const DESCRIPTION_FILE = 'dataset.json';

/**
 * Copies the files that belong to the prices: factor and map files of the series, market hours, symbol properties,
 * interest rates.
 */
export function copyAuxiliaryFiles(from: string, to: string, series: readonly StoredSeries[]): number {
  let copied = 0;
  for (const name of SHARED_FOLDERS) {
    if (!existsSync(join(from, name))) continue;
    for (const file of readdirSync(join(from, name), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      copy(file.parentPath, join(to, relative(from, file.parentPath)), file.name);
      copied++;
    }
  }
  for (const [folder, tickers] of tickersByMarket(series)) {
    const names = corporateNames(join(from, folder), tickers);
    for (const kind of ['map_files', 'factor_files'])
      for (const file of listFolder(join(from, folder, kind)))
        if (file.endsWith('.csv') && names.has(basename(file, '.csv').toLowerCase())) {
          copy(join(from, folder, kind), join(to, folder, kind), file);
          copied++;
        }
  }
  return copied;
}

/** Rewrites a folder's dataset.json: the same description, with the data source of the new format. */
export function writeDescription(
  from: string,
  to: string,
  { source, caveats }: { source: string | undefined; caveats: readonly string[] },
): void {
  const old = existsSync(join(from, DESCRIPTION_FILE)) ? readDescription(join(from, DESCRIPTION_FILE)) : {};
  const known = Array.isArray(old['caveats']) ? (old['caveats'] as unknown[]) : [];
  const all = [...new Set([...known, ...caveats])];
  const description = { ...old, source, ...(all.length > 0 && { caveats: all }) };
  if (Object.values(description).every((value) => value === undefined)) return;
  writeFileSync(join(to, DESCRIPTION_FILE), `${JSON.stringify(description, undefined, 2)}\n`);
}

/** Names of folders with unsupported kinds of data: options, futures, universes. */
export function leftOutFolders(root: string): string[] {
  const known = new Set<string>([...LEAN_SECURITY_TYPES, ...SHARED_FOLDERS, 'alternative']);
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !known.has(entry.name))
    .map(({ name }) => name)
    .toSorted();
}

/** Copies the content of a file but not its permissions, which may forbid writing. */
function copy(from: string, to: string, name: string): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, name), readWholeFile(join(from, name)));
}

/** The object in a dataset.json. @throws EngineError DATA_INVALID_DESCRIPTION */
export function readDescription(path: string): Readonly<Record<string, unknown>> {
  const bytes = readFileIfThere(path);
  try {
    const value: unknown = parseJson(bytes?.toString('utf8').replace(/^\u{FEFF}/u, '') ?? '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  const { INVALID_DESCRIPTION } = DATA_ERRORS;
  throw new EngineError(
    INVALID_DESCRIPTION,
    `${path} is not a JSON object. Correct it, or remove it so that a new one is written.`,
    {
      data: { file: path },
    },
  );
}

/** Tickers in lower case by `type/market`. */
function tickersByMarket(series: readonly StoredSeries[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { securityType, market, ticker } of series) {
    const folder = join(securityType, market);
    const tickers = found.get(folder) ?? new Set();
    found.set(folder, tickers.add(ticker.toLowerCase()));
  }
  return found;
}

/** The names of the map files that contain the tickers; the factor files have the same names. */
function corporateNames(folder: string, tickers: ReadonlySet<string>): Set<string> {
  const names = new Set(tickers);
  for (const file of listFolder(join(folder, 'map_files'))) {
    if (!file.endsWith('.csv')) continue;
    const rows = readWholeFile(join(folder, 'map_files', file))
      .toString('utf8')
      .toLowerCase()
      .split(/\r?\n/);
    if (rows.some((row) => tickers.has(row.split(',')[1]?.trim() ?? '')))
      names.add(basename(file, '.csv').toLowerCase());
  }
  return names;
}
