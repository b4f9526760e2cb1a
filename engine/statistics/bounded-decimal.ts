import { Decimal } from '../model/decimal.ts';

/** Below this magnitude no step of a decimal computation overflows. */
export const SAFE_MAGNITUDE = 1e28;

/** Casts any double to a decimal: NaN becomes 0, other values are clamped to the decimal range. */
export function boundedDecimal(value: number): Decimal {
  if (Number.isNaN(value)) return Decimal.zero;
  return Decimal.safeCast(Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE));
}

/** A quotient; 0 when the divisor is 0 or the result would overflow. */
export function safeDivision(numerator: Decimal, denominator: Decimal): Decimal {
  if (denominator.isZero) return Decimal.zero;
  const estimate = numerator.toNumber() / denominator.toNumber();
  return Math.abs(estimate) < SAFE_MAGNITUDE ? numerator.div(denominator) : Decimal.zero;
}

/** A sum divided by a count; 0 when the count is 0. */
export function shareOf(sum: Decimal, count: number): Decimal {
  return count === 0 ? Decimal.zero : sum.div(Decimal.fromInteger(count));
}
