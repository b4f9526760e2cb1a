import { POWERS_OF_TEN } from '../model/decimal-digits.ts';

/** A decimal as mantissa and scale, in an object that can be reused. */
export interface ScaledNumber {
  mantissa: number;
  scale: number;
}

const DIGITS = 7;
/** Above this value there are four places, regardless of the number of digits. */
const LARGE = 1000;
const PLACES_OF_LARGE = 4;
/** Closer to a half than this, or above this magnitude, only exact arithmetic can decide the rounding of a float64. */
const UNCERTAIN = 1e-3;
const LARGEST_CERTAIN = 1e11;
const SMALLEST_CERTAIN = 1e-12;

/**
 * LEAN's SmartRounding of a float64 after rounding to `mostPlaces`, equal to Decimal.round followed by Decimal.smartRound:
 * seven significant digits, above 1000 four places.
 *
 * @returns false, with nothing written, when the float64 is so close to a tie that only the decimal can be rounded
 */
export function roundSmartly(value: number, mostPlaces: number, into: ScaledNumber): boolean {
  if (value === 0) return write(0, 0, into);
  const magnitude = Math.abs(value);
  if (!(magnitude > SMALLEST_CERTAIN)) return false;
  const places = Math.min(value > LARGE ? PLACES_OF_LARGE : placesOf(magnitude), mostPlaces);
  if (places < 0) return false;
  const digits = magnitude * POWERS_OF_TEN[places];
  const floor = Math.floor(digits);
  const part = digits - floor;
  // rounding to more places first can create a tie
  const margin = places < mostPlaces ? UNCERTAIN + 0.5 / POWERS_OF_TEN[mostPlaces - places] : UNCERTAIN;
  if (!(digits < LARGEST_CERTAIN) || Math.abs(part - 0.5) < margin) return false;
  const mantissa = part < 0.5 ? floor : floor + 1;
  if (value <= LARGE || mostPlaces <= PLACES_OF_LARGE || mantissa / POWERS_OF_TEN[places] === value)
    return write(value < 0 ? -mantissa : mantissa, places, into);
  // a value with more than four places keeps the trailing zeros of its rounding
  if (part < UNCERTAIN || part > 1 - UNCERTAIN) return false;
  into.mantissa = mantissa;
  into.scale = places;
  return true;
}

/** Number of places with which a positive number has seven significant digits; negative from 10^7 on. */
function placesOf(magnitude: number): number {
  const places = DIGITS - 1 - Math.floor(Math.log10(magnitude));
  // the logarithm of a number just below a power of ten may be rounded up
  if (places >= 0 && magnitude * POWERS_OF_TEN[places] < POWERS_OF_TEN[DIGITS - 1]) return places + 1;
  return places >= 0 && magnitude * POWERS_OF_TEN[places] >= POWERS_OF_TEN[DIGITS] ? places - 1 : places;
}

function write(mantissa: number, scale: number, into: ScaledNumber): true {
  let digits = mantissa;
  let places = scale;
  while (places > 0 && digits % 10 === 0) {
    digits /= 10;
    places--;
  }
  into.mantissa = digits + 0;
  into.scale = places;
  return true;
}
