import { normalCumulative, normalQuantile } from '../distributions/normal.ts';
import { studentTCumulative, studentTLogDensity, studentTQuantile } from '../distributions/student-t.ts';
import { cholesky, logDeterminant, solveLower } from '../numeric/cholesky.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { logGamma } from '../numeric/special-functions.ts';
import { minimizeScalar } from '../optimization/scalar.ts';
import type { Random } from '../random/random.ts';
import { nearestCorrelation, type MatrixRepair } from './nearest-matrix.ts';
import { kendallTau, pairwise, pearsonCorrelation } from './ranks.ts';

const LOWEST_NU = 2.01;
const HIGHEST_NU = 200;

/** The copula of a multivariate normal or t distribution. */
export class EllipticalCopula {
  readonly correlation: Matrix;
  /** Degrees of freedom of the t copula; infinite for the Gaussian one. */
  readonly nu: number;
  private readonly lower: Matrix;

  /** @throws QuantError QUANT_SINGULAR when the matrix is not positive definite, QUANT_OUT_OF_DOMAIN for ν ≤ 0 */
  constructor(correlation: Matrix, nu = Infinity) {
    if (!(nu > 0)) throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `A t copula needs ν above 0, not ${nu}.`);
    this.correlation = correlation;
    this.nu = nu;
    this.lower = cholesky(correlation);
  }

  /** Σ ln c over rows of uniform numbers. */
  logLikelihood(uniforms: Matrix): number {
    const quantiles = quantilesOf(distinctValues(uniforms), this.nu);
    return logLikelihoodOf({ quantiles, lower: this.lower, nu: this.nu });
  }

  /** Draws rows of uniform numbers. */
  sample(count: number, random: Random): Matrix {
    const size = this.correlation.rows;
    const result = new Matrix(count, size);
    const normals = new Float64Array(size);
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < size; i++) normals[i] = random.normal();
      const scale = this.nu === Infinity ? 1 : Math.sqrt(this.nu / random.chiSquared(this.nu));
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += this.lower.at(i, k) * normals[k];
        result.set(row, i, this.nu === Infinity ? normalCumulative(sum) : studentTCumulative(sum * scale, this.nu));
      }
    }
    return result;
  }
}

export interface EllipticalCopulaFit {
  readonly copula: EllipticalCopula;
  readonly logLikelihood: number;
  readonly akaike: number;
  /** The repair of a matrix of pairwise estimates that is not a valid correlation matrix. */
  readonly repair: MatrixRepair;
}

/**
 * Fits a Gaussian copula: the correlation of normal scores.
 * @param uniforms - rows of numbers in (0, 1), such as `pseudoObservations`
 */
export function fitGaussianCopula(uniforms: Matrix): EllipticalCopulaFit {
  const scores = columnsOf(uniforms).map((column) => column.map(normalQuantile));
  return fitOf(uniforms, pairwise(scores, pearsonCorrelation), Infinity);
}

/**
 * Fits a t copula: the correlation from Kendall's τ, sin(πτ/2), and ν by maximum likelihood (Demarta and McNeil 2005).
 */
export function fitStudentTCopula(uniforms: Matrix): EllipticalCopulaFit {
  const taus = pairwise(columnsOf(uniforms), kendallTau);
  const correlation = new Matrix(
    taus.rows,
    taus.rows,
    taus.values.map((tau) => (tau === 1 ? 1 : Math.sin((Math.PI / 2) * tau))),
  );
  const repair = nearestCorrelation(correlation);
  const lower = cholesky(repair.matrix);
  const values = distinctValues(uniforms);
  const { x } = minimizeScalar(
    (logNu) => -logLikelihoodOf({ quantiles: quantilesOf(values, Math.exp(logNu)), lower, nu: Math.exp(logNu) }),
    Math.log(LOWEST_NU),
    Math.log(HIGHEST_NU),
    1e-8,
  );
  return fitOf(uniforms, correlation, Math.exp(x));
}

function fitOf(uniforms: Matrix, correlation: Matrix, nu: number): EllipticalCopulaFit {
  const repair = nearestCorrelation(correlation);
  const copula = new EllipticalCopula(repair.matrix, nu);
  const logLikelihood = copula.logLikelihood(uniforms);
  const size = correlation.rows;
  const count = (size * (size - 1)) / 2 + (nu === Infinity ? 0 : 1);
  return { copula, logLikelihood, akaike: 2 * count - 2 * logLikelihood, repair };
}

export function columnsOf(matrix: Matrix): Float64Array[] {
  return Array.from({ length: matrix.columns }, (_, index) => matrix.column(index));
}

/** The distinct values of a matrix and the index of each entry among them, because ranks repeat in every column. */
interface DistinctValues {
  readonly values: Float64Array;
  readonly indices: Uint32Array;
  readonly shape: Matrix;
}

function distinctValues(uniforms: Matrix): DistinctValues {
  const known = new Map<number, number>();
  const indices = Uint32Array.from(uniforms.values, (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    known.set(value, known.size);
    return known.size - 1;
  });
  const values = Float64Array.from(known.keys());
  const wrong = values.find((value) => !(value > 0 && value < 1));
  if (wrong === undefined) return { values, indices, shape: uniforms };
  throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, `Uniform numbers must be between 0 and 1, but one is ${wrong}.`);
}

interface Quantiles {
  readonly values: Matrix;
  /** Σ ln f over all of them. */
  readonly logDensity: number;
}

function quantilesOf({ values, indices, shape }: DistinctValues, nu: number): Quantiles {
  const isNormal = nu === Infinity;
  const quantiles = values.map((value) => (isNormal ? normalQuantile(value) : studentTQuantile(value, nu)));
  const densities = quantiles.map((x) => (isNormal ? -0.5 * x * x : studentTLogDensity(x, nu)));
  const result = new Matrix(shape.rows, shape.columns);
  let logDensity = 0;
  for (let i = 0; i < indices.length; i++) {
    result.values[i] = quantiles[indices[i]];
    logDensity += densities[indices[i]];
  }
  return { values: result, logDensity };
}

interface LikelihoodTerms {
  readonly quantiles: Quantiles;
  readonly lower: Matrix;
  readonly nu: number;
}

function logLikelihoodOf({ quantiles: { values, logDensity }, lower, nu }: LikelihoodTerms): number {
  const size = lower.rows;
  const logRoot = 0.5 * logDeterminant(lower);
  const solved = new Float64Array(size);
  const constant =
    nu === Infinity ? 0 : logGamma((nu + size) / 2) - logGamma(nu / 2) - (size / 2) * Math.log(nu * Math.PI);
  let sum = values.rows * (constant - logRoot) - logDensity;
  for (let row = 0; row < values.rows; row++) {
    solved.set(values.row(row));
    solveLower(lower, solved);
    let square = 0;
    for (let i = 0; i < size; i++) square += solved[i] * solved[i];
    sum -= nu === Infinity ? 0.5 * square : ((nu + size) / 2) * Math.log1p(square / nu);
  }
  return sum;
}
