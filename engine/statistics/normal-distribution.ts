const SERIES_LIMIT = 3;

/** The error function by its series of positive terms, accurate to the last digits for small arguments. */
function errorFunction(value: number): number {
  const square = value * value;
  let term = value;
  let sum = value;
  for (let order = 1; term > sum * 1e-17; order++) {
    term *= (2 * square) / (2 * order + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum;
}

/**
 * The complementary error function of a large argument by its continued fraction, evaluated from the innermost term.
 */
function tailFunction(value: number): number {
  let fraction = value;
  for (let level = 60; level >= 1; level--) fraction = value + level / 2 / fraction;
  return Math.exp(-value * value) / (Math.sqrt(Math.PI) * fraction);
}

/** The cumulative standard normal distribution, to about 15 digits; NaN for NaN. */
export function normalCumulative(value: number): number {
  const argument = Math.abs(value) / Math.SQRT2;
  const tail = argument < SERIES_LIMIT ? 1 - errorFunction(argument) : tailFunction(argument);
  return value > 0 ? 1 - tail / 2 : tail / 2;
}
