import { EngineError } from '../../model/engine-error.ts';
import type { ErrorDescriptor } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { dateFromParts, daysInMonth } from '../time/calendar-math.ts';
import { printable } from './shown-text.ts';

const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const SPACE = 32;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Number of digits up to which a mantissa and a power of ten are exact in float64, so that one division rounds
 * correctly.
 */
const EXACT_DIGITS = 15;
/** Exclusive upper limit of prices and sizes. */
const LARGEST_NUMBER = 1e19;
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads the fields of delimited rows directly from bytes; only numbers of more than 15 digits are converted to strings.
 */
export class ByteScanner {
  readonly bytes: Uint8Array;
  readonly path: string;
  /** Code of the character between two fields. */
  readonly delimiter: number;
  position = 0;
  /** Decimal places in the text of the last number. */
  places = 0;
  private lastDay = -1;
  private lastMidnight = 0;

  constructor(bytes: Uint8Array, path: string, delimiter = COMMA) {
    this.bytes = bytes;
    this.path = path;
    this.delimiter = delimiter;
  }

  /** An upper bound of the number of rows: the number of line ends, plus a last row without one. */
  countLines(): number {
    const bytes = this.bytes;
    const end = bytes.length;
    let lines = 1;
    for (let index = 0; index < end; index++) if (bytes[index] === LINE_FEED) lines++;
    return lines;
  }

  /** Skips blank lines; false at the end of the bytes. */
  toNextRow(): boolean {
    const bytes = this.bytes;
    while (this.position < bytes.length) {
      const code = bytes[this.position];
      if (code !== LINE_FEED && code !== CARRIAGE_RETURN) return true;
      this.position++;
    }
    return false;
  }

  /** Whether the next field is empty. */
  isEmptyField(): boolean {
    return this.isLineEnd() || this.bytes[this.position] === this.delimiter;
  }

  /** Whether the row ends here. */
  isLineEnd(): boolean {
    if (this.position >= this.bytes.length) return true;
    const code = this.bytes[this.position];
    return code === LINE_FEED || code === CARRIAGE_RETURN;
  }

  /**
   * Reads a decimal number and sets {@link places} to the decimal places of its text.
   *
   * @param shift the number is divided by ten to this power, with a single rounding.
   */
  number(shift = 0): number {
    const bytes = this.bytes;
    const end = bytes.length;
    const start = this.position;
    let position = start;
    const negative = position < end && bytes[position] === MINUS;
    if (negative) position++;
    const first = position;
    let value = 0;
    let digit = 0;
    while (position < end && (digit = (bytes[position] - ZERO) >>> 0) <= 9) {
      value = value * 10 + digit;
      position++;
    }
    let digits = position - first;
    let places = 0;
    if (position < end && bytes[position] === POINT) {
      const fraction = ++position;
      while (position < end && (digit = (bytes[position] - ZERO) >>> 0) <= 9) {
        value = value * 10 + digit;
        position++;
      }
      places = position - fraction;
      digits += places;
    }
    if (digits === 0) this.fail(`has no number where one is expected (character ${position - this.rowStart() + 1})`);
    this.position = position;
    this.places = places;
    if (digits > EXACT_DIGITS) return this.longNumber(start, position) / POWERS_OF_TEN[shift];
    if (negative) value = -value;
    return places + shift === 0 ? value : value / POWERS_OF_TEN[places + shift];
  }

  /** A number of more digits than are exact. Numbers with fewer digits cannot be out of range. */
  private longNumber(start: number, end: number): number {
    const value = Number(this.text(start, end));
    if (!(Math.abs(value) < LARGEST_NUMBER))
      this.fail(
        `has a number of ${end - start} digits, more than any price or size`,
        DATA_ERRORS.NUMBER_OUT_OF_RANGE,
        start,
      );
    return value;
  }

  /** Reads a hexadecimal number; an empty field is 0. */
  hexadecimal(): number {
    let value = 0;
    for (; !this.isEmptyField(); this.position++) {
      const code = this.bytes[this.position] | 32;
      const digit = code >= 97 ? code - 87 : code - ZERO;
      if (digit < 0 || digit > 15) this.fail('has a character that is not hexadecimal');
      value = value * 16 + digit;
    }
    return value;
  }

