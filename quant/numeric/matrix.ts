import { QUANT_ERRORS } from './errors.ts';
import { QuantError } from './quant-error.ts';

/** A dense matrix in row-major order. */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;

  /** @throws QuantError QUANT_SHAPE unless the array has rows times columns values */
  constructor(rows: number, columns: number, values: Float64Array = new Float64Array(rows * columns)) {
    if (values.length !== rows * columns) {
      throw new QuantError(
        QUANT_ERRORS.SHAPE,
        `A matrix of ${rows} rows and ${columns} columns needs ${rows * columns} values but was given ${values.length}.`,
      );
    }
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** The matrix of the given rows, which have equal lengths. */
  static fromRows(rows: readonly ArrayLike<number>[]): Matrix {
    const columns = rows[0]?.length ?? 0;
    const matrix = new Matrix(rows.length, columns);
    for (const [index, row] of rows.entries()) {
      if (row.length !== columns) {
        throw new QuantError(
          QUANT_ERRORS.SHAPE,
          `Row ${index} has ${row.length} values but the first row has ${columns}.`,
        );
      }
      matrix.values.set(row, index * columns);
    }
    return matrix;
  }

  /** The matrix of the given columns, which have equal lengths. */
  static fromColumns(columns: readonly ArrayLike<number>[]): Matrix {
    return Matrix.fromRows(columns).transpose();
  }

  static identity(size: number): Matrix {
    const matrix = new Matrix(size, size);
    for (let i = 0; i < size; i++) matrix.set(i, i, 1);
    return matrix;
  }

  at(row: number, column: number): number {
    return this.values[row * this.columns + column];
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.columns + column] = value;
  }

  /** One row, a view of the matrix. */
  row(index: number): Float64Array {
    return this.values.subarray(index * this.columns, (index + 1) * this.columns);
  }

  /** A copy of one column. */
  column(index: number): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, row) => this.at(row, index));
  }

  /** The rows as plain arrays, for JSON and printing. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, index) => [...this.row(index)]);
  }

  copy(): Matrix {
    return new Matrix(this.rows, this.columns, this.values.slice());
  }

  transpose(): Matrix {
    const result = new Matrix(this.columns, this.rows);
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j < this.columns; j++) result.set(j, i, this.at(i, j));
    }
    return result;
  }

  multiply(other: Matrix): Matrix {
    if (this.columns !== other.rows) {
      throw new QuantError(
        QUANT_ERRORS.SHAPE,
        `A matrix with ${this.columns} columns cannot be multiplied by one with ${other.rows} rows.`,
      );
    }
    const result = new Matrix(this.rows, other.columns);
    for (let i = 0; i < this.rows; i++) {
      const target = result.row(i);
      for (let k = 0; k < this.columns; k++) {
        const factor = this.at(i, k);
        const row = other.row(k);
        for (let j = 0; j < other.columns; j++) target[j] += factor * row[j];
      }
    }
    return result;
  }

  /** The product with a vector. */
  times(vector: ArrayLike<number>): Float64Array {
    const result = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      let sum = 0;
      for (let j = 0; j < this.columns; j++) sum += this.at(i, j) * vector[j];
      result[i] = sum;
    }
    return result;
  }
}

/** The inner product of two vectors. */
export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

/** The quadratic form x'Ax. */
export function quadraticForm(matrix: Matrix, vector: ArrayLike<number>): number {
  return dot(matrix.times(vector), vector);
}
