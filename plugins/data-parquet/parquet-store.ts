import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  listSeriesFiles,
  NUMBER_COLUMNS,
  seriesColumns,
  seriesFormat,
  seriesPathIn,
  TEXT_COLUMNS,
  tickTextNumber,
  type LeanRowFormat,
  type RowColumns,
  type RowKind,
  type SeriesRows,
  type SeriesStore,
  type StoredSeries,
} from 'tradewright/plugin';
import type { DuckDBInstance } from '@duckdb/node-api';
import { connect, openDuckDB } from './duckdb.ts';
import { ParquetFault, readParquet } from './parquet-columns.ts';
import type { ParquetBatch } from './parquet-columns.ts';
import { faultOf, unreadable } from './parquet-thread.ts';
import { ParquetWriter } from './parquet-writer.ts';

const BATCH_ROWS = 131_072;
const EXTENSION = 'parquet';

/** A folder with one Parquet file per series, as source or target of a conversion. */
export class ParquetStore implements SeriesStore {
  readonly format = 'parquet';
  private readonly root: string;
  private readonly threads: number | undefined;
  private instance: Promise<DuckDBInstance> | undefined;

  constructor(root: string, threads?: number) {
    this.root = root;
    this.threads = threads;
  }

  list(): readonly StoredSeries[] {
    return listSeriesFiles(this.root, EXTENSION);
  }

  async *read(series: StoredSeries): AsyncGenerator<SeriesRows> {
    const path = seriesPathIn(this.root, series, EXTENSION);
    const { kind } = seriesFormat(series);
    const connection = await connect(await this.open());
    const columns = { numbers: NUMBER_COLUMNS[kind], texts: TEXT_COLUMNS[kind], wantsPlaces: true };
    const request = { path, ...columns, from: -Infinity, to: Infinity };
    try {
      for await (const batch of readParquet(connection, request, BATCH_ROWS)) yield seriesRows(batch, kind);
    } catch (cause) {
      if (cause instanceof ParquetFault) throw faultOf(path, cause);
      throw cause instanceof Error && isDuckDBError(cause) ? unreadable(path, cause.message) : cause;
    } finally {
      connection.closeSync();
    }
  }

  async write(series: StoredSeries): Promise<ParquetWriter> {
    const path = seriesPathIn(this.root, series, EXTENSION);
    mkdirSync(dirname(path), { recursive: true });
    const connection = await connect(await this.open());
    return await ParquetWriter.open(connection, path, seriesFormat(series).kind);
  }

  async close(): Promise<void> {
    const opened = await this.instance?.catch(() => undefined);
    this.instance = undefined;
    opened?.closeSync();
  }

  private open(): Promise<DuckDBInstance> {
    return (this.instance ??= openDuckDB(this.threads));
  }
}

/**
 * Converts a batch to rows with texts and decimal places; without a column of places each number has its shortest text.
 */
function seriesRows(batch: ParquetBatch, kind: RowKind): SeriesRows {
  const { words } = batch;
  const texts = wordColumns(batch, kind).map((column, index) => Array.from(column, (word) => words[index][word] ?? ''));
  return { ...rowsWithoutTexts(batch, kind), texts };
}

/** Converts a batch to rows without their texts. */
function rowsWithoutTexts({ length, columns, words }: ParquetBatch, kind: RowKind): SeriesRows {
  const count = NUMBER_COLUMNS[kind].length;
  const [time, ...numbers] = columns.slice(0, count + 1);
  const places: Float64Array | undefined = columns[count + 1 + words.length];
  return {
    kind,
    length,
    time,
    numbers,
    places: places === undefined || places[0] === NO_PLACES ? SHORTEST : places,
    texts: [],
  };
}

/** The columns of text indices. */
function wordColumns({ columns, words }: ParquetBatch, kind: RowKind): readonly Float64Array[] {
  const first = NUMBER_COLUMNS[kind].length + 1;
  return columns.slice(first, first + words.length);
}

/** Converts a batch to the columns that runs read; each distinct text is converted once. */
export function batchColumns(batch: ParquetBatch, format: LeanRowFormat): RowColumns {
  const { kind } = format;
  const tail = wordColumns(batch, kind).map((column, index) => {
    const numbers = batch.words[index].map((word) => tickTextNumber(word, index, format));
    const values = new Float64Array(column.length);
    for (let row = 0; row < column.length; row++) values[row] = column[row] < 0 ? 0 : numbers[column[row]];
    return values;
  });
  return seriesColumns(rowsWithoutTexts(batch, kind), format, tail);
}

const NO_PLACES = -1;
/** Places that mean the shortest text, for each of at most ten numbers, four bits each. */
const SHORTEST = 16 ** 10 - 1;

/** DuckDB's errors start with their kind: `IO Error: …`. */
function isDuckDBError({ message }: Error): boolean {
  return /^[A-Z][A-Za-z ]+ Error: /.test(message);
}
