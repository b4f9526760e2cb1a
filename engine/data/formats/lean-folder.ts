import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FactorRow, MapRow } from '../../api/data-source.ts';
import type { RowColumns } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { SecurityType } from '../../model/security-type.ts';
import type { ColumnCache } from '../column-cache.ts';
import { DATA_ERRORS } from '../errors.ts';
import { parseSecurityIdentifier } from '../security-identifier.ts';
import { END_OF_TIME } from '../time/calendar-math.ts';
import { parseCompactDate } from '../time/date-text.ts';
import { parseFactorFile } from './lean-auxiliary-files.ts';
import { auxiliaryFolder, hasOneFile, seriesFile, seriesFolder, tickTypeName } from './lean-paths.ts';
import type { LeanSeries } from './lean-paths.ts';
import { LEAN_SECURITY_TYPES, leanRowFormat } from './lean-row-format.ts';
import { readLeanZip } from './lean-zip.ts';
import { MapFileResolver } from './map-file-resolver.ts';
import type { MapFile } from './map-file-resolver.ts';
import { pathInside } from './path-inside.ts';
import { listFolder, readFileIfThere } from './text-file.ts';

/** One file of a series: its date, or none if it contains all dates. */
export interface LeanFile {
  readonly path: string;
  readonly date: number | undefined;
}

/**
 * A data folder in LEAN's layout: its files and their rows, factor and map files.
 *
 * Listings, factor and map files are cached; rows are not.
 */
export class LeanFolder {
  readonly root: string;
  private readonly cache: ColumnCache | undefined;
  private readonly listings = new Map<string, readonly LeanFile[]>();
  private readonly factors = new Map<string, readonly FactorRow[]>();
  private readonly resolvers = new Map<string, MapFileResolver>();

  /** @throws EngineError DATA_FOLDER_MISSING when there is no such folder. */
  constructor(root: string, cache?: ColumnCache) {
    this.root = resolve(root);
    this.cache = cache;
    if (statSync(this.root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new EngineError(
        DATA_ERRORS.FOLDER_MISSING,
        `There is no data folder ${this.root}. ${DATA_ERRORS.FOLDER_MISSING.remedy}`,
        {
          data: { folder: this.root },
        },
      );
    }
  }

  /**
   * The files of a ticker's series, by date; for hours and days one file without a date, whether or not it exists.
   *
   * @throws EngineError DATA_UNSUPPORTED_SECURITY for options and futures.
   */
  files(series: LeanSeries, ticker: string): readonly LeanFile[] {
    if (!LEAN_SECURITY_TYPES.includes(series.securityType)) throw unsupported(series, ticker);
    if (leanRowFormat(series.securityType, series.resolution, series.tickType) === undefined) return [];
    if (hasOneFile(series.resolution)) return [{ path: seriesFile(this.root, series, ticker), date: undefined }];
    const folder = seriesFolder(this.root, series, ticker);
    const key = `${folder} ${series.tickType}`;
    let files = this.listings.get(key);
    if (files === undefined) this.listings.set(key, (files = dayFiles(folder, series)));
    return files;
  }

  /**
   * The rows of a file; `undefined` when it does not exist.
   * @throws EngineError with the file, and the line if there is one.
   */
  read(series: LeanSeries, file: LeanFile): RowColumns | undefined {
    const format = leanRowFormat(series.securityType, series.resolution, series.tickType);
    if (format === undefined || statSync(file.path, { throwIfNoEntry: false }) === undefined) return undefined;
    return readLeanZip(file.path, format, file.date ?? 0, this.cache);
  }

  /**
   * The factor file's rows of an equity; it is named after the map file
   * (Common/Data/Auxiliary/LocalDiskFactorFileProvider.cs).
   */
  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    if (symbol.securityType !== SecurityType.Equity) return [];
    const name = (this.mapFile(symbol)?.permtick ?? symbol.ticker).toLowerCase();
    const path = pathInside(
      auxiliaryFolder(this.root, SecurityType.Equity, symbol.market, 'factor_files'),
      `${name}.csv`,
    );
    let rows = this.factors.get(path);
    if (rows === undefined) {
      const bytes = readFileIfThere(path);
      this.factors.set(path, (rows = bytes === undefined ? [] : parseFactorFile(bytes.toString('utf8'), path)));
    }
    return rows;
  }

  /**
   * The map file's rows of an equity: by first ticker and date of its identifier, or by its ticker when it has none
   * yet.
   */
  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return this.mapFile(symbol)?.rows ?? [];
  }

  private mapFile(symbol: SecuritySymbol): MapFile | undefined {
    if (symbol.securityType !== SecurityType.Equity) return undefined;
    let resolver = this.resolvers.get(symbol.market);
    if (resolver === undefined) {
      resolver = new MapFileResolver(auxiliaryFolder(this.root, SecurityType.Equity, symbol.market, 'map_files'));
      this.resolvers.set(symbol.market, resolver);
    }
    const first = parseSecurityIdentifier(symbol.id);
    return first === undefined
      ? resolver.resolve(symbol.ticker, END_OF_TIME)
      : resolver.resolve(first.ticker, first.date ?? END_OF_TIME);
  }
}

function unsupported(series: LeanSeries, ticker: string): EngineError {
  const type = series.securityType;
  return new EngineError(
    DATA_ERRORS.UNSUPPORTED_SECURITY,
    `${ticker} is of type ${type}, whose files cannot be read. ${DATA_ERRORS.UNSUPPORTED_SECURITY.remedy}`,
    {
      data: { ticker, type },
    },
  );
}

function dayFiles(folder: string, series: LeanSeries): LeanFile[] {
  const suffix = `_${tickTypeName(series.tickType)}.zip`;
  return listFolder(folder).flatMap((name) => {
    const date = name.endsWith(suffix) ? parseCompactDate(name.slice(0, -suffix.length)) : undefined;
    return date === undefined ? [] : [{ path: join(folder, name), date }];
  });
}
