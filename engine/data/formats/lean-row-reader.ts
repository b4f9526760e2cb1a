import { COLUMN_NAMES, RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { DAY } from '../time/calendar-math.ts';
import type { ByteScanner } from './byte-scanner.ts';
import { hasOneScale } from './lean-row-format.ts';
import type { LeanRowFormat } from './lean-row-format.ts';
import { LARGEST_SCALE, SCALE_WEIGHTS } from './price-scales.ts';

/** Offset of the ask's columns in a quote bar. */
const ASK = 5;

/** Reads one row after another from a scanner into columns; {@link accept} must be called to add a row. */
export class LeanRowReader {
  length = 0;
  private readonly scanner: ByteScanner;
  private readonly format: LeanRowFormat;
  private readonly date: number;
  private readonly time: Float64Array;
  private readonly values: readonly Float64Array[];
  private readonly scales: Float64Array | undefined;

  /** @param date wall-clock midnight to which the times of rows without a date are relative. */
  constructor(scanner: ByteScanner, format: LeanRowFormat, date: number) {
    const capacity = scanner.countLines();
    this.scanner = scanner;
    this.format = format;
    this.date = date;
    this.time = new Float64Array(capacity);
    this.values = COLUMN_NAMES[format.kind].map(() => new Float64Array(capacity));
    this.scales = hasOneScale(format) ? undefined : new Float64Array(capacity);
  }

  /** Reads the row at the scanner's position and returns its time. */
  readRow(): number {
    const { scanner, length } = this;
    const rowTime = this.readTime();
    const scales = this.readValues();
    scanner.lineEnd();
    this.time[length] = rowTime;
    if (this.scales !== undefined) this.scales[length] = scales;
    return rowTime;
  }

  /** Adds the last row; without this call the next row overwrites it. */
  accept(): void {
    this.length++;
  }

  /** Whether the last row differs from the last added row. */
  contradictsLast(): boolean {
    const { length } = this;
    return length > 0 && this.values.some((column) => !Object.is(column[length], column[length - 1]));
  }

  columns(): RowColumns {
    const { format, length } = this;
    return {
      kind: format.kind,
      length,
      time: this.time.subarray(0, length),
      values: this.values.map((column) => column.subarray(0, length)),
      scales: this.scales?.subarray(0, length) ?? format.priceShift,
    };
  }

  private readTime(): number {
    if (this.format.isDated) return this.scanner.dateTime();
    const milliseconds = this.scanner.number();
    if (milliseconds < 0 || milliseconds >= DAY) this.scanner.fail('has a time of day outside 24 hours');
    return this.date + milliseconds;
  }

  /** Reads the fields after the time and returns the packed scales of the prices. */
  private readValues(): number {
    const { kind } = this.format;
    if (kind === RowKind.TradeBar) return this.readTradeBar();
    if (kind === RowKind.QuoteBar) return this.readQuoteSide(0) + this.readQuoteSide(ASK) * SCALE_WEIGHTS[4];
    return kind === RowKind.TradeTick ? this.readTradeTick() : this.readQuoteTick();
  }

  private readTradeBar(): number {
    const { scanner, values, length } = this;
    const shift = this.format.priceShift;
    let scales = 0;
    for (let column = 0; column < 4; column++) {
      scanner.nextField();
      values[column][length] = scanner.number(shift);
      scales += scale(scanner.places) * SCALE_WEIGHTS[column];
    }
    scanner.nextField();
    values[4][length] = scanner.number();
    return scales;
  }

  /** Four prices and a size; when all prices are zero or empty the side was not quoted and is NaN throughout. */
  private readQuoteSide(first: number): number {
    const { scanner, values, length } = this;
    const shift = this.format.priceShift;
    let scales = 0;
    let isQuoted = false;
    for (let column = 0; column < 5; column++) {
      scanner.nextField();
      const value = scanner.isEmptyField() ? 0 : scanner.number(column < 4 ? shift : 0);
      values[first + column][length] = value;
      if (column === 4 || value === 0) continue;
      isQuoted = true;
      scales += scale(scanner.places) * SCALE_WEIGHTS[column];
    }
    if (isQuoted) return scales;
    for (let column = first; column < first + 5; column++) values[column][length] = NaN;
    return 0;
  }

  private readTradeTick(): number {
    this.scanner.nextField();
    const scales = this.readTickPrice(0);
    this.scanner.nextField();
    this.values[1][this.length] = this.scanner.number();
    this.readTail(2);
    return scales;
  }

  private readQuoteTick(): number {
    const scales = this.readTickSide(0) + this.readTickSide(2) * SCALE_WEIGHTS[1];
    this.readTail(4);
    return scales;
  }

  /** A price and its size; a price of zero means that the side was not quoted. */
  private readTickSide(column: number): number {
    const { scanner, values, length, format } = this;
    scanner.nextField();
    const scales = this.readTickPrice(column);
    if (format.hasSizes) scanner.nextField();
    const size = format.hasSizes ? scanner.number() : 0;
    const isQuoted = values[column][length] !== 0;
    if (!isQuoted) values[column][length] = NaN;
    values[column + 1][length] = isQuoted ? size : NaN;
    return isQuoted ? scales : 0;
  }

  /**
   * An equity tick's price is a quotient in LEAN and keeps no trailing zeros; all others keep the decimal places of
   * their text.
   */
  private readTickPrice(column: number): number {
    const { scanner, format } = this;
    const value = scanner.number(format.priceShift);
    this.values[column][this.length] = value;
    if (format.priceShift === 0) return scale(scanner.places);
    let places = scale(scanner.places + format.priceShift);
    let mantissa = Math.round(value * 10 ** places);
    while (places > 0 && mantissa % 10 === 0) {
      mantissa /= 10;
      places--;
    }
    return places;
  }

  private readTail(first: number): void {
    const { scanner, values, length, format } = this;
    values[first][length] = 0;
    values[first + 1][length] = 0;
    values[first + 2][length] = 0;
    if (format.tail === 'none' || scanner.isLineEnd()) return;
    scanner.nextField();
    if (format.tail === 'exchange') {
      values[first][length] = scanner.characters();
      scanner.nextField();
      values[first + 1][length] = scanner.hexadecimal();
      scanner.nextField();
    }
    values[first + 2][length] = scanner.number();
  }
}

function scale(places: number): number {
  return places > LARGEST_SCALE ? LARGEST_SCALE : places;
}