  /** Reads up to six characters as one number, the last character in the lowest eight bits; an empty field is 0. */
  characters(): number {
    let value = 0;
    for (let length = 0; !this.isEmptyField(); this.position++, length++) {
      if (length < 6) value = value * 256 + this.bytes[this.position];
    }
    return value;
  }

  /** Reads `yyyyMMdd HH:mm` as wall-clock milliseconds. */
  dateTime(): number {
    const start = this.position;
    const bytes = this.bytes;
    if (start + 14 > bytes.length || bytes[start + 8] !== SPACE || bytes[start + 11] !== COLON)
      this.fail('does not start with yyyyMMdd HH:mm');
    const day = this.digits(start, 8);
    if (day !== this.lastDay) this.setDay(day);
    const hour = this.digits(start + 9, 2);
    const minute = this.digits(start + 12, 2);
    if (hour > 23 || minute > 59) this.fail('starts with a time that does not exist');
    this.position = start + 14;
    return this.lastMidnight + (hour * 60 + minute) * 60_000;
  }

  /** Skips the delimiter, which must follow. */
  nextField(): void {
    if (this.position >= this.bytes.length || this.bytes[this.position] !== this.delimiter) {
      this.fail(this.isLineEnd() ? 'has too few columns' : this.unexpected());
    }
    this.position++;
  }

  /** Skips the line end, which must follow. */
  lineEnd(): void {
    if (!this.isLineEnd())
      this.fail(this.bytes[this.position] === this.delimiter ? 'has too many columns' : this.unexpected());
    if (this.position < this.bytes.length && this.bytes[this.position] === CARRIAGE_RETURN) this.position++;
    if (this.position < this.bytes.length && this.bytes[this.position] === LINE_FEED) this.position++;
  }

  /** The number of the line that contains the byte at `position`, counted from 1. */
  lineAt(position: number): number {
    let line = 1;
    for (let index = 0; index < position; index++) if (this.bytes[index] === LINE_FEED) line++;
    return line;
  }

  /** The offset of the start of a line; lines are counted from 1. */
  startOfLine(line: number): number {
    let position = 0;
    for (let lines = 1; lines < line && position < this.bytes.length; position++)
      if (this.bytes[position] === LINE_FEED) lines++;
    return position;
  }

  /** Throws the fault of the row at the current position: `Line 7 of file x.zip has too few columns: "…".` */
  fail(what: string, descriptor: ErrorDescriptor = DATA_ERRORS.MALFORMED_ROW, position = this.position): never {
    const start = this.rowStart(position);
    const line = this.lineAt(start);
    let end = start;
    while (
      end < this.bytes.length &&
      this.bytes[end] !== LINE_FEED &&
      this.bytes[end] !== CARRIAGE_RETURN &&
      end - start < 120
    )
      end++;
    const row = printable(this.text(start, end));
    throw new EngineError(descriptor, `Line ${line} of ${this.path} ${what}: "${row}". ${descriptor.remedy}`, {
      data: { file: this.path, line, row },
    });
  }

  private rowStart(position = this.position): number {
    let start = Math.min(position, this.bytes.length);
    while (start > 0 && this.bytes[start - 1] !== LINE_FEED) start--;
    return start;
  }

  /** The bytes between two positions as text. */
  text(start: number, end: number): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start).toString('utf8');
  }

  private unexpected(): string {
    return `has an unexpected character ${JSON.stringify(String.fromCharCode(this.bytes[this.position]))}`;
  }

  private digits(start: number, length: number): number {
    let value = 0;
    for (let index = start; index < start + length; index++) {
      const digit = (this.bytes[index] - ZERO) >>> 0;
      if (digit > 9) this.fail('does not start with yyyyMMdd HH:mm');
      value = value * 10 + digit;
    }
    return value;
  }

  private setDay(day: number): void {
    const year = Math.floor(day / 10_000);
    const month = Math.floor(day / 100) % 100;
    const dayOfMonth = day % 100;
    if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) {
      this.fail('starts with a date that does not exist');
    }
    this.lastDay = day;
    this.lastMidnight = dateFromParts(year, month, dayOfMonth);
  }
}
