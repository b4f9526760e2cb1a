import { Matrix } from './matrix.ts';

/** Eigenvalues in ascending order, and eigenvectors as the columns of a matrix in the same order. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/** Limit of iterations per eigenvalue; two or three are usual. */
const MOST_ROUNDS = 60;
const EPSILON = 2 ** -52;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to tridiagonal form and the QL
 * algorithm with implicit shifts (Golub and Van Loan, sections 8.3.1 and 8.3.5). Only the lower triangle is read.
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const { diagonal, off, rows } = threeDiagonals(matrix);
  diagonalize(diagonal, off, rows);
  const size = matrix.rows;
  const order = Array.from({ length: size }, (_, index) => index).sort((a, b) => diagonal[a] - diagonal[b]);
  const vectors = new Matrix(size, size);
  for (const [target, source] of order.entries()) {
    for (let row = 0; row < size; row++) vectors.set(row, target, rows.at(source, row));
  }
  return { values: Float64Array.from(order, (index) => diagonal[index]), vectors };
}

/** Σ f(λ) v v': a function of a symmetric matrix through its eigenvalues. */
export function fromEigen({ values, vectors }: Eigen, transform: (value: number) => number): Matrix {
  const size = values.length;
  const result = new Matrix(size, size);
  for (let k = 0; k < size; k++) {
    const value = transform(values[k]);
    if (value === 0) continue;
    for (let i = 0; i < size; i++) {
      const factor = value * vectors.at(i, k);
      for (let j = 0; j < size; j++) result.values[i * size + j] += factor * vectors.at(j, k);
    }
  }
  return result;
}

interface ThreeDiagonals {
  readonly diagonal: Float64Array;
  /** The off-diagonal; one longer than needed, its last entry 0. */
  readonly off: Float64Array;
  /** The orthogonal matrix of the reduction, transposed, so that rotations apply to rows. */
  readonly rows: Matrix;
}

function threeDiagonals(matrix: Matrix): ThreeDiagonals {
  const size = matrix.rows;
  const work = matrix.copy();
  const off = new Float64Array(size);
  const reflections: Reflection[] = [];
  for (let k = 0; k < size - 2; k++) {
    const vector = Float64Array.from({ length: size - k - 1 }, (_, index) => work.at(k + 1 + index, k));
    let square = 0;
    for (let i = 1; i < vector.length; i++) square += vector[i] * vector[i];
    off[k] = vector[0];
    if (square === 0) continue;
    const length = Math.sqrt(square + vector[0] * vector[0]);
    off[k] = vector[0] > 0 ? -length : length;
    vector[0] -= off[k];
    const factor = 2 / (square + vector[0] * vector[0]);
    reflectBothSides(work, vector, factor, k + 1);
    reflections.push({ vector, factor, first: k + 1 });
  }
  if (size > 1) off[size - 2] = work.at(size - 1, size - 2);
  const rows = Matrix.identity(size);
  for (const reflection of reflections.toReversed()) reflectRows(rows, reflection);
  return { diagonal: Float64Array.from({ length: size }, (_, i) => work.at(i, i)), off, rows };
}

/** I - factor · vector · vector', in the coordinates from `first` on. */
interface Reflection {
  readonly vector: Float64Array;
  readonly factor: number;
  readonly first: number;
}

/** The lower triangle of HAH, for the reflection H and a symmetric A of which the lower triangle is known. */
function reflectBothSides(work: Matrix, vector: Float64Array, factor: number, first: number): void {
  const count = vector.length;
  const product = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = work.row(first + i);
    let sum = 0;
    for (let j = 0; j < i; j++) {
      sum += row[first + j] * vector[j];
      product[j] += row[first + j] * vector[i];
    }
    product[i] += sum + row[first + i] * vector[i];
  }
  let inner = 0;
  for (let i = 0; i < count; i++) {
    product[i] *= factor;
    inner += product[i] * vector[i];
  }
  for (let i = 0; i < count; i++) product[i] -= 0.5 * factor * inner * vector[i];
  for (let i = 0; i < count; i++) {
    const row = work.row(first + i);
    for (let j = 0; j <= i; j++) row[first + j] -= vector[i] * product[j] + product[i] * vector[j];
  }
}

/** Multiplies by a reflection from the right, row by row. */
function reflectRows(rows: Matrix, { vector, factor, first }: Reflection): void {
  for (let i = first; i < rows.rows; i++) {
    const row = rows.row(i);
    let sum = 0;
    for (let j = 0; j < vector.length; j++) sum += row[first + j] * vector[j];
    sum *= factor;
    for (let j = 0; j < vector.length; j++) row[first + j] -= sum * vector[j];
  }
}

/** Diagonalizes a tridiagonal matrix, and applies the rotations to the rows. */
function diagonalize(diagonal: Float64Array, off: Float64Array, rows: Matrix): void {
  const size = diagonal.length;
  for (let first = 0; first < size; first++) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const last = endOfBlock(diagonal, off, first);
      if (last === first) break;
      chase({ diagonal, off, rows }, first, last);
    }
  }
}

/** The end of the block that starts at `first`: the next negligible off-diagonal entry. */
function endOfBlock(diagonal: Float64Array, off: Float64Array, first: number): number {
  let last = first;
  while (last < diagonal.length - 1) {
    if (Math.abs(off[last]) <= EPSILON * (Math.abs(diagonal[last]) + Math.abs(diagonal[last + 1]))) break;
    last++;
  }
  return last;
}

/** One step of the QL algorithm with Wilkinson's shift on a block, which chases a bulge from its end to its start. */
function chase({ diagonal, off, rows }: ThreeDiagonals, first: number, last: number): void {
  const half = (diagonal[first + 1] - diagonal[first]) / (2 * off[first]);
  const root = Math.sqrt(half * half + 1);
  let g = diagonal[last] - diagonal[first] + off[first] / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * off[i];
    const b = cosine * off[i];
    const length = Math.sqrt(f * f + g * g);
    off[i + 1] = length;
    if (length === 0) {
      diagonal[i + 1] -= shift;
      off[last] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = diagonal[i + 1] - shift;
    const turned = (diagonal[i] - g) * sine + 2 * cosine * b;
    shift = sine * turned;
    diagonal[i + 1] = g + shift;
    g = cosine * turned - b;
    rotateRows(rows.row(i), rows.row(i + 1), cosine, sine);
  }
  diagonal[first] -= shift;
  off[first] = g;
  off[last] = 0;
}

function rotateRows(left: Float64Array, right: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < left.length; k++) {
    const value = right[k];
    right[k] = sine * left[k] + cosine * value;
    left[k] = cosine * left[k] - sine * value;
  }
}
