import { RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';

/** Open, high, low and close of a bar; a single number is the price of a bar without movement. */
export type Prices = number | readonly [open: number, high: number, low: number, close: number];

/** The wall-clock time of a text such as `2024-03-04 09:30` or `2024-03-04`. */
export function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}${text.includes(' ') ? 'Z' : ''}`);
}

/** The text of a wall-clock time such as `2024-03-04 09:30`, with seconds only if they are not 0. */
export function clock(local: number): string {
  return new Date(local)
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$/, '');
}

/** Start times at equal distances (milliseconds), from one wall-clock time (inclusive) to another (exclusive). */
export function starts(from: string, to: string, period: number): number[] {
  return Array.from({ length: Math.ceil((at(to) - at(from)) / period) }, (_, i) => at(from) + i * period);
}

/** Trade bars with a start, prices and optionally a volume (by default 100). */
export function tradeColumns(
  rows: readonly (readonly [time: number, prices: Prices, volume?: number])[],
  scales = 2,
): RowColumns {
  const price = (place: 0 | 1 | 2 | 3): Float64Array =>
    Float64Array.from(rows, ([, prices]) => (typeof prices === 'number' ? prices : prices[place]));
  return {
    kind: RowKind.TradeBar,
    length: rows.length,
    time: Float64Array.from(rows, (row) => row[0]),
    values: [price(0), price(1), price(2), price(3), Float64Array.from(rows, (row) => row[2] ?? 100)],
    scales,
  };
}

/** Quote bars without movement: start, bid and ask; NaN for a missing side. Sizes are 10 and 20. */
export function quoteColumns(rows: readonly (readonly [time: number, bid: number, ask: number])[]): RowColumns {
  const side = (column: 1 | 2, size: number): Float64Array[] => {
    const price = Float64Array.from(rows, (row) => row[column]);
    return [price, price, price, price, Float64Array.from(rows, (row) => (Number.isNaN(row[column]) ? NaN : size))];
  };
  return {
    kind: RowKind.QuoteBar,
    length: rows.length,
    time: Float64Array.from(rows, (row) => row[0]),
    values: [...side(1, 10), ...side(2, 20)],
    scales: 4,
  };
}

/** Trade ticks: time, price, size, and 1 as the last number for a suspicious tick. */
export function tickColumns(
  rows: readonly (readonly [time: number, price: number, size: number, suspicious?: number])[],
): RowColumns {
  const zero = new Float64Array(rows.length);
  const column = (place: 0 | 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[place]);
  const suspicious = Float64Array.from(rows, (row) => row[3] ?? 0);
  return {
    kind: RowKind.TradeTick,
    length: rows.length,
    time: column(0),
    values: [column(1), column(2), zero, zero, suspicious],
    scales: 2,
  };
}

/** Quote ticks: time, bid and ask, with sizes of 10 and 20. */
export function quoteTickColumns(rows: readonly (readonly [time: number, bid: number, ask: number])[]): RowColumns {
  const zero = new Float64Array(rows.length);
  const column = (place: 0 | 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[place]);
  return {
    kind: RowKind.QuoteTick,
    length: rows.length,
    time: column(0),
    values: [column(1), zero.slice().fill(10), column(2), zero.slice().fill(20), zero, zero, zero],
    scales: 2,
  };
}

/** Columns split into chunks of a given number of rows. */
export function pieces(columns: RowColumns, rows: number): RowColumns[] {
  return Array.from({ length: Math.ceil(columns.length / rows) }, (_, piece) =>
    rowsOf(columns, piece * rows, (piece + 1) * rows),
  );
}

/** The rows from one index (inclusive) to another (exclusive). */
export function rowsOf(columns: RowColumns, from: number, to: number): RowColumns {
  const cut = (column: Float64Array): Float64Array => column.slice(from, to);
  const time = cut(columns.time);
  const scales = typeof columns.scales === 'number' ? columns.scales : cut(columns.scales);
  return { ...columns, length: time.length, time, values: columns.values.map(cut), scales };
}
