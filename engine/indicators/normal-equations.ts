/**
 * Ordinary least squares by the normal equations and the Cholesky decomposition, in the way of MathNet's
 * `Fit.MultiDim`: fill `row`, add it with its response, solve. Allocates nothing after construction.
 */
export class NormalEquations {
  readonly columns: number;
  /** The predictors of the row to be added. */
  readonly row: Float64Array;
  private readonly matrix: Float64Array;
  private readonly right: Float64Array;
  private rows = 0;

  constructor(columns: number) {
    this.columns = columns;
    this.row = new Float64Array(columns);
    this.matrix = new Float64Array(columns * columns);
    this.right = new Float64Array(columns);
  }

  clear(): void {
    this.matrix.fill(0);
    this.right.fill(0);
    this.rows = 0;
  }

  addRow(response: number): void {
    const { columns, row, matrix, right } = this;
    for (let column = 0; column < columns; column++) {
      for (let other = 0; other <= column; other++) matrix[column * columns + other] += row[column] * row[other];
      right[column] += row[column] * response;
    }
    this.rows++;
  }

  /** Writes the coefficients; all zero, and `false`, when there are too few rows or they are linearly dependent. */
  solve(coefficients: Float64Array): boolean {
    if (this.rows < this.columns || !this.decompose()) {
      coefficients.fill(0);
      return false;
    }
    this.substitute(coefficients);
    return true;
  }

  /** The dot product of `row` with the coefficients, each from the given index on. */
  dot(coefficients: Float64Array, from = 0): number {
    let sum = 0;
    for (let column = from; column < this.columns; column++) sum += this.row[column] * coefficients[column];
    return sum;
  }

  /** Replaces the lower half of the matrix by its Cholesky factor. */
  private decompose(): boolean {
    const { columns, matrix } = this;
    for (let pivot = 0; pivot < columns; pivot++) {
      const diagonal = matrix[pivot * columns + pivot];
      if (!(diagonal > 0)) return false;
      const root = Math.sqrt(diagonal);
      matrix[pivot * columns + pivot] = root;
      for (let row = pivot + 1; row < columns; row++) matrix[row * columns + pivot] /= root;
      for (let column = pivot + 1; column < columns; column++) {
        const factor = matrix[column * columns + pivot];
        for (let row = column; row < columns; row++) {
          matrix[row * columns + column] -= matrix[row * columns + pivot] * factor;
        }
      }
    }
    return true;
  }

  private substitute(result: Float64Array): void {
    const { columns, matrix, right } = this;
    for (let row = 0; row < columns; row++) {
      let sum = right[row];
      for (let column = row - 1; column >= 0; column--) sum -= matrix[row * columns + column] * result[column];
      result[row] = sum / matrix[row * columns + row];
    }
    for (let row = columns - 1; row >= 0; row--) {
      let sum = result[row];
      for (let column = row + 1; column < columns; column++) sum -= matrix[column * columns + row] * result[column];
      result[row] = sum / matrix[row * columns + row];
    }
  }
}
