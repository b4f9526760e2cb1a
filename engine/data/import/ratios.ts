/** A ratio of whole numbers. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Maximum number of shares in the ratio of a split, such as 3:2 and 21:20. */
const LARGEST_PART = 10_000;

/**
 * The fraction of the smallest denominator between two positive numbers (Stern-Brocot tree, by its continued fraction).
 */
export function simplestRatio(low: number, high: number): Ratio {
  const whole = Math.floor(low);
  if (whole === low || whole + 1 <= high) return { numerator: whole === low ? whole : whole + 1, denominator: 1 };
  if (high - low < 1 / LARGEST_PART ** 2) return { numerator: low * LARGEST_PART ** 2, denominator: LARGEST_PART ** 2 };
  const { numerator, denominator } = simplestRatio(1 / (high - whole), 1 / (low - whole));
  return { numerator: whole * numerator + denominator, denominator: numerator };
}
