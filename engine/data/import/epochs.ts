import { SECOND } from '../time/calendar-math.ts';

const EPOCH = /^-?\d+(?:\.\d*)?(?:e\+?\d{1,2})?$/i;
const COMPACT_DATE =
  /^(?:1[89]|2[01])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d[0-5]\d(?:[0-5]\d)?|2[0-3][0-5]\d(?:[0-5]\d)?)?$/;
/** The next larger unit begins below these: seconds reach the year 5138, milliseconds begin in 1973. */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;
/** Smaller numbers are days of a spreadsheet or rows that are counted, not seconds since 1970. */
const SMALLEST = 1e5;
/** Places of a number with an exponent that still names a time. */
const FEWEST_PLACES = 6;
/** Digits that the nanoseconds of a date can have. */
const LARGEST = 1e19;

/** Whether a text is a number that can count the time since 1970, and no date written as one number (`20240102`). */
export function isEpoch(text: string): boolean {
  return EPOCH.test(text) && !COMPACT_DATE.test(text);
}

/**
 * Milliseconds since 1970 of a number of seconds, milli-, micro- or nanoseconds, told by its size: one file may have several.
 * Undefined for what is none, and for numbers that a spreadsheet has rounded (`1.7042E+12`), whose time is lost.
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

/** Whether a number is written with an exponent and few digits, as spreadsheets show large numbers. */
function isRounded(text: string): boolean {
  const [mantissa, exponent] = text.toLowerCase().split('e');
  return exponent !== undefined && (mantissa.split('.')[1]?.length ?? 0) < FEWEST_PLACES;
}
