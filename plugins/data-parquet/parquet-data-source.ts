import {
  DATA_ERRORS,
  EngineError,
  formatDateTime,
  hasOneScale,
  NUMBER_COLUMNS,
  RowKind,
  seriesFormat,
  SeriesTreeSource,
  TEXT_COLUMNS,
  type BatchReader,
  type DataSet,
  type InspectedRows,
  type LeanFile,
  type LeanRowFormat,
  type RowColumns,
  type SeriesExtract,
  type SeriesStore,
  type StoringSource,
} from 'tradewright/plugin';
import type { ParquetBatch } from './parquet-columns.ts';
import { batchColumns, ParquetStore } from './parquet-store.ts';
import { ParquetThread } from './parquet-thread.ts';
import type { ParquetReading } from './parquet-thread.ts';

export interface ParquetDataSourceOptions {
  /** The data folder. */
  readonly folder: string;
  /** Number of threads of DuckDB; default: one per core. */
  readonly threads?: number;
}

/** Rows in memory at a time; most daily series fit into one batch. */
const BATCH_ROWS = 32_768;

/** Index of the volume, after the four prices of a trade bar. */
const VOLUME = 4;

/**
 * Market data in Parquet files, one per series, with LEAN's factor and map files beside them. It returns the same rows
 * as the LEAN folder that was converted. DuckDB is loaded when the first file is opened.
 */
export class ParquetDataSource extends SeriesTreeSource implements StoringSource {
  readonly name = 'parquet';
  private readonly root: string;
  private readonly thread: ParquetThread;
  private readonly stores: ParquetStore[] = [];
  private readonly threads: number | undefined;

  /** @throws EngineError DATA_FOLDER_MISSING when the folder does not exist */
  constructor({ folder, threads }: ParquetDataSourceOptions) {
    super(folder, 'parquet');
    this.root = folder;
    this.thread = new ParquetThread(threads);
    this.threads = threads;
  }

  protected readBatches({ path, series, from, to }: SeriesExtract): BatchReader {
    const format = seriesFormat(series);
    let reading: ParquetReading | undefined;
    return () => {
      reading ??= this.read(path, { format, from, to }, BATCH_ROWS);
      const batch = reading.next();
      if (batch !== undefined && format.kind === RowKind.TradeBar) fillVolumes(batch, path);
      return batch && batchColumns(batch, format);
    };
  }

  /** Row numbers, from 1, take the place of line numbers. */
  inspect(set: DataSet, { path }: LeanFile): InspectedRows {
    const format = seriesFormat(set);
    const reading = this.read(path, { format, from: -Infinity, to: Infinity }, Infinity);
    const batch = reading.next();
    reading.close();
    const columns = batch === undefined ? emptyColumns(format.kind) : batchColumns(batch, format);
    return { columns, lines: Int32Array.from({ length: columns.length }, (_, row) => row + 1) };
  }

  seriesStore(): SeriesStore {
    const store = new ParquetStore(this.root, this.threads);
    this.stores.push(store);
    return store;
  }

  async stop(): Promise<void> {
    await this.thread.stop();
    for (const store of this.stores.splice(0)) await store.close();
  }

  private read(path: string, { format, from, to }: Extract, rows: number): ParquetReading {
    const { kind } = format;
    const columns = { numbers: NUMBER_COLUMNS[kind], texts: TEXT_COLUMNS[kind], wantsPlaces: !hasOneScale(format) };
    return this.thread.open({ path, ...columns, from, to }, rows);
  }
}

/** The rows of a file to read. */
interface Extract {
  readonly format: LeanRowFormat;
  readonly from: number;
  readonly to: number;
}

/** Sets missing volumes to zero. @throws EngineError DATA_MALFORMED_ROW for a missing price */
function fillVolumes({ columns: [time, ...numbers], length }: ParquetBatch, path: string): void {
  const volumes = numbers[VOLUME];
  for (let row = 0; row < length; row++) if (Number.isNaN(volumes[row])) volumes[row] = 0;
  for (let column = 0; column < VOLUME; column++) {
    const prices = numbers[column];
    const name = NUMBER_COLUMNS[RowKind.TradeBar][column];
    for (let row = 0; row < length; row++) if (Number.isNaN(prices[row])) throw lacksPrice(path, time[row], name);
  }
}

function lacksPrice(path: string, time: number, name: string): EngineError {
  const { MALFORMED_ROW } = DATA_ERRORS;
  const message = `The row of ${formatDateTime(time)} in ${path} has no ${name}. ${MALFORMED_ROW.remedy}`;
  return new EngineError(MALFORMED_ROW, message, { data: { file: path } });
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
