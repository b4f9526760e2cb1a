import { SECOND } from '../time/calendar-math.ts';

const EPOCH = /^-?\d+(?:\.\d*)?(?:e\+?\d{1,2})?$/i;
const COMPACT_DATE =
  /^(?:1[89]|2[01])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d[0-5]\d(?:[0-5]\d)?|2[0-3][0-5]\d(?:[0-5]\d)?)?$/;
/** Limits between the units: seconds reach the year 5138, milliseconds begin in 1973. */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;
/** Smaller numbers are spreadsheet dates or row numbers, not seconds since 1970. */
const SMALLEST = 1e5;
/** Minimum number of digits with which a number in exponent notation still identifies a time. */
const FEWEST_PLACES = 6;
/** Maximum number of digits of a date in nanoseconds. */
const LARGEST = 1e19;

/** Whether a text is a number that can be a time since 1970, and not a date written as a number (`20240102`). */
export function isEpoch(text: string): boolean {
  return EPOCH.test(text) && !COMPACT_DATE.test(text);
}

/**
 * Milliseconds since 1970 of a number of seconds, milli-, micro- or nanoseconds. The unit is determined by the
 * magnitude, as one file may have several. Undefined for other texts, and for numbers that a spreadsheet has rounded
 * (`1.7042E+12`).
 */
export function epochMilliseconds(text: string): number | undefined {
  if (!EPOCH.test(text) || isRounded(text)) return undefined;
  const value = Number(text);
  const size = Math.abs(value);
  if (size < SMALLEST || size >= LARGEST) return undefined;
  if (size < SECONDS_BELOW) return Math.round(value * SECOND);
  if (size < MILLISECONDS_BELOW) return Math.floor(value);
  if (size < MICROSECONDS_BELOW) return Math.floor(value / 1e3);
  return Math.floor(value / 1e6);
}

/** Whether a number is written with an exponent and few digits, as spreadsheets do with large numbers. */
function isRounded(text: string): boolean {
  const [mantissa, exponent] = text.toLowerCase().split('e');
  return exponent !== undefined && (mantissa.split('.')[1]?.length ?? 0) < FEWEST_PLACES;
}
