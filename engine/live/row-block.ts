import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { COLUMN_NAMES, RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';

/** Rows of one subscription that arrived together, or a move of the horizon. */
export interface Arrival {
  /** Number of instants of the run before it. */
  readonly instants: number;
  /** UTC instant of the arrival. */
  readonly utc: number;
  /** The subscription; -1 for the horizon, up to which rows are repeated where none came. */
  readonly id: number;
  /** Undefined for the horizon. */
  readonly rows: RowColumns | undefined;
}

/** The id of arrivals without rows. */
export const HORIZON = -1;

const KINDS = Object.values(RowKind);
/** Columns of the arrivals: instants, utc, id, kind, rows, scales (NaN for a column of scales). */
const HEADERS = 6;
const NO_KIND = -1;

/**
 * Encodes arrivals exactly: the float64 columns of all arrivals one after the other, their bytes sorted by significance, then
 * compressed, so that columns of similar numbers take a few bytes a row.
 */
export function encodeArrivals(arrivals: readonly Arrival[]): string {
  const parts: Float64Array[] = [Float64Array.of(arrivals.length), headersOf(arrivals)];
  for (const kind of KINDS) {
    const blocks = arrivals.flatMap(({ rows }) => (rows?.kind === kind ? [rows] : []));
    for (let column = 0; column < columnCount(kind); column++)
      for (const rows of blocks) parts.push(columnOf(rows, column));
  }
  return zstdCompressSync(shuffled(joined(parts))).toString('base64');
}

export function decodeArrivals(text: string): Arrival[] {
  const numbers = unshuffled(zstdDecompressSync(Buffer.from(text, 'base64')));
  const [count] = numbers;
  const header = (column: number, index: number): number => numbers[1 + column * count + index];
  const all = Array.from({ length: count }, (_, index) => index);
  const rows = new Map<number, RowColumns>();
  let at = 1 + HEADERS * count;
  for (const kind of KINDS) {
    const ofKind = all.filter((index) => header(3, index) === kind);
    const columns: Float64Array[][] = ofKind.map(() => []);
    for (let column = 0; column < columnCount(kind); column++) {
      for (const [place, index] of ofKind.entries()) {
        const isPacked = column === columnCount(kind) - 1;
        const length = isPacked && !Number.isNaN(header(5, index)) ? 0 : header(4, index);
        columns[place].push(numbers.slice(at, at + length));
        at += length;
      }
    }
    for (const [place, index] of ofKind.entries()) {
      const [time, ...values] = columns[place];
      const packed = values.pop() as Float64Array;
      const scales = Number.isNaN(header(5, index)) ? packed : header(5, index);
      rows.set(index, { kind, length: header(4, index), time, values, scales });
    }
  }
  return all.map((index) => ({
    instants: header(0, index),
    utc: header(1, index),
    id: header(2, index),
    rows: rows.get(index),
  }));
}

/** Time, values and scales. */
function columnCount(kind: RowKind): number {
  return COLUMN_NAMES[kind].length + 2;
}

function columnOf(rows: RowColumns, column: number): Float64Array {
  if (column === 0) return rows.time.subarray(0, rows.length);
  if (column <= rows.values.length) return rows.values[column - 1].subarray(0, rows.length);
  return typeof rows.scales === 'number' ? new Float64Array(0) : rows.scales.subarray(0, rows.length);
}

function headersOf(arrivals: readonly Arrival[]): Float64Array {
  const { length } = arrivals;
  const headers = new Float64Array(HEADERS * length);
  for (const [index, { instants, utc, id, rows }] of arrivals.entries()) {
    const scales = rows === undefined || typeof rows.scales !== 'number' ? NaN : rows.scales;
    const values = [instants, utc, id, rows?.kind ?? NO_KIND, rows?.length ?? 0, scales];
    for (let column = 0; column < HEADERS; column++) headers[column * length + index] = values[column];
  }
  return headers;
}

function joined(parts: readonly Float64Array[]): Uint8Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

/** The first bytes of all numbers, then the second ones, and so on. */
function shuffled(bytes: Uint8Array): Uint8Array {
  const count = bytes.length / 8;
  const sorted = new Uint8Array(bytes.length);
  for (let index = 0; index < count; index++)
    for (let byte = 0; byte < 8; byte++) sorted[byte * count + index] = bytes[index * 8 + byte];
  return sorted;
}

function unshuffled(bytes: Uint8Array): Float64Array {
  const count = bytes.length / 8;
  const numbers = new Float64Array(count);
  const sorted = new Uint8Array(numbers.buffer);
  for (let index = 0; index < count; index++)
    for (let byte = 0; byte < 8; byte++) sorted[index * 8 + byte] = bytes[byte * count + index];
  return numbers;
}
