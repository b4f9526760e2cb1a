import { choleskyOrUndefined } from '../numeric/cholesky.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { fromEigen, symmetricEigen } from '../numeric/eigen.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** A positive definite matrix, and how it differs from the original. */
export interface MatrixRepair {
  readonly matrix: Matrix;
  readonly isRepaired: boolean;
  /** The smallest eigenvalue of the original matrix. */
  readonly smallestEigenvalue: number;
  /** Frobenius norm of the change. */
  readonly distance: number;
  readonly iterations: number;
}

/** Lower bound of the eigenvalues of a repaired correlation matrix, so that it can be inverted. */
const SMALLEST_EIGENVALUE = 1e-8;
const MOST_ITERATIONS = 1000;
const CLOSE = 1e-12;
/** Tolerance within which a diagonal entry counts as 1 after a division. */
const UNIT = 1e-14;

/**
 * The nearest positive definite correlation matrix, by Higham's alternating projections with Dykstra's correction
 * ("Computing the nearest correlation matrix: a problem from finance", 2002). A positive definite matrix is
 * returned unchanged.
 * @throws QuantError QUANT_SHAPE when it is not square and symmetric, QUANT_NOT_FINITE when it has gaps
 */
export function nearestCorrelation(matrix: Matrix): MatrixRepair {
  requireSymmetric(matrix);
  const { values } = symmetricEigen(matrix);
  const smallestEigenvalue = values[0];
  const hasUnitDiagonal = Array.from({ length: matrix.rows }, (_, i) => matrix.at(i, i)).every(
    (value) => Math.abs(value - 1) < UNIT,
  );
  if (hasUnitDiagonal && smallestEigenvalue >= SMALLEST_EIGENVALUE && choleskyOrUndefined(matrix) !== undefined) {
    return { matrix, isRepaired: false, smallestEigenvalue, distance: 0, iterations: 0 };
  }
  let current = matrix.copy();
  let correction = new Matrix(matrix.rows, matrix.columns);
  let iterations = 0;
  for (let change = Infinity; change > CLOSE && iterations < MOST_ITERATIONS; iterations++) {
    const shifted = difference(current, correction);
    const projected = fromEigen(symmetricEigen(shifted), (value) => Math.max(0, value));
    correction = difference(projected, shifted);
    const next = projected.copy();
    for (let i = 0; i < next.rows; i++) next.set(i, i, 1);
    change = norm(difference(next, current)) / Math.max(1, norm(next));
    current = next;
  }
  const repaired = withUnitDiagonal(
    fromEigen(symmetricEigen(current), (value) => Math.max(SMALLEST_EIGENVALUE * 10, value)),
  );
  return {
    matrix: repaired,
    isRepaired: true,
    smallestEigenvalue,
    distance: norm(difference(repaired, matrix)),
    iterations,
  };
}

/** The same for a covariance matrix: variances are kept, correlations are repaired. */
export function nearestCovariance(matrix: Matrix): MatrixRepair {
  requireSymmetric(matrix);
  const deviations = Float64Array.from({ length: matrix.rows }, (_, i) => Math.sqrt(matrix.at(i, i)));
  const wrong = deviations.findIndex((deviation) => !(deviation > 0));
  if (wrong !== -1) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `The variance at row ${wrong} is ${matrix.at(wrong, wrong)}; remove the series or use a variance above 0.`,
    );
  }
  const repair = nearestCorrelation(
    scaled(matrix, (i, j) => (i === j ? 1 / matrix.at(i, i) : 1 / (deviations[i] * deviations[j]))),
  );
  if (!repair.isRepaired) return { ...repair, matrix };
  const repaired = scaled(repair.matrix, (i, j) => deviations[i] * deviations[j]);
  return { ...repair, matrix: repaired, distance: norm(difference(repaired, matrix)) };
}

/** The correlations of a covariance matrix. */
export function correlationOf(covariance: Matrix): Matrix {
  return scaled(covariance, (i, j) =>
    i === j ? 1 / covariance.at(i, i) : 1 / Math.sqrt(covariance.at(i, i) * covariance.at(j, j)),
  );
}

function withUnitDiagonal(matrix: Matrix): Matrix {
  const result = correlationOf(matrix);
  for (let i = 0; i < result.rows; i++) {
    result.set(i, i, 1);
    for (let j = 0; j < i; j++) result.set(j, i, result.at(i, j));
  }
  return result;
}

function scaled(matrix: Matrix, factor: (row: number, column: number) => number): Matrix {
  const result = new Matrix(matrix.rows, matrix.columns);
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.columns; j++) result.set(i, j, matrix.at(i, j) * factor(i, j));
  }
  return result;
}

function difference(left: Matrix, right: Matrix): Matrix {
  return new Matrix(
    left.rows,
    left.columns,
    left.values.map((value, index) => value - right.values[index]),
  );
}

function norm(matrix: Matrix): number {
  return Math.sqrt(matrix.values.reduce((sum, value) => sum + value * value, 0));
}

function requireSymmetric(matrix: Matrix): void {
  if (matrix.rows !== matrix.columns) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `A covariance matrix must be square, but this one is ${matrix.rows} by ${matrix.columns}.`,
    );
  }
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix.at(i, j);
      if (!Number.isFinite(value)) {
        throw new QuantError(QUANT_ERRORS.NOT_FINITE, `The entry at row ${i}, column ${j} is ${value}.`);
      }
      if (Math.abs(value - matrix.at(j, i)) > 1e-9 * Math.max(1, Math.abs(value))) {
        throw new QuantError(
          QUANT_ERRORS.SHAPE,
          `The matrix is not symmetric: ${value} at row ${i}, column ${j} and ${matrix.at(j, i)} opposite.`,
        );
      }
    }
  }
}
