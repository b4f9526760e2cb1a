import { Decimal } from '../model/decimal.ts';

/** Below this no step of a decimal reckoning overflows. */
export const SAFE_MAGNITUDE = 1e28;

/** The cast to decimal of a figure that may have left all bounds: NaN counts as 0, the rest is clamped. */
export function boundedDecimal(value: number): Decimal {
  if (Number.isNaN(value)) return Decimal.zero;
  return Decimal.safeCast(Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE));
}

/** A quotient that is 0 when the divisor is, or when the result would not fit. */
export function safeDivision(numerator: Decimal, denominator: Decimal): Decimal {
  if (denominator.isZero) return Decimal.zero;
  const estimate = numerator.toNumber() / denominator.toNumber();
  return Math.abs(estimate) < SAFE_MAGNITUDE ? numerator.div(denominator) : Decimal.zero;
}

/** A sum shared by a count; 0 when there is none to share by. */
export function shareOf(sum: Decimal, count: number): Decimal {
  return count === 0 ? Decimal.zero : sum.div(Decimal.fromInteger(count));
}
