import { join } from 'node:path';
import { parseResolution } from '../../model/resolution.ts';
import { TickType } from '../../model/data-kinds.ts';
import { LEAN_SECURITY_TYPES, leanRowFormat, namesTickType } from '../formats/lean-row-format.ts';
import type { LeanRowFormat } from '../formats/lean-row-format.ts';
import { hasOneFile, tickTypeName } from '../formats/lean-paths.ts';
import type { LeanSeries } from '../formats/lean-paths.ts';
import { isFileName, relativePathInside } from '../formats/path-inside.ts';
import { listFolder } from '../formats/text-file.ts';
import type { SeriesRows } from './series-rows.ts';

/** One instrument at one resolution. */
export interface StoredSeries extends LeanSeries {
  /** In upper case. */
  readonly ticker: string;
}

/** Writes the rows of one series in their order. Nothing is visible before {@link finish}. */
export interface SeriesWriter {
  add(rows: SeriesRows): void | Promise<void>;
  finish(): void | Promise<void>;
}

/** A folder of series in one format, with lossless reading and writing. */
export interface SeriesStore {
  /** `lean`, `csv`, `parquet`. */
  readonly format: string;
  /** The series of the folder, in the order of folders and names. */
  list(): readonly StoredSeries[];
  /** All rows, unchanged, in batches. @throws EngineError with the file, and the line if there is one */
  read(series: StoredSeries): Iterable<SeriesRows> | AsyncIterable<SeriesRows>;
  write(series: StoredSeries): SeriesWriter | Promise<SeriesWriter>;
}

/** A data source whose folder can also be written. */
export interface StoringSource {
  seriesStore(): SeriesStore;
}

/** LEAN's format of the rows of a series, which determines their kind in every format. */
export function seriesFormat({ securityType, resolution, tickType }: LeanSeries): LeanRowFormat {
  const format = leanRowFormat(securityType, resolution, tickType);
  if (format === undefined) throw new RangeError(`There are no such series: ${securityType}.`);
  return format;
}

/**
 * `equity/usa/daily/aapl.csv`, `equity/usa/minute/aapl_quote.csv`: one file per series, even if LEAN has a folder of
 * days.
 */
export function seriesPath(series: StoredSeries, extension: string): string {
  const suffix = namesItsKind(series) ? `_${tickTypeName(series.tickType)}` : '';
  return `${seriesFolderPath(series)}/${series.ticker.toLowerCase()}${suffix}.${extension}`;
}

/** The path of a series' file in a folder. @throws EngineError DATA_UNSAFE_NAME */
export function seriesPathIn(root: string, series: StoredSeries, extension: string): string {
  return relativePathInside(root, seriesPath(series, extension));
}

/** The description of a series in messages: `equity usa AAPL daily trade`. */
export function seriesName({ securityType, market, ticker, resolution, tickType }: StoredSeries): string {
  return `${securityType} ${market} ${ticker} ${resolution} ${tickTypeName(tickType)}`;
}

/** The series whose files are at {@link seriesPath}. */
export function listSeriesFiles(root: string, extension: string): StoredSeries[] {
  return LEAN_SECURITY_TYPES.flatMap((securityType) =>
    listFolder(join(root, securityType))
      .filter(isFileName)
      .flatMap((market) =>
        listFolder(join(root, securityType, market)).flatMap((name) => {
          const resolution = parseResolution(name);
          if (resolution === undefined) return [];
          return listFolder(join(root, securityType, market, name)).flatMap((file) =>
            seriesOf(file, { securityType, market, resolution }, extension),
          );
        }),
      ),
  );
}

function seriesOf(file: string, place: Omit<LeanSeries, 'tickType'>, extension: string): StoredSeries[] {
  const suffix = `.${extension}`;
  if (!file.endsWith(suffix) || !isFileName(file)) return [];
  const name = file.slice(0, -suffix.length);
  const [, stem, kind] = namesItsKind(place) ? (/^(.+)_(trade|quote)$/.exec(name) ?? []) : ['', name];
  if (stem === undefined) return [];
  const isTraded = leanRowFormat(place.securityType, place.resolution, TickType.Trade) !== undefined;
  const isQuote = kind === undefined ? !isTraded : kind === 'quote';
  const series = { ...place, tickType: isQuote ? TickType.Quote : TickType.Trade, ticker: stem.toUpperCase() };
  return leanRowFormat(series.securityType, series.resolution, series.tickType) === undefined ? [] : [series];
}

/** Whether file names distinguish trades from quotes, as in LEAN. */
function namesItsKind({ securityType, resolution }: Omit<LeanSeries, 'tickType'>): boolean {
  return namesTickType(securityType) || !hasOneFile(resolution);
}

function seriesFolderPath({ securityType, market, resolution }: LeanSeries): string {
  return `${securityType}/${market}/${resolution}`;
}
