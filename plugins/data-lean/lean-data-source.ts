import {
  addDays,
  inspectLeanZip,
  LeanFolder,
  leanRowFormat,
  listLeanDataSets,
  rowsWithin,
  tickerSpans,
  type ColumnCache,
  type DataSet,
  type FactorRow,
  type InspectableSource,
  type InspectedRows,
  type LeanFile,
  type LeanSeries,
  type MapRow,
  type RowColumns,
  type RowReader,
  type RowRequest,
  type SecuritySymbol,
  type TickerSpan,
} from 'tradewright/plugin';

export interface LeanDataSourceOptions {
  /** The data folder. */
  readonly folder: string;
  /** Cache of parsed columns between runs; without it columns are not cached. */
  readonly cache?: ColumnCache;
}

/**
 * Market data in LEAN's folder layout: equities, indices, crypto, crypto futures, forex and CFDs, ticks to days.
 *
 * Files are opened one at a time, when their rows are requested. A missing file gives no rows.
 */
export class LeanDataSource implements InspectableSource {
  readonly name = 'lean';
  private readonly folder: LeanFolder;

  /** @throws EngineError DATA_FOLDER_MISSING when the folder does not exist. */
  constructor({ folder, cache }: LeanDataSourceOptions) {
    this.folder = new LeanFolder(folder, cache);
  }

  /** @throws EngineError DATA_UNSUPPORTED_SECURITY for options and futures; the reader throws faults of files. */
  open(request: RowRequest): RowReader {
    const { symbol, resolution, tickType } = request;
    const series = { securityType: symbol.securityType, market: symbol.market, resolution, tickType };
    const files = tickerSpans(request, this.mapRows(symbol)).flatMap((span) => this.filesOf(series, span));
    return new LeanRowReader(this.folder, series, files);
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return this.folder.factorRows(symbol);
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return this.folder.mapRows(symbol);
  }

  dataSets(): DataSet[] {
    return listLeanDataSets(this.folder);
  }

  inspect(set: DataSet, file: LeanFile): InspectedRows {
    const format = leanRowFormat(set.securityType, set.resolution, set.tickType);
    if (format === undefined) throw new RangeError(`The format of ${file.path} is not supported.`);
    return inspectLeanZip(file.path, format, file.date ?? 0);
  }

  private filesOf(series: LeanSeries, { ticker, from, to }: TickerSpan): SpannedFile[] {
    return this.folder
      .files(series, ticker)
      .filter(({ date }) => date === undefined || (date >= from && date <= to))
      .map((file) => ({ file, from, to }));
  }
}

interface SpannedFile {
  readonly file: LeanFile;
  readonly from: number;
  readonly to: number;
}

class LeanRowReader implements RowReader {
  private readonly folder: LeanFolder;
  private readonly series: LeanSeries;
  private readonly files: readonly SpannedFile[];
  private index = 0;

  constructor(folder: LeanFolder, series: LeanSeries, files: readonly SpannedFile[]) {
    this.folder = folder;
    this.series = series;
    this.files = files;
  }

  next(): RowColumns | undefined {
    while (this.index < this.files.length) {
      const { file, from, to } = this.files[this.index++];
      const columns = this.folder.read(this.series, file);
      if (columns === undefined) continue;
      const rows = rowsWithin(columns, from, addDays(to, 1));
      if (rows.length > 0) return rows;
    }
    return undefined;
  }
}
