import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBVector } from '@duckdb/node-api';

/** An in-memory DuckDB. Data that do not fit into memory are spilled to the folder for temporary files. */
export async function openDuckDB(threads: number | undefined): Promise<DuckDBInstance> {
  // deferred until the first file is opened: the package is large
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
  return await Instance.create(':memory:', {
    ...(threads !== undefined && { threads: String(threads) }),
    temp_directory: join(tmpdir(), `tradewright-duckdb-${process.pid}`),
  });
}

/** A connection for one series. Rows are streamed, with a buffer of 4 MB. */
export async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET streaming_buffer_size = '4MB'");
  return connection;
}

/** A text as a quoted SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The SQL table function that reads one Parquet file: its path is not a pattern, and folders named `a=b` add no
 * columns.
 */
export function parquetFile(path: string): string {
  return `read_parquet(${sqlText(path.replaceAll(/[[*?]/g, (sign) => `[${sign}]`))}, hive_partitioning = false)`;
}

/** Copies a vector of doubles that has no nulls. */
export function copyDoubles(vector: DuckDBVector, target: Float64Array, start: number): void {
  // A single copy of the memory of the vector; the public interface returns its numbers one by one.
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Float64Array) {
    target.set(items, start);
    return;
  }
  for (let index = 0; index < vector.itemCount; index++) target[start + index] = Number(vector.getItem(index));
}

/** Names and types of the columns of a file. */
export async function columnTypes(connection: DuckDBConnection, path: string): Promise<Map<string, string>> {
  const answer = await connection.run(`DESCRIBE SELECT * FROM ${parquetFile(path)}`);
  const types = new Map<string, string>();
  for (const row of await answer.getRows()) types.set(String(row[0]), String(row[1]));
  return types;
}
