/** Relative price movements below this are float64 rounding: the decimals would be equal. */
const TIE = 2 ** -44;

/**
 * The decimal that the float64 result of adding or multiplying decimals represents: rounds to 15 digits. For use once
 * per bar, not once per row.
 */
export function meantDecimal(value: number): number {
  return Number(value.toPrecision(15));
}

/** Whether `left` exceeds `right` as decimals would; both are differences of prices near `price`. */
export function exceeds(left: number, right: number, price: number): boolean {
  return left - right > TIE * Math.abs(price);
}

/** Rounds to an integer, half to even, as .NET's `Math.Round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
