import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  addDays,
  DATA_ERRORS,
  EngineError,
  formatDateTime,
  hasOneScale,
  LeanFolder,
  leanRowFormat,
  listSeriesFiles,
  NUMBER_COLUMNS,
  RowKind,
  seriesFormat,
  seriesPath,
  TEXT_COLUMNS,
  tickerSpans,
  type DataSet,
  type ErrorDescriptor,
  type FactorRow,
  type InspectableSource,
  type InspectedRows,
  type LeanFile,
  type LeanRowFormat,
  type MapRow,
  type RowColumns,
  type RowReader,
  type RowRequest,
  type SecuritySymbol,
  type SeriesStore,
  type StoredSeries,
  type StoringSource,
} from 'tradewright';
import type { ParquetBatch } from './parquet-columns.ts';
import { batchColumns, ParquetStore } from './parquet-store.ts';
import { ParquetThread } from './parquet-thread.ts';
import type { ParquetReading } from './parquet-thread.ts';

export interface ParquetDataSourceOptions {
  /** The data folder. */
  readonly folder: string;
  /** Threads of DuckDB; one for each core without it. */
  readonly threads?: number;
}

/** Rows that are held at a time; most series of days are one batch. */
const BATCH_ROWS = 32_768;

/** Behind the four prices of a trade bar. */
const VOLUME = 4;

/**
 * Market data in Parquet files, one for each series, with LEAN's factor and map files beside them: the same rows as from the
 * LEAN folder that was converted. DuckDB is loaded when the first file is opened.
 */
export class ParquetDataSource implements InspectableSource, StoringSource {
  readonly name = 'parquet';
  private readonly folder: LeanFolder;
  private readonly thread: ParquetThread;
  private readonly stores: ParquetStore[] = [];
  private readonly threads: number | undefined;

  /** @throws EngineError DATA_FOLDER_MISSING when the folder does not exist */
  constructor({ folder, threads }: ParquetDataSourceOptions) {
    this.folder = new LeanFolder(folder);
    this.thread = new ParquetThread(threads);
    this.threads = threads;
  }

  /** @throws EngineError naming the file, from the reader */
  open(request: RowRequest): RowReader {
    const { symbol, resolution, tickType } = request;
    const { securityType, market } = symbol;
    if (leanRowFormat(securityType, resolution, tickType) === undefined) return { next: () => undefined };
    const spans = tickerSpans(request, this.mapRows(symbol)).map(({ ticker, from, to }) => {
      const series = { securityType, market, resolution, tickType, ticker };
      return { series, from, to: addDays(to, 1) };
    });
    return new SpanReader(
      spans.filter(({ series }) => existsSync(this.pathOf(series))),
      (span) => this.rowsOf(span),
    );
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return this.folder.factorRows(symbol);
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return this.folder.mapRows(symbol);
  }

  dataSets(): DataSet[] {
    return listSeriesFiles(this.folder.root, 'parquet').map((series) => ({
      ...series,
      files: [{ path: this.pathOf(series), date: undefined }],
    }));
  }

  /** Rows are counted from 1, as there are no lines. */
  inspect(set: DataSet, { path }: LeanFile): InspectedRows {
    const format = seriesFormat(set);
    const reading = this.read(path, { format, from: -Infinity, to: Infinity }, Infinity);
    const batch = reading.next();
    reading.close();
    const columns = batch === undefined ? emptyColumns(format.kind) : batchColumns(batch, format);
    return { columns, lines: Int32Array.from({ length: columns.length }, (_, row) => row + 1) };
  }

  seriesStore(): SeriesStore {
    const store = new ParquetStore(this.folder.root, this.threads);
    this.stores.push(store);
    return store;
  }

  async stop(): Promise<void> {
    await this.thread.stop();
    for (const store of this.stores.splice(0)) await store.close();
  }

  private pathOf(series: StoredSeries): string {
    return join(this.folder.root, seriesPath(series, 'parquet'));
  }

  private read(path: string, { format, from, to }: Extract, rows: number): ParquetReading {
    const { kind } = format;
    const columns = { numbers: NUMBER_COLUMNS[kind], texts: TEXT_COLUMNS[kind], wantsPlaces: !hasOneScale(format) };
    return this.thread.open({ path, ...columns, from, to }, rows);
  }

