import {
  addDays,
  CsvFolder,
  EngineError,
  Resolution,
  rowsWithin,
  SecurityType,
  TickType,
  type CsvDescription,
  type CsvFile,
  type DataSet,
  type FactorRow,
  type InspectableSource,
  type InspectedRows,
  type LeanFile,
  type MapRow,
  type RowColumns,
  type RowReader,
  type RowRequest,
} from 'tradewright/plugin';

export interface CsvDataSourceOptions {
  /** A folder of CSV files, or one CSV file. */
  readonly path: string;
  /** Takes precedence over the JSON descriptions beside the files. */
  readonly description?: CsvDescription;
}

/**
 * Prices from CSV files: `<TICKER>.csv` with one instrument's bars, or a file with a column of closes for each ticker.
 *
 * Columns are recognised by name or configured. A close becomes a bar of four equal prices without volume, which a
 * caveat of the reader states. A file has trades, or quotes of forex and CFDs, at one resolution. An unreadable file is
 * a fault only for requests for its instruments.
 */
export class CsvDataSource implements InspectableSource {
  readonly name = 'csv';
  private readonly folder: CsvFolder;

  /** @throws EngineError for a missing folder and for ambiguous headers. */
  constructor({ path, description }: CsvDataSourceOptions) {
    this.folder = new CsvFolder(path, description);
  }

  /** @throws EngineError with file and line of a row that is malformed or out of order. */
  open(request: RowRequest): RowReader {
    const file = this.fileFor(request);
    if (file === undefined) return NO_ROWS;
    const rows = rowsWithin(
      this.folder.read(file, request.symbol.ticker),
      request.fromDate,
      addDays(request.toDate, 1),
    );
    return new OneChunkReader(rows, this.folder.caveats(file));
  }

  /** Empty: prices are used unchanged. */
  factorRows(): readonly FactorRow[] {
    return [];
  }

  /** Empty: tickers are used unchanged. */
  mapRows(): readonly MapRow[] {
    return [];
  }

  dataSets(): DataSet[] {
    return this.folder.files.flatMap((file) => {
      const { securityType = SecurityType.Equity, market = 'usa' } = file.description;
      const series = { securityType, market, ...this.kindOf(file) };
      return file.tickers.map((ticker) => ({ ...series, ticker, files: [{ path: file.path, date: undefined }] }));
    });
  }

  inspect(set: DataSet, { path }: LeanFile): InspectedRows {
    const file = this.folder.files.find((one) => one.path === path && one.tickers.includes(set.ticker));
    if (file?.fault !== undefined) throw file.fault;
    if (file === undefined) throw new RangeError(`${path} does not contain ${set.ticker}.`);
    return this.folder.inspect(file, set.ticker);
  }

  private fileFor({ symbol, resolution, tickType }: RowRequest): CsvFile | undefined {
    const file = this.folder.find(symbol.ticker);
    if (file === undefined) return undefined;
    const { securityType = symbol.securityType, market = symbol.market } = file.description;
    if (securityType !== symbol.securityType || market !== symbol.market) return undefined;
    return this.folder.resolution(file) === resolution && this.folder.tickType(file) === tickType ? file : undefined;
  }

  /**
   * Resolution and kind of rows. An unreadable file gets the usual ones, so that its fault is thrown when it is read.
   */
  private kindOf(file: CsvFile): { resolution: Resolution; tickType: TickType } {
    try {
      return { resolution: this.folder.resolution(file), tickType: this.folder.tickType(file) };
    } catch (fault) {
      if (!(fault instanceof EngineError)) throw fault;
      return { resolution: file.description.resolution ?? Resolution.Daily, tickType: TickType.Trade };
    }
  }
}

const NO_ROWS: RowReader = { next: () => undefined };

class OneChunkReader implements RowReader {
  readonly caveats: readonly string[];
  private rows: RowColumns | undefined;

  constructor(rows: RowColumns, caveats: readonly string[]) {
    this.caveats = caveats;
    this.rows = rows.length > 0 ? rows : undefined;
  }

  next(): RowColumns | undefined {
    const { rows } = this;
    this.rows = undefined;
    return rows;
  }
}
