import type { DuckDBAppender, DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api';
import {
  NUMBER_COLUMNS,
  placesColumn,
  TEXT_COLUMNS,
  type RowKind,
  type SeriesRows,
  type SeriesWriter,
} from 'tradewright/plugin';
import { sqlText } from './duckdb.ts';
import { EXACT_TIME_COLUMN, PLACES_COLUMN, TIME_COLUMN } from './parquet-columns.ts';

/** Rows per chunk of DuckDB. */
const CHUNK_ROWS = 2048;

interface Parts {
  readonly connection: DuckDBConnection;
  readonly appender: DuckDBAppender;
  readonly types: readonly DuckDBType[];
  readonly newChunk: (rows: number) => DuckDBDataChunk;
}

/** Writes the rows of one series to a Parquet file, which is created when the writer is finished. */
export class ParquetWriter implements SeriesWriter {
  private readonly path: string;
  private readonly kind: RowKind;
  private readonly parts: Parts;

  private constructor(path: string, kind: RowKind, parts: Parts) {
    this.path = path;
    this.kind = kind;
    this.parts = parts;
  }

  static async open(connection: DuckDBConnection, path: string, kind: RowKind): Promise<ParquetWriter> {
    const { DOUBLE, VARCHAR, DuckDBDataChunk: Chunk } = await import('@duckdb/node-api');
    const doubles = [TIME_COLUMN, ...NUMBER_COLUMNS[kind], PLACES_COLUMN];
    const texts = TEXT_COLUMNS[kind];
    const columns = [...doubles.map((name) => `"${name}" DOUBLE`), ...texts.map((name) => `"${name}" VARCHAR`)];
    await connection.run(`CREATE OR REPLACE TEMP TABLE series (${columns.join(', ')})`);
    const types = [...doubles.map(() => DOUBLE), ...texts.map(() => VARCHAR)];
    return new ParquetWriter(path, kind, {
      connection,
      appender: await connection.createAppender('series'),
      types,
      newChunk: (rows) => Chunk.create(types, rows),
    });
  }

  add(rows: SeriesRows): void {
    const doubles = [rows.time, ...rows.numbers, placesColumn(rows)];
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const end = Math.min(start + CHUNK_ROWS, rows.length);
      const chunk = this.parts.newChunk(end - start);
      doubles.forEach((column, index) => setDoubles(chunk, index, column.subarray(start, end)));
      rows.texts.forEach((column, index) => chunk.setColumnValues(doubles.length + index, column.slice(start, end)));
      this.parts.appender.appendDataChunk(chunk);
    }
  }

  async finish(): Promise<void> {
    const { connection, appender } = this.parts;
    appender.closeSync();
    const time = `make_timestamp(CAST(round("${TIME_COLUMN}" * 1000) AS BIGINT))`;
    const inexact = await connection.run(
      `SELECT count(*) FROM series WHERE epoch_us(${time}) / 1000.0::DOUBLE <> "${TIME_COLUMN}"`,
    );
    const hasFractions = Number((await inexact.getRows())[0][0]) > 0;
    const numbers = NUMBER_COLUMNS[this.kind].map(
      (name) => `CASE WHEN isnan("${name}") THEN NULL ELSE "${name}" END AS "${name}"`,
    );
    const columns = [
      `${time} AS "${TIME_COLUMN}"`,
      ...numbers,
      ...TEXT_COLUMNS[this.kind].map((name) => `"${name}"`),
      `CAST("${PLACES_COLUMN}" AS BIGINT) AS "${PLACES_COLUMN}"`,
      ...(hasFractions ? [`"${TIME_COLUMN}" AS "${EXACT_TIME_COLUMN}"`] : []),
    ];
    await connection.run(
      `COPY (SELECT ${columns.join(', ')} FROM series) TO ${sqlText(this.path)} (FORMAT PARQUET, COMPRESSION ZSTD)`,
    );
    connection.closeSync();
  }
}

/** A single copy into the memory of the column. */
function setDoubles(chunk: DuckDBDataChunk, index: number, values: Float64Array): void {
  const vector = chunk.getColumnVector(index);
  const { items } = vector as unknown as { readonly items?: unknown };
  if (!(items instanceof Float64Array)) {
    chunk.setColumnValues(index, [...values]);
    return;
  }
  items.set(values);
  vector.flush();
}