  private rowsOf({ series, from, to }: Span): () => RowColumns | undefined {
    const path = this.pathOf(series);
    const format = seriesFormat(series);
    const { kind } = format;
    let last = -Infinity;
    let reading: ParquetReading | undefined;
    return () => {
      reading ??= this.read(path, { format, from, to }, BATCH_ROWS);
      const batch = reading.next();
      if (batch === undefined) return undefined;
      if (kind === RowKind.TradeBar) fillVolumes(batch, path);
      const columns = inOrder(batchColumns(batch, format), last, path);
      last = batch.columns[0][batch.length - 1];
      return columns;
    };
  }
}

/** The rows of a file that are wanted. */
interface Extract {
  readonly format: LeanRowFormat;
  readonly from: number;
  readonly to: number;
}

interface Span {
  readonly series: StoredSeries;
  readonly from: number;
  readonly to: number;
}

/** The rows of one span of dates after the other. */
class SpanReader implements RowReader {
  private readonly spans: readonly Span[];
  private readonly open: (span: Span) => () => RowColumns | undefined;
  private index = 0;
  private read: (() => RowColumns | undefined) | undefined;

  constructor(spans: readonly Span[], open: (span: Span) => () => RowColumns | undefined) {
    this.spans = spans;
    this.open = open;
  }

  next(): RowColumns | undefined {
    while (this.index < this.spans.length) {
      this.read ??= this.open(this.spans[this.index]);
      const columns = this.read();
      if (columns === undefined) {
        this.read = undefined;
        this.index++;
      } else if (columns.length > 0) return columns;
    }
    return undefined;
  }
}

/** A bar may lack its volume, which is none then, and no price. @throws EngineError DATA_MALFORMED_ROW */
function fillVolumes({ columns: [time, ...numbers], length }: ParquetBatch, path: string): void {
  const volumes = numbers[VOLUME];
  for (let row = 0; row < length; row++) if (Number.isNaN(volumes[row])) volumes[row] = 0;
  for (let column = 0; column < VOLUME; column++) {
    const prices = numbers[column];
    const name = NUMBER_COLUMNS[RowKind.TradeBar][column];
    for (let row = 0; row < length; row++)
      if (Number.isNaN(prices[row])) throw badRow(DATA_ERRORS.MALFORMED_ROW, path, time[row], `has no ${name}`);
  }
}

/** The rows without those that repeat a bar's time, the first of which counts. @throws EngineError DATA_ROWS_OUT_OF_ORDER */
function inOrder(columns: RowColumns, before: number, path: string): RowColumns {
  const { kind, length, time } = columns;
  const keepsEqual = kind === RowKind.TradeTick || kind === RowKind.QuoteTick;
  let repeated = 0;
  let last = before;
  for (let row = 0; row < length; row++) {
    const at = time[row];
    if (at < last) throw badRow(DATA_ERRORS.ROWS_OUT_OF_ORDER, path, at, 'lies before its predecessor in time');
    if (at === last) repeated++;
    last = at;
  }
  return repeated === 0 || keepsEqual ? columns : withoutRepeated(columns, before);
}

function withoutRepeated({ kind, length, time, values, scales }: RowColumns, before: number): RowColumns {
  const isFirst = (row: number): boolean => time[row] !== (row === 0 ? before : time[row - 1]);
  const kept = (column: Float64Array): Float64Array => column.filter((_, row) => isFirst(row));
  return {
    kind,
    length: kept(time.subarray(0, length)).length,
    time: kept(time),
    values: values.map(kept),
    scales: typeof scales === 'number' ? scales : kept(scales),
  };
}

function badRow(descriptor: ErrorDescriptor, path: string, time: number, what: string): EngineError {
  return new EngineError(descriptor, `The row of ${formatDateTime(time)} in ${path} ${what}. ${descriptor.remedy}`, {
    data: { file: path },
  });
}

function emptyColumns(kind: RowKind): RowColumns {
  const none = new Float64Array(0);
  return {
    kind,
    length: 0,
    time: none,
    values: [...NUMBER_COLUMNS[kind], ...TEXT_COLUMNS[kind]].map(() => none),
    scales: 0,
  };
}
