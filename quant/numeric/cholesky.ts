import { QUANT_ERRORS } from './errors.ts';
import { Matrix } from './matrix.ts';
import { QuantError } from './quant-error.ts';

/** The lower triangular L with LL' = A, or undefined when the symmetric matrix A is not positive definite. */
export function choleskyOrUndefined(matrix: Matrix): Matrix | undefined {
  const size = matrix.rows;
  const lower = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    const rowI = lower.row(i);
    for (let j = 0; j <= i; j++) {
      const rowJ = lower.row(j);
      let sum = matrix.at(i, j);
      for (let k = 0; k < j; k++) sum -= rowI[k] * rowJ[k];
      if (i !== j) rowI[j] = sum / rowJ[j];
      else if (sum > 0 && sum < Infinity) rowI[i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** The lower triangular L with LL' = A. @throws QuantError QUANT_SINGULAR when A is not positive definite */
export function cholesky(matrix: Matrix): Matrix {
  const lower = choleskyOrUndefined(matrix);
  if (lower !== undefined) return lower;
  throw new QuantError(
    QUANT_ERRORS.SINGULAR,
    `The matrix of ${matrix.rows} rows is not positive definite; repair it with nearestCorrelation or nearestCovariance.`,
  );
}

/** Solves Lx = b for a lower triangular L, in place. */
export function solveLower(lower: Matrix, vector: Float64Array): Float64Array {
  for (let i = 0; i < lower.rows; i++) {
    const row = lower.row(i);
    let sum = vector[i];
    for (let k = 0; k < i; k++) sum -= row[k] * vector[k];
    vector[i] = sum / row[i];
  }
  return vector;
}

/** Solves L'x = b for a lower triangular L, in place. */
export function solveLowerTransposed(lower: Matrix, vector: Float64Array): Float64Array {
  for (let i = lower.rows - 1; i >= 0; i--) {
    let sum = vector[i];
    for (let k = i + 1; k < lower.rows; k++) sum -= lower.at(k, i) * vector[k];
    vector[i] = sum / lower.at(i, i);
  }
  return vector;
}

/** Solves Ax = b for a symmetric positive definite A. @throws QuantError QUANT_SINGULAR */
export function solveSymmetric(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  const lower = cholesky(matrix);
  return solveLowerTransposed(lower, solveLower(lower, Float64Array.from(vector)));
}

/** The inverse of a symmetric positive definite matrix, from its factor L. */
export function inverseFromCholesky(lower: Matrix): Matrix {
  const size = lower.rows;
  const inverse = new Matrix(size, size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    solveLowerTransposed(lower, solveLower(lower, column));
    for (let i = 0; i < size; i++) inverse.set(i, j, column[i]);
  }
  return inverse;
}

/** ln det A of a symmetric positive definite matrix, from its factor L. */
export function logDeterminant(lower: Matrix): number {
  let sum = 0;
  for (let i = 0; i < lower.rows; i++) sum += Math.log(lower.at(i, i));
  return 2 * sum;
}
