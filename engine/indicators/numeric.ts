/** Veltkamp's constant: multiplied by it, a number falls into two halves whose products with 26-bit numbers are exact. */
const SPLITTER = 2 ** 27 + 1;

/** Movements of a price below this share of it are rounding of float64: decimals would have been equal. */
const TIE = 2 ** -44;

/** Rounds to a whole number, halves to the even one, as .NET's `Math.Round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** What float64 loses when it adds: `(left + right) - sum`, exactly (Knuth's two-sum). */
export function additionError(left: number, right: number, sum: number): number {
  const virtual = sum - left;
  return left - (sum - virtual) + (right - virtual);
}

/**
 * (`high` + `low`) / `count`, correctly rounded in all but the rarest cases, so that the mean of equal numbers is that number.
 *
 * Multiplying by `reciprocal`, 1 / `count`, is quicker than dividing and may be a little off; what it leaves is computed
 * exactly by splitting the quotient, and divided as well.
 */
export function dividePair(high: number, low: number, count: number, reciprocal: number): number {
  const rough = high * reciprocal;
  const scaled = SPLITTER * rough;
  const head = scaled - (scaled - rough);
  const tail = rough - head;
  return rough + (high - head * count - tail * count + low) * reciprocal;
}

/** Whether `left` exceeds `right`, where both are differences of prices near `price` and decimals would decide. */
export function exceeds(left: number, right: number, price: number): boolean {
  return left - right > TIE * price;
}

/** `left` / `right`; NaN, which is no value, where `right` is 0. */
export function quotient(left: number, right: number): number {
  return right === 0 ? NaN : left / right;
}
