/** The relative difference of two numbers, or the absolute difference when the expected one is 0. */
export function relativeError(actual: number, expected: number): number {
  const difference = Math.abs(actual - expected);
  return expected === 0 ? difference : difference / Math.abs(expected);
}

/** The largest relative error of a vector. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = relativeError(actual[i], expected[i]);
    // NaN counts as the largest error
    if (!(error <= largest)) largest = error;
  }
  return largest;
}

/** Logarithmic returns of prices times a factor; a factor of 100 gives percent. */
export function logReturns(prices: readonly number[], factor = 1): Float64Array {
  return Float64Array.from(
    { length: prices.length - 1 },
    (_, index) => factor * (Math.log(prices[index + 1]) - Math.log(prices[index])),
  );
}
