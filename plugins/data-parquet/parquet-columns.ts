import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { columnTypes, copyDoubles, parquetFile, sqlText } from './duckdb.ts';

/** The rows and columns of a file to read. */
export interface ParquetRequest {
  readonly path: string;
  /** Names of the numeric columns and of the text columns. */
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Whether decimal places are read. */
  readonly wantsPlaces: boolean;
  /** Wall-clock milliseconds: `from` inclusive, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Rows of a file, column by column. */
export interface ParquetBatch {
  readonly length: number;
  /** Time, the numbers, texts as indices, and packed decimal places if requested (-1 where the file has none). */
  readonly columns: readonly Float64Array<ArrayBuffer>[];
  /** The texts of each column of texts, by index. */
  readonly words: readonly (readonly string[])[];
}

/** A fault of a file. The message is the predicate of a sentence about the path. */
export class ParquetFault extends Error {
  /** A column is missing or of the wrong type, or a row has an invalid value. */
  readonly kind: 'columns' | 'row';

  constructor(kind: ParquetFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Exclusive upper limit of prices and sizes. */
const LARGEST_NUMBER = 1e18;
/** Maximum distance of a date from 1970, in milliseconds. */
const LARGEST_TIME = 8.64e15;

export const TIME_COLUMN = 'time';
/** Column of milliseconds for times with fractions of a microsecond. */
export const EXACT_TIME_COLUMN = 'timeMilliseconds';
export const PLACES_COLUMN = 'places';

const NUMBER_TYPE = /^(?:DOUBLE|FLOAT|U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL\(.*\))$/;
const TIME_TYPE = /^(?:DATE|TIMESTAMP(?:_S|_MS|_NS)?)$/;

/** Reads a file batch by batch; the next batch is decoded while the caller uses the last one. */
export async function* readParquet(
  connection: DuckDBConnection,
  request: ParquetRequest,
  batchRows: number,
): AsyncGenerator<ParquetBatch> {
  const types = await columnTypes(connection, request.path);
  checkColumns(types, request);
  const words = await distinctWords(connection, request, types);
  const result = await connection.stream(selection(request, types, words));
  const batch = new BatchBuilder(result.columnCount, batchRows);
  let pending = result.fetchChunk();
  try {
    for (;;) {
      const chunk = await pending;
      if (chunk === null || chunk.rowCount === 0) break;
      pending = result.fetchChunk();
      if (batch.length + chunk.rowCount > batchRows) yield { ...checked(batch.take(), request), words };
      batch.add(chunk);
    }
  } finally {
    // The connection must not be closed while a chunk is being decoded.
    await Promise.allSettled([pending]);
  }
  if (batch.length > 0) yield { ...checked(batch.take(), request), words };
}

type Rows = Pick<ParquetBatch, 'length' | 'columns'>;

/** The rows, each with a time and numbers that prices and sizes can be, or none. @throws ParquetFault */
function checked(rows: Rows, { numbers }: ParquetRequest): Rows {
  const { length, columns } = rows;
  const [time] = columns;
  for (let row = 0; row < length; row++)
    if (!(Math.abs(time[row]) <= LARGEST_TIME)) throw new ParquetFault('row', 'has a row without a time');
  for (const [index, name] of numbers.entries()) {
    const column = columns[index + 1];
    // what is not there is NaN
    for (let row = 0; row < length; row++)
      if (Math.abs(column[row]) >= LARGEST_NUMBER)
        throw new ParquetFault('row', `has the ${name} ${column[row]} in the row of ${timeText(time[row])}`);
  }
  return rows;
}

function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

const FIRST_ROWS = 4096;

/** Collects chunks in columns that grow to the size of a batch. */
class BatchBuilder {
  length = 0;
  private readonly width: number;
  private readonly most: number;
  private columns: Float64Array<ArrayBuffer>[];

  constructor(width: number, most: number) {
    this.width = width;
    this.most = most;
    this.columns = newColumns(width, Math.min(FIRST_ROWS, most));
  }

  add(chunk: DuckDBDataChunk): void {
    const { length } = this;
    const needed = length + chunk.rowCount;
    if (this.columns.length === 0) this.columns = newColumns(this.width, this.most);
    if (needed > this.columns[0].length) this.grow(Math.max(needed, Math.min(this.most, 2 * this.columns[0].length)));
    this.columns.forEach((column, index) => copyDoubles(chunk.getColumnVector(index), column, length));
    this.length = needed;
  }

  take(): { length: number; columns: readonly Float64Array<ArrayBuffer>[] } {
    const { length, columns } = this;
    this.columns = [];
    this.length = 0;
    return { length, columns: columns.map((column) => (column.length === length ? column : column.slice(0, length))) };
  }

  private grow(length: number): void {
    this.columns = this.columns.map((column) => {
      const larger = new Float64Array(length);
      larger.set(column);
      return larger;
    });
  }
}

function newColumns(width: number, length: number): Float64Array<ArrayBuffer>[] {
  return Array.from({ length: width }, () => new Float64Array(length));
}

function checkColumns(types: ReadonlyMap<string, string>, { numbers }: ParquetRequest): void {
  const timeType = types.get(TIME_COLUMN);
  if (timeType === undefined)
    throw new ParquetFault('columns', `has no column "${TIME_COLUMN}" among: ${listed(types)}`);
  if (timeType === 'TIMESTAMP WITH TIME ZONE')
    throw new ParquetFault(
      'columns',
      `has instants in the column "${TIME_COLUMN}", which must have wall-clock times of the data's zone (a timestamp that is not adjusted to UTC)`,
    );
  if (!TIME_TYPE.test(timeType))
    throw new ParquetFault(
      'columns',
      `has a column "${TIME_COLUMN}" of type ${timeType}, which is neither a date nor a timestamp`,
    );
  for (const name of numbers) {
    const type = types.get(name);
    if (type === undefined) throw new ParquetFault('columns', `has no column "${name}" among: ${listed(types)}`);
    if (!NUMBER_TYPE.test(type))
      throw new ParquetFault('columns', `has a column "${name}" of type ${type}, which is not a number`);
  }
}

function listed(types: ReadonlyMap<string, string>): string {
  return [...types.keys()].join(', ');
}

/** The distinct texts of each column of texts; empty for a missing column. */
async function distinctWords(
  connection: DuckDBConnection,
  { path, texts }: ParquetRequest,
  types: ReadonlyMap<string, string>,
): Promise<string[][]> {
  const words: string[][] = [];
  for (const name of texts) {
    if (!types.has(name)) {
      words.push([]);
      continue;
    }
    const answer = await connection.run(
      `SELECT DISTINCT CAST("${name}" AS VARCHAR) AS word FROM ${parquetFile(path)} WHERE "${name}" IS NOT NULL ORDER BY word`,
    );
    words.push((await answer.getRows()).map(([word]) => String(word)));
  }
  return words;
}

/** The query of all columns as doubles without nulls, so that their memory is copied unchanged. */
function selection(request: ParquetRequest, types: ReadonlyMap<string, string>, words: readonly string[][]): string {
  const isExact = types.has(EXACT_TIME_COLUMN);
  const microseconds = `epoch_us(CAST("${TIME_COLUMN}" AS TIMESTAMP))`;
  const milliseconds = isExact ? `CAST("${EXACT_TIME_COLUMN}" AS DOUBLE)` : `${microseconds} / 1000.0::DOUBLE`;
  const time = `coalesce(${milliseconds}, 'nan'::DOUBLE)`;
  const numbers = request.numbers.map((name) => `coalesce(CAST("${name}" AS DOUBLE), 'nan'::DOUBLE)`);
  const places = types.has(PLACES_COLUMN) ? `coalesce(CAST("${PLACES_COLUMN}" AS DOUBLE), -1)` : '-1::DOUBLE';
  const texts = request.texts.map((name, index) => wordIndex(name, words[index]));
  const bounds = [
    { limit: request.from, sign: '>=' },
    { limit: request.to, sign: '<' },
  ].flatMap(({ limit, sign }) => {
    if (!Number.isFinite(limit)) return [];
    if (isExact) return [`"${EXACT_TIME_COLUMN}" ${sign} ${limit}`];
    return [`"${TIME_COLUMN}" ${sign} make_timestamp(${Math.round(limit * 1000)}::BIGINT)`];
  });
  const where = bounds.length === 0 ? '' : ` WHERE ${bounds.join(' AND ')}`;
  return `SELECT ${[time, ...numbers, ...texts, ...(request.wantsPlaces ? [places] : [])].join(', ')} FROM ${parquetFile(request.path)}${where}`;
}

/** SQL expression for the index of a text among the distinct ones; -1 for null. */
function wordIndex(name: string, words: readonly string[]): string {
  if (words.length === 0) return '-1::DOUBLE';
  const type = `ENUM(${words.map(sqlText).join(', ')})`;
  return `coalesce(CAST(enum_code(CAST(CAST("${name}" AS VARCHAR) AS ${type})) AS DOUBLE), -1)`;
}
