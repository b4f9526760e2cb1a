import { Decimal } from '../model/decimal.ts';

const DIGITS = 7;
/** Closer to a half than this, only exact arithmetic can decide the rounding of a float64. */
const UNCERTAIN = 1e-3;
/** Outside these bounds a different rounding applies or float64 is too coarse. */
const SMALLEST = 1e-12;
const LARGEST = 1000;

/** Equals `part.div(whole).smartRound()`, but mostly avoids the division of decimals. */
export function roundedShare(part: Decimal, whole: Decimal): Decimal {
  if (part.isZero) return Decimal.zero;
  const share = part.toNumber() / whole.toNumber();
  if (share > SMALLEST && share < LARGEST) {
    let places = DIGITS - 1 - Math.floor(Math.log10(share));
    if (share * 10 ** places < 10 ** (DIGITS - 1)) places++;
    else if (share * 10 ** places >= 10 ** DIGITS) places--;
    const digits = share * 10 ** places;
    const floor = Math.floor(digits);
    if (Math.abs(digits - floor - 0.5) > UNCERTAIN)
      return Decimal.fromScaled(digits - floor < 0.5 ? floor : floor + 1, places).normalize();
  }
  return part.div(whole).smartRound();
}
