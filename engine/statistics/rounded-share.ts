import { Decimal } from '../model/decimal.ts';
import { roundSmartly } from './smart-rounding.ts';

/** From this share on, the trailing zeros of the quotient depend on digits that a float64 does not hold. */
const LARGEST = 1000;
const ALL_PLACES = 28;

/** Equals `part.div(whole).smartRound()`, but mostly avoids the division of decimals. */
export function roundedShare(part: Decimal, whole: Decimal): Decimal {
  if (part.isZero) return Decimal.zero;
  const share = part.toNumber() / whole.toNumber();
  const rounded = { mantissa: 0, scale: 0 };
  if (share < LARGEST && roundSmartly(share, ALL_PLACES, rounded))
    return Decimal.fromScaled(rounded.mantissa, rounded.scale);
  return part.div(whole).smartRound();
}
