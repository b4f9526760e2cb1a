import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** Ranks from 1; equal values have the mean of their ranks. @throws QuantError QUANT_NOT_FINITE for gaps */
export function ranks(values: Float64Array): Float64Array {
  requireNumbers(values);
  const order = Uint32Array.from(values, (_, index) => index).sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let i = first; i <= last; i++) result[order[i]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return result;
}

/** The ranks of each column divided by its length plus one: uniform numbers to which copulas are fitted. */
export function pseudoObservations(columns: readonly Float64Array[]): Matrix {
  requireEqualLengths(columns);
  return Matrix.fromColumns(columns.map((column) => ranks(column).map((rank) => rank / (column.length + 1))));
}

/** Pearson's correlation; NaN when a series is constant. */
export function pearsonCorrelation(left: Float64Array, right: Float64Array): number {
  requireEqualLengths([left, right]);
  const meanLeft = left.reduce((sum, value) => sum + value, 0) / left.length;
  const meanRight = right.reduce((sum, value) => sum + value, 0) / right.length;
  let product = 0;
  let squaresLeft = 0;
  let squaresRight = 0;
  for (let i = 0; i < left.length; i++) {
    product += (left[i] - meanLeft) * (right[i] - meanRight);
    squaresLeft += (left[i] - meanLeft) ** 2;
    squaresRight += (right[i] - meanRight) ** 2;
  }
  return product / Math.sqrt(squaresLeft * squaresRight);
}

/** Spearman's rank correlation. */
export function spearmanRho(left: Float64Array, right: Float64Array): number {
  return pearsonCorrelation(ranks(left), ranks(right));
}

/** Kendall's rank correlation τ-b, which adjusts for ties, in O(n log n) (Knight 1966). */
export function kendallTau(left: Float64Array, right: Float64Array): number {
  requireEqualLengths([left, right]);
  requireNumbers(left);
  requireNumbers(right);
  const count = left.length;
  const order = Uint32Array.from(left, (_, index) => index).sort((a, b) => left[a] - left[b] || right[a] - right[b]);
  const tiesLeft = tiedPairs(count, (i, j) => left[order[i]] === left[order[j]]);
  const tiesBoth = tiedPairs(count, (i, j) => left[order[i]] === left[order[j]] && right[order[i]] === right[order[j]]);
  const sorted = Float64Array.from(order, (index) => right[index]);
  const swaps = sortedWithSwaps(sorted);
  const tiesRight = tiedPairs(count, (i, j) => sorted[i] === sorted[j]);
  const all = (count * (count - 1)) / 2;
  const difference = all - tiesLeft - tiesRight + tiesBoth - 2 * swaps;
  return difference / Math.sqrt((all - tiesLeft) * (all - tiesRight));
}

/** Number of pairs within runs of equal neighbours. */
function tiedPairs(count: number, isEqual: (left: number, right: number) => boolean): number {
  let sum = 0;
  for (let first = 0; first < count;) {
    let next = first + 1;
    while (next < count && isEqual(first, next)) next++;
    sum += ((next - first) * (next - first - 1)) / 2;
    first = next;
  }
  return sum;
}

/** Sorts in place by merge sort, and returns the number of inversions. */
function sortedWithSwaps(values: Float64Array): number {
  const buffer = new Float64Array(values.length);
  let swaps = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length - width; start += 2 * width) {
      const middle = start + width;
      const end = Math.min(middle + width, values.length);
      let left = start;
      let right = middle;
      for (let target = start; target < end; target++) {
        if (right >= end || (left < middle && values[left] <= values[right])) buffer[target] = values[left++];
        else {
          swaps += middle - left;
          buffer[target] = values[right++];
        }
      }
      values.set(buffer.subarray(start, end), start);
    }
  }
  return swaps;
}

/** Symmetric matrix of a measure of dependence between each pair of columns, with 1 on the diagonal. */
export function pairwise(
  columns: readonly Float64Array[],
  measure: (left: Float64Array, right: Float64Array) => number,
): Matrix {
  const result = Matrix.identity(columns.length);
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j < i; j++) {
      const value = measure(columns[i], columns[j]);
      result.set(i, j, value);
      result.set(j, i, value);
    }
  }
  return result;
}

function requireNumbers(values: Float64Array): void {
  const gap = values.findIndex((value) => Number.isNaN(value));
  if (gap !== -1) throw new QuantError(QUANT_ERRORS.NOT_FINITE, `The value at index ${gap} is NaN; remove such rows.`);
}

export function requireEqualLengths(columns: readonly Float64Array[]): void {
  const [first] = columns;
  const other = columns.find(({ length }) => length !== first.length);
  if (first !== undefined && other === undefined && first.length > 1) return;
  throw new QuantError(
    QUANT_ERRORS.SHAPE,
    first === undefined
      ? 'At least one column of values is needed.'
      : `Columns have ${first.length} and ${other?.length ?? first.length} values; each needs the same number of values, at least 2.`,
  );
}
