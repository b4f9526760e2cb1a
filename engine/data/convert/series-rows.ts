import { RowKind } from '../../model/columns.ts';
import { decimalPlaces } from './number-text.ts';

/** The numeric columns of each kind of row, in their order. */
export const NUMBER_COLUMNS: Readonly<Record<RowKind, readonly string[]>> = {
  [RowKind.TradeBar]: ['open', 'high', 'low', 'close', 'volume'],
  [RowKind.QuoteBar]: [
    'bidOpen',
    'bidHigh',
    'bidLow',
    'bidClose',
    'bidSize',
    'askOpen',
    'askHigh',
    'askLow',
    'askClose',
    'askSize',
  ],
  [RowKind.TradeTick]: ['price', 'size'],
  [RowKind.QuoteTick]: ['bid', 'bidSize', 'ask', 'askSize'],
};

/** The columns of text that follow them. */
export const TEXT_COLUMNS: Readonly<Record<RowKind, readonly string[]>> = {
  [RowKind.TradeBar]: [],
  [RowKind.QuoteBar]: [],
  [RowKind.TradeTick]: ['exchange', 'saleCondition', 'suspicious'],
  [RowKind.QuoteTick]: ['exchange', 'condition', 'suspicious'],
};

/** Which of a kind's numeric columns are prices; the others are sizes. */
export const IS_PRICE: Readonly<Record<RowKind, readonly boolean[]>> = {
  [RowKind.TradeBar]: [true, true, true, true, false],
  [RowKind.QuoteBar]: [true, true, true, true, false, true, true, true, true, false],
  [RowKind.TradeTick]: [true, false],
  [RowKind.QuoteTick]: [true, false, true, false],
};

/**
 * Rows of a file, with all information to write the file again: repeated rows, missing values (NaN), zeros that
 * represent missing values, decimal places of prices and sizes, texts.
 */
export interface SeriesRows {
  readonly kind: RowKind;
  readonly length: number;
  /** Wall-clock milliseconds in the data's time zone. */
  readonly time: Float64Array;
  /** By {@link NUMBER_COLUMNS}, unadjusted and unscaled. */
  readonly numbers: readonly Float64Array[];
  /** Decimal places of the numbers, four bits each in the order of the columns: one for all rows, or one per row. */
  readonly places: number | Float64Array;
  /** By {@link TEXT_COLUMNS}; empty if there is none. */
  readonly texts: readonly (readonly string[])[];
}

const WEIGHTS = Array.from({ length: 10 }, (_, column) => 2 ** (4 * column));

/** The decimal places of one number, or SHORTEST_PLACES. */
export function placesOf(rows: SeriesRows, row: number, column: number): number {
  const packed = typeof rows.places === 'number' ? rows.places : rows.places[row];
  return Math.floor(packed / WEIGHTS[column]) % 16;
}

/** The decimal places in the text of one number. */
export function textPlaces(rows: SeriesRows, row: number, column: number): number {
  return decimalPlaces(rows.numbers[column][row], placesOf(rows, row, column));
}

/** The rows from `start` (inclusive) to `end` (exclusive); numbers are not copied. */
export function sliceRows(rows: SeriesRows, start: number, end: number): SeriesRows {
  if (start === 0 && end === rows.length) return rows;
  return {
    kind: rows.kind,
    length: end - start,
    time: rows.time.subarray(start, end),
    numbers: rows.numbers.map((column) => column.subarray(start, end)),
    places: typeof rows.places === 'number' ? rows.places : rows.places.subarray(start, end),
    texts: rows.texts.map((column) => column.slice(start, end)),
  };
}

/** Concatenates rows. */
export function joinRows(parts: readonly SeriesRows[]): SeriesRows {
  if (parts.length === 1) return parts[0];
  const joined = (column: (rows: SeriesRows) => Float64Array): Float64Array => {
    const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let start = 0;
    for (const rows of parts) {
      whole.set(column(rows), start);
      start += rows.length;
    }
    return whole;
  };
  const [{ kind, numbers, texts }] = parts;
  const time = joined((rows) => rows.time);
  return {
    kind,
    length: time.length,
    time,
    numbers: numbers.map((_, index) => joined((rows) => rows.numbers[index])),
    places: joined(placesColumn),
    texts: texts.map((_, index) => parts.flatMap((rows) => rows.texts[index])),
  };
}

/** The packed decimal places, one number per row. */
export function placesColumn({ places, length }: SeriesRows): Float64Array {
  return typeof places === 'number' ? new Float64Array(length).fill(places) : places;
}

/** Collects rows one by one. */
export class SeriesRowsBuilder {
  length = 0;
  private readonly kind: RowKind;
  private time = new Float64Array(1024);
  private numbers: Float64Array[];
  private places = new Float64Array(1024);
  private readonly texts: string[][];

  constructor(kind: RowKind) {
    this.kind = kind;
    this.numbers = NUMBER_COLUMNS[kind].map(() => new Float64Array(1024));
    this.texts = TEXT_COLUMNS[kind].map(() => []);
  }

  /** Begins a row with missing numbers and empty texts. */
  begin(time: number): void {
    if (this.length === this.time.length) this.grow();
    const row = this.length++;
    this.time[row] = time;
    this.places[row] = 0;
    for (const column of this.numbers) column[row] = NaN;
    for (const column of this.texts) column.push('');
  }

  setNumber(column: number, value: number, places: number): void {
    this.numbers[column][this.length - 1] = value;
    this.places[this.length - 1] += places * WEIGHTS[column];
  }

  setText(column: number, text: string): void {
    this.texts[column][this.length - 1] = text;
  }

  rows(): SeriesRows {
    const { kind, length } = this;
    return {
      kind,
      length,
      time: this.time.subarray(0, length),
      numbers: this.numbers.map((column) => column.subarray(0, length)),
      places: this.places.subarray(0, length),
      texts: this.texts,
    };
  }

  private grow(): void {
    this.time = grown(this.time);
    this.places = grown(this.places);
    this.numbers = this.numbers.map(grown);
  }
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
