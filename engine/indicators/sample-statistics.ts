import { type ValueWindow } from './value-window.ts';

/** Variance of the sample (divided by one less than the count), newest first as MathNet's streaming one; NaN for one. */
export function sampleVariance(window: ValueWindow): number {
  let variance = 0;
  let total = window.at(0);
  for (let index = 1; index < window.count; index++) {
    const count = index + 1;
    const value = window.at(index);
    total += value;
    const difference = count * value - total;
    variance += (difference * difference) / (count * (count - 1));
  }
  return window.count > 1 ? variance / (window.count - 1) : NaN;
}

/** Covariance of two samples of equal size (divided by one less than the count); NaN for one pair. */
export function sampleCovariance(left: ValueWindow, right: ValueWindow): number {
  let leftMean = 0;
  let rightMean = 0;
  let comoment = 0;
  const count = Math.min(left.count, right.count);
  for (let index = 0; index < count; index++) {
    const previousRightMean = rightMean;
    leftMean += (left.at(index) - leftMean) / (index + 1);
    rightMean += (right.at(index) - rightMean) / (index + 1);
    comoment += (left.at(index) - leftMean) * (right.at(index) - previousRightMean);
  }
  return count > 1 ? comoment / (count - 1) : NaN;
}

/** Pearson's correlation of the first `count` numbers of two arrays; NaN where one does not vary. */
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

/** The rank of each of the first `count` numbers, from 1; equal numbers share the mean of their ranks. */
export function ranks(values: Float64Array, count: number): Float64Array {
  const sorted = values.slice(0, count).sort();
  const result = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const first = lowerBound(sorted, values[index]);
    let last = first;
    while (last + 1 < count && sorted[last + 1] === values[index]) last++;
    result[index] = (first + last) / 2 + 1;
  }
  return result;
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
