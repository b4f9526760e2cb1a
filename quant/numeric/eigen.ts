import { Matrix } from './matrix.ts';

/** Eigenvalues in ascending order, and eigenvectors as the columns of a matrix in the same order. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

const MOST_SWEEPS = 60;

/** All eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, section 8.5). */
export function symmetricEigen(matrix: Matrix): Eigen {
  const size = matrix.rows;
  const work = matrix.copy();
  const vectors = Matrix.identity(size);
  for (let sweep = 0; sweep < MOST_SWEEPS && sumOffDiagonal(work) > 0; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(work, vectors, p, q);
    }
  }
  const order = Array.from({ length: size }, (_, index) => index).sort((a, b) => work.at(a, a) - work.at(b, b));
  const sorted = new Matrix(size, size);
  for (const [target, source] of order.entries()) {
    for (let row = 0; row < size; row++) sorted.set(row, target, vectors.at(row, source));
  }
  return { values: Float64Array.from(order, (index) => work.at(index, index)), vectors: sorted };
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

/** The squares of what is off the diagonal, 0 where they are lost in rounding. */
function sumOffDiagonal(matrix: Matrix): number {
  let off = 0;
  let all = 0;
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.rows; j++) {
      const square = matrix.at(i, j) ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return off <= all * 1e-32 ? 0 : off;
}

function rotate(work: Matrix, vectors: Matrix, p: number, q: number): void {
  const apq = work.at(p, q);
  if (apq === 0) return;
  const theta = (work.at(q, q) - work.at(p, p)) / (2 * apq);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const size = work.rows;
  for (let k = 0; k < size; k++) {
    const akp = work.at(k, p);
    const akq = work.at(k, q);
    work.set(k, p, cosine * akp - sine * akq);
    work.set(k, q, sine * akp + cosine * akq);
  }
  for (let k = 0; k < size; k++) {
    const apk = work.at(p, k);
    const aqk = work.at(q, k);
    work.set(p, k, cosine * apk - sine * aqk);
    work.set(q, k, sine * apk + cosine * aqk);
    const vkp = vectors.at(k, p);
    const vkq = vectors.at(k, q);
    vectors.set(k, p, cosine * vkp - sine * vkq);
    vectors.set(k, q, sine * vkp + cosine * vkq);
  }
  work.set(p, q, 0);
  work.set(q, p, 0);
}
