/** Sample variance (divided by `count` - 1) of the first `count` numbers, as MathNet's streaming one; NaN for one number. */
export function sampleVariance(values: Float64Array, count: number): number {
  let variance = 0;
  let total = values[0];
  for (let index = 1; index < count; index++) {
    const taken = index + 1;
    total += values[index];
    const difference = taken * values[index] - total;
    variance += (difference * difference) / (taken * index);
  }
  return count > 1 ? variance / (count - 1) : NaN;
}

/** Sample covariance (divided by `count` - 1) of the first `count` pairs; NaN for one pair. */
export function sampleCovariance(left: Float64Array, right: Float64Array, count: number): number {
  let leftMean = 0;
  let rightMean = 0;
  let comoment = 0;
  for (let index = 0; index < count; index++) {
    const previousRightMean = rightMean;
    leftMean += (left[index] - leftMean) / (index + 1);
    rightMean += (right[index] - rightMean) / (index + 1);
    comoment += (left[index] - leftMean) * (right[index] - previousRightMean);
  }
  return count > 1 ? comoment / (count - 1) : NaN;
}

/** Pearson's correlation of the first `count` pairs; NaN when one side does not vary. */
export function pearson(left: Float64Array, right: Float64Array, count: number): number {
  let leftMean = 0;
  let rightMean = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  let products = 0;
  for (let index = 0; index < count; index++) {
    const weight = index / (index + 1);
    const leftDelta = left[index] - leftMean;
    const rightDelta = right[index] - rightMean;
    leftMean += leftDelta / (index + 1);
    rightMean += rightDelta / (index + 1);
    leftSquares += leftDelta * leftDelta * weight;
    rightSquares += rightDelta * rightDelta * weight;
    products += leftDelta * rightDelta * weight;
  }
  return products / Math.sqrt(leftSquares * rightSquares);
}

/** Replaces the first `count` numbers by their ranks, from 1; equal numbers share the mean of their ranks. */
export function rankInPlace(values: Float64Array, count: number): void {
  const sorted = values.slice(0, count).sort();
  for (let index = 0; index < count; index++) {
    const first = lowerBound(sorted, values[index]);
    let last = first;
    while (last + 1 < count && sorted[last + 1] === values[index]) last++;
    values[index] = (first + last) / 2 + 1;
  }
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
