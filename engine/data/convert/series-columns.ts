import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { hasOneScale } from '../formats/lean-row-format.ts';
import type { LeanRowFormat } from '../formats/lean-row-format.ts';
import { LARGEST_SCALE, SCALE_WEIGHTS } from '../formats/price-scales.ts';
import { placesOf, textPlaces } from './series-rows.ts';
import type { SeriesRows } from './series-rows.ts';
import { SHORTEST_PLACES } from './number-text.ts';

/** Prices of a bar, and of one side of a quote. */
const PRICES = 4;
/** Offset of the ask's columns in a quote bar, and of the ask in a quote tick. */
const ASK = 5;
const TICK_ASK = 2;

/**
 * The rows as a run reads them from LEAN's file of the same content: a side without quote is NaN, texts of ticks are
 * numbers, decimal places are stored for prices only.
 *
 * @param tail the texts of ticks as numbers, if already known
 */
export function seriesColumns(rows: SeriesRows, format: LeanRowFormat, tail?: readonly Float64Array[]): RowColumns {
  const { kind, length, time } = rows;
  const scales = hasOneScale(format) ? format.priceShift : priceScales(rows, format);
  if (kind === RowKind.TradeBar) return { kind, length, time, values: rows.numbers, scales };
  const values = rows.numbers.map(withZeros);
  if (kind === RowKind.QuoteBar) {
    emptySides(values, 0, PRICES);
    emptySides(values, ASK, PRICES);
    return { kind, length, time, values, scales };
  }
  if (kind === RowKind.QuoteTick) {
    emptySides(values, 0, 1);
    emptySides(values, TICK_ASK, 1);
  }
  return { kind, length, time, values: [...values, ...(tail ?? tailColumns(rows, format))], scales };
}

/** A copy in which missing values are zero, as in LEAN's files. */
function withZeros(column: Float64Array): Float64Array {
  const copy = column.slice();
  for (let row = 0; row < copy.length; row++) if (Number.isNaN(copy[row])) copy[row] = 0;
  return copy;
}

/** Replaces the prices and the size of a side by NaN when all of its prices are zero. */
function emptySides(values: readonly Float64Array[], first: number, prices: number): void {
  const side = values.slice(first, first + prices + 1);
  const length = side[0].length;
  for (let row = 0; row < length; row++) {
    let isQuoted = false;
    for (let column = 0; column < prices; column++) if (side[column][row] !== 0) isQuoted = true;
    if (!isQuoted) for (const column of side) column[row] = NaN;
  }
}

/** The decimal places of the prices, packed per row; those of a zero price count only for trades. */
function priceScales(rows: SeriesRows, format: LeanRowFormat): Float64Array {
  const { kind, length, numbers } = rows;
  const scales = new Float64Array(length);
  const isTick = kind === RowKind.TradeTick || kind === RowKind.QuoteTick;
  const isQuote = kind === RowKind.QuoteBar || kind === RowKind.QuoteTick;
  const stripsZeros = isTick && format.priceShift > 0;
  priceColumns(kind).forEach((column, index) => {
    const values = numbers[column];
    for (let row = 0; row < length; row++) {
      const value = values[row];
      if (isQuote && (value === 0 || Number.isNaN(value))) continue;
      let places = placesOf(rows, row, column);
      if (places === SHORTEST_PLACES) places = textPlaces(rows, row, column);
      if (stripsZeros) places = withoutZeros(value, places);
      scales[row] += Math.min(places, LARGEST_SCALE) * SCALE_WEIGHTS[index];
    }
  });
  return scales;
}

function priceColumns(kind: RowKind): readonly number[] {
  if (kind === RowKind.TradeTick) return [0];
  if (kind === RowKind.QuoteTick) return [0, TICK_ASK];
  return kind === RowKind.TradeBar ? [0, 1, 2, 3] : [0, 1, 2, 3, 5, 6, 7, 8];
}

/** An equity tick's price is a quotient in LEAN and keeps no trailing zeros. */
function withoutZeros(value: number, places: number): number {
  let mantissa = Math.round(value * 10 ** places);
  let left = places;
  while (left > 0 && mantissa % 10 === 0) {
    mantissa /= 10;
    left--;
  }
  return left;
}

/** Exchange, condition and mark of ticks as numbers; each distinct text is converted once. */
function tailColumns({ texts, length }: SeriesRows, format: LeanRowFormat): Float64Array[] {
  return TAIL_READERS.map((_, column) => {
    const known = new Map<string, number>();
    const numbers = new Float64Array(length);
    for (let row = 0; row < length; row++) {
      const text = texts[column][row];
      let value = known.get(text);
      if (value === undefined) known.set(text, (value = tickTextNumber(text, column, format)));
      numbers[row] = value;
    }
    return numbers;
  });
}

const TAIL_READERS: readonly ((text: string) => number)[] = [characters, (text) => Number.parseInt(text, 16), Number];

/** The number for a text of a tick, as runs read it: exchange (0), condition (1) or mark (2). */
export function tickTextNumber(text: string, column: number, { tail }: LeanRowFormat): number {
  const isThere = tail === 'exchange' || (tail === 'suspicious' && column === 2);
  return isThere ? TAIL_READERS[column](text) || 0 : 0;
}

/** Up to six characters as one number, the last in the lowest eight bits. */
function characters(text: string): number {
  return Buffer.from(text, 'utf8')
    .subarray(0, 6)
    .reduce((value, byte) => value * 256 + byte, 0);
}
