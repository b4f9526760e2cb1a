import { Decimal } from '../model/decimal.ts';

const DIGITS = 7;
/** Nearer to a half than this only exact arithmetic tells how a float is to be rounded. */
const UNCERTAIN = 1e-3;
/** Outside of these bounds rounding is another or float64 too coarse. */
const SMALLEST = 1e-12;
const LARGEST = 1000;

/** `part` / `whole`, rounded smartly: what `part.div(whole).smartRound()` gives, mostly without dividing decimals. */
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
