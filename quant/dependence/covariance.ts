import { fromEigen, symmetricEigen } from '../numeric/eigen.ts';
import { Matrix } from '../numeric/matrix.ts';
import { correlationOf } from './nearest-matrix.ts';
import { requireEqualLengths } from './ranks.ts';

/** The covariance matrix of columns, divided by their length minus `lostDegrees` (default 1). */
export function sampleCovariance(columns: readonly Float64Array[], lostDegrees = 1): Matrix {
  requireEqualLengths(columns);
  const centred = columns.map(centredColumn);
  const count = columns[0].length;
  const result = new Matrix(columns.length, columns.length);
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < count; t++) sum += centred[i][t] * centred[j][t];
      result.set(i, j, sum / (count - lostDegrees));
      result.set(j, i, sum / (count - lostDegrees));
    }
  }
  return result;
}

export interface ShrunkCovariance {
  readonly matrix: Matrix;
  /** The weight of the target, a multiple of the identity, in [0, 1]. */
  readonly shrinkage: number;
}

/**
 * The covariance estimator of Ledoit and Wolf ("A well-conditioned estimator for large-dimensional covariance
 * matrices", 2004): the sample covariance, shrunk towards equal variances without correlation by the weight with the
 * least expected loss.
 */
export function ledoitWolfCovariance(columns: readonly Float64Array[]): ShrunkCovariance {
  requireEqualLengths(columns);
  const size = columns.length;
  const count = columns[0].length;
  const centred = columns.map(centredColumn);
  const sample = sampleCovariance(columns, 0);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += sample.at(i, i);
  const target = trace / size;
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = sample.at(i, j);
      distance += (value - (i === j ? target : 0)) ** 2;
      let squares = 0;
      for (let t = 0; t < count; t++) squares += (centred[i][t] * centred[j][t]) ** 2;
      spread += squares / count - value * value;
    }
  }
  const shrinkage = distance === 0 ? 0 : Math.min(1, spread / count / distance);
  const matrix = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      matrix.set(i, j, (1 - shrinkage) * sample.at(i, j) + (i === j ? shrinkage * target : 0));
    }
  }
  return { matrix, shrinkage };
}

export interface CleanedCorrelation {
  /** Cleaned correlations. */
  readonly matrix: Matrix;
  /** Eigenvalues of the sample correlations, ascending. */
  readonly eigenvalues: Float64Array;
  /** The largest eigenvalue that independent series would have. */
  readonly threshold: number;
  /** Number of eigenvalues above the threshold. */
  readonly signals: number;
}

/**
 * Correlations cleaned by random matrix theory: eigenvalues below the edge that Marchenko and Pastur's law gives for
 * independent series are replaced by their mean (Laloux, Cizeau, Bouchaud and Potters 1999).
 */
export function randomMatrixCorrelation(columns: readonly Float64Array[]): CleanedCorrelation {
  const size = columns.length;
  const eigen = symmetricEigen(correlationOf(sampleCovariance(columns)));
  const eigenvalues = eigen.values;
  const threshold = (1 + Math.sqrt(size / columns[0].length)) ** 2;
  const signals = eigenvalues.filter((value) => value > threshold).length;
  let mean = 0;
  for (let i = 0; i < size - signals; i++) mean += eigenvalues[i] / (size - signals);
  const matrix = correlationOf(fromEigen(eigen, (value) => (value > threshold ? value : mean)));
  for (let i = 0; i < size; i++) matrix.set(i, i, 1);
  return { matrix, eigenvalues, threshold, signals };
}

function centredColumn(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return column.map((value) => value - mean);
}
