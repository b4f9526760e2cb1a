import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBVector } from '@duckdb/node-api';

/** An in-memory DuckDB. What does not fit into memory goes to the folder for temporary files. */
export async function openDuckDB(threads: number | undefined): Promise<DuckDBInstance> {
  // Loaded when the first file is opened.
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
  return await Instance.create(':memory:', {
    ...(threads !== undefined && { threads: String(threads) }),
    temp_directory: join(tmpdir(), `tradewright-duckdb-${process.pid}`),
  });
}

/** A connection for one series. Rows are handed out as they come, at most 4 MB of them ahead. */
export async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET streaming_buffer_size = '4MB'");
  return connection;
}

/** A text as SQL has it between quotes. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What reads one Parquet file: its path is no pattern, and folders named `a=b` add no columns. */
export function parquetFile(path: string): string {
  return `read_parquet(${sqlText(path.replaceAll(/[[*?]/g, (sign) => `[${sign}]`))}, hive_partitioning = false)`;
}

/** Copies a vector of doubles that has no nulls. */
export function copyDoubles(vector: DuckDBVector, target: Float64Array, start: number): void {
  // One copy of the memory behind the vector; the public door hands its numbers out one by one.
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Float64Array) {
    target.set(items, start);
    return;
  }
  for (let index = 0; index < vector.itemCount; index++) target[start + index] = Number(vector.getItem(index));
}

/** Names of the columns of a file with their types. */
export async function columnTypes(connection: DuckDBConnection, path: string): Promise<Map<string, string>> {
  const answer = await connection.run(`DESCRIBE SELECT * FROM ${parquetFile(path)}`);
  const types = new Map<string, string>();
  for (const row of await answer.getRows()) types.set(String(row[0]), String(row[1]));
  return types;
}
