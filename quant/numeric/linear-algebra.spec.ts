import { describe, expect, it } from 'vitest';
import { cholesky, choleskyOrUndefined, inverseFromCholesky, logDeterminant, solveSymmetric } from './cholesky.ts';
import { fromEigen, symmetricEigen } from './eigen.ts';
import { leastSquares } from './least-squares.ts';
import { Matrix, quadraticForm } from './matrix.ts';
import { QuantError } from './quant-error.ts';
import { largestError } from './spec-support.ts';

/** A symmetric positive definite matrix with distinct entries. */
function positiveMatrix(size: number): Matrix {
  const root = new Matrix(
    size,
    size,
    Float64Array.from({ length: size * size }, (_, index) => Math.sin(1 + index * 1.7)),
  );
  const product = root.multiply(root.transpose());
  for (let i = 0; i < size; i++) product.set(i, i, product.at(i, i) + 0.5);
  return product;
}

describe('matrices', () => {
  it('are constructed from rows or columns and multiplied', () => {
    const matrix = Matrix.fromRows([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(matrix.transpose().toRows()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(
      Matrix.fromColumns([
        [1, 4],
        [2, 5],
        [3, 6],
      ]).toRows(),
    ).toEqual(matrix.toRows());
    expect(matrix.multiply(matrix.transpose()).toRows()).toEqual([
      [14, 32],
      [32, 77],
    ]);
    expect([...matrix.times([1, 0, -1])]).toEqual([-2, -2]);
    expect(quadraticForm(Matrix.identity(2), [3, 4])).toBe(25);
  });

  it('are refused when shapes do not match', () => {
    expect(() => new Matrix(2, 2, new Float64Array(3))).toThrow(QuantError);
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow('Row 1');
    expect(() => Matrix.identity(2).multiply(Matrix.identity(3))).toThrow(QuantError);
  });
});

describe('decompositions', () => {
  it.each([1, 2, 3, 5, 12, 30])('of %d rows reproduce the matrix', (size) => {
    const matrix = positiveMatrix(size);
    const lower = cholesky(matrix);
    expect(largestError(lower.multiply(lower.transpose()).values, matrix.values)).toBeLessThan(1e-12);
    const eigen = symmetricEigen(matrix);
    expect(largestError(fromEigen(eigen, (value) => value).values, matrix.values)).toBeLessThan(1e-11);
    expect([...eigen.values]).toEqual([...eigen.values].sort((a, b) => a - b));
    const logProduct = eigen.values.reduce((sum, value) => sum + Math.log(value), 0);
    expect(logDeterminant(lower)).toBeCloseTo(logProduct, 10);
    const product = matrix.multiply(inverseFromCholesky(lower));
    expect(
      Math.max(...product.values.map((value, index) => Math.abs(value - Number(index % (size + 1) === 0)))),
    ).toBeLessThan(1e-10);
    const solution = solveSymmetric(matrix, new Float64Array(size).fill(1));
    expect(largestError(matrix.times(solution), new Float64Array(size).fill(1))).toBeLessThan(1e-10);
  });

  it('report a matrix that is not positive definite', () => {
    const singular = Matrix.fromRows([
      [1, 1],
      [1, 1],
    ]);
    expect(choleskyOrUndefined(singular)).toBeUndefined();
    expect(choleskyOrUndefined(Matrix.fromRows([[Number.NaN]]))).toBeUndefined();
    expect(() => cholesky(singular)).toThrow(QuantError);
  });
});

describe('least squares', () => {
  it('find the line through collinear points for any scale of the columns', () => {
    const ones = new Float64Array(10).fill(1);
    const large = Float64Array.from({ length: 10 }, (_, index) => 1e9 * index);
    const target = large.map((value) => 3 + 2e-9 * value);
    expect(largestError(leastSquares([ones, large], target)!, [3, 2e-9])).toBeLessThan(1e-12);
  });

  it('have no solution when columns are linearly dependent', () => {
    const ones = new Float64Array(10).fill(1);
    expect(leastSquares([ones, ones.map((value) => 2 * value)], ones)).toBeUndefined();
    expect(leastSquares([new Float64Array(10)], ones)).toBeUndefined();
  });
});
