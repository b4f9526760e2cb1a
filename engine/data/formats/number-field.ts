import { LARGEST_NUMBER, NumberText } from '../convert/number-text.ts';
import { isBlank, plainNumber } from '../import/number-style.ts';
import type { DecimalSign } from '../import/number-style.ts';

const ZERO = 48;
const POINT = 46;
const COMMA = 44;
/** Number of digits up to which a mantissa and a power of ten are exact, so that one division rounds correctly. */
const EXACT_DIGITS = 15;
/** Numbers with more decimal places are represented by their shortest text. */
const MOST_PLACES = 14;
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Reads numbers from ranges of bytes, without creating a string for numbers of few digits. */
export class NumberField {
  /** The last number, and its decimal places. */
  value = 0;
  places = 0;
  private readonly sign: DecimalSign;
  private readonly decimalCode: number;
  private readonly text = new NumberText();

  constructor(sign: DecimalSign) {
    this.sign = sign;
    this.decimalCode = sign === 'comma' ? COMMA : POINT;
  }

  /** @returns false when the range is not a number in the range of prices and sizes */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    const { decimalCode } = this;
    let value = 0;
    let point = -1;
    for (let position = start; position < end; position++) {
      const digit = bytes[position] - ZERO;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (bytes[position] === decimalCode && point < 0) point = position;
      else return this.readText(bytes, start, end);
    }
    const digits = end - start - (point < 0 ? 0 : 1);
    const places = point < 0 ? 0 : end - point - 1;
    if (digits === 0 || digits > EXACT_DIGITS || places > MOST_PLACES) return this.readText(bytes, start, end);
    this.value = places === 0 ? value : value / POWERS_OF_TEN[places];
    this.places = places;
    return true;
  }

  private readText(bytes: Uint8Array, start: number, end: number): boolean {
    const plain = plainNumber(spanText(bytes, start, end), this.sign);
    if (plain === undefined || !this.text.read(plain)) return false;
    this.value = this.text.value;
    this.places = this.text.places;
    return Math.abs(this.value) < LARGEST_NUMBER;
  }
}

/** Whether a range represents a missing number. */
export function isBlankField(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end) return true;
  const digit = bytes[start] - ZERO;
  return !(digit >= 0 && digit <= 9) && end - start <= 8 && isBlank(spanText(bytes, start, end).trim());
}

/** The text of a range of bytes. */
export function spanText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
