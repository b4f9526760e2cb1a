/** Veltkamp's constant: splits a number into two halves whose products with 26-bit numbers are exact. */
const SPLITTER = 2 ** 27 + 1;

/** Relative price movements below this are float64 rounding: the decimals would be equal. */
const TIE = 2 ** -44;

/** Rounds to a whole number, halves to the even one, as .NET's `Math.Round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The rounding error of a float64 addition: exactly `(left + right) - sum` (Knuth's two-sum). */
export function additionError(left: number, right: number, sum: number): number {
  const virtual = sum - left;
  return left - (sum - virtual) + (right - virtual);
}

/**
 * (`high` + `low`) / `count`, correctly rounded in all but the rarest cases, so that the mean of equal numbers is that number.
 *
 * Multiplying by `reciprocal`, 1 / `count`, is faster than dividing but may be slightly off. The remainder is computed
 * exactly by splitting the quotient, and is divided too.
 */
export function dividePair(high: number, low: number, count: number, reciprocal: number): number {
  const rough = high * reciprocal;
  const scaled = SPLITTER * rough;
  const head = scaled - (scaled - rough);
  const tail = rough - head;
  return rough + (high - head * count - tail * count + low) * reciprocal;
}

/** Whether `left` exceeds `right` as decimals would; both are differences of prices near `price`. */
export function exceeds(left: number, right: number, price: number): boolean {
  return left - right > TIE * price;
}

/** `left` / `right`; NaN, which means no value, when `right` is 0. */
export function quotient(left: number, right: number): number {
  return right === 0 ? NaN : left / right;
}
