import { choleskyOrUndefined, solveLower, solveLowerTransposed } from './cholesky.ts';
import { Matrix } from './matrix.ts';

/** Ordinary least squares of `target` on columns; undefined when the columns are linearly dependent. */
export function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array | undefined {
  const count = columns.length;
  const normal = new Matrix(count, count);
  const right = new Float64Array(count);
  // columns scaled to equal norms keep the normal equations well conditioned
  const scales = columns.map((column) => Math.sqrt(innerProduct(column, column)));
  if (scales.some((scale) => !(scale > 0))) return undefined;
  for (let i = 0; i < count; i++) {
    right[i] = innerProduct(columns[i], target) / scales[i];
    for (let j = 0; j <= i; j++) {
      const product = innerProduct(columns[i], columns[j]) / (scales[i] * scales[j]);
      normal.set(i, j, product);
      normal.set(j, i, product);
    }
  }
  const lower = choleskyOrUndefined(normal);
  if (lower === undefined || smallestDiagonal(lower) < 1e-7) return undefined;
  const solution = solveLowerTransposed(lower, solveLower(lower, right));
  return solution.map((value, index) => value / scales[index]);
}

function smallestDiagonal(lower: Matrix): number {
  let smallest = Infinity;
  for (let i = 0; i < lower.rows; i++) smallest = Math.min(smallest, lower.at(i, i));
  return smallest;
}

function innerProduct(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}
