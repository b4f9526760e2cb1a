import { choleskyOrUndefined } from '../numeric/cholesky.ts';
import { dot, Matrix } from '../numeric/matrix.ts';
import { type LinearConstraint, solveQuadraticProgram } from './quadratic-program.ts';

/** A differentiable function to minimise: returns its value and computes its gradient into `gradient`. */
export type DifferentiableFunction = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  readonly lowerBounds?: ArrayLike<number>;
  readonly upperBounds?: ArrayLike<number>;
  /** Further linear inequalities and equalities. */
  readonly constraints?: readonly LinearConstraint[];
  /** Stops when the expected decrease of a step is less; default 1e-9. */
  readonly tolerance?: number;
  /** Default 200. */
  readonly maximumIterations?: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly isConverged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
}

const DEFAULT_TOLERANCE = 1e-9;
const DEFAULT_ITERATIONS = 200;
const SUFFICIENT_DECREASE = 1e-4;
const SMALLEST_STEP = 1e-12;
/** Step, relative to the variable, of the initial estimate of second derivatives. */
const HESSIAN_STEP = 1e-5;

/**
 * Minimises a smooth function under bounds and linear constraints, by sequential quadratic programming.
 *
 * Each step minimises a quadratic model under all constraints, so every iterate satisfies them, and a line search
 * decreases the function. Second derivatives start as differences of gradients and are updated by the damped formula of
 * Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, "Numerical Optimization", procedure 18.2). Values that
 * are not finite are treated as too large.
 *
 * @param start - projected onto the constraints if it violates them
 */
export function minimize(
  evaluate: DifferentiableFunction,
  start: ArrayLike<number>,
  options: MinimizeOptions = {},
): Minimum {
  return new SequentialQuadratic(evaluate, start, options).run();
}

class SequentialQuadratic {
  private readonly evaluate: DifferentiableFunction;
  private readonly constraints: readonly LinearConstraint[];
  private readonly tolerance: number;
  private readonly maximumIterations: number;
  private readonly size: number;
  private readonly gradient: Float64Array;
  private readonly nextX: Float64Array;
  private readonly nextGradient: Float64Array;
  private x: Float64Array;
  private value: number;
  private hessian: Matrix;
  private evaluations = 0;

  constructor(evaluate: DifferentiableFunction, start: ArrayLike<number>, options: MinimizeOptions) {
    this.evaluate = evaluate;
    this.size = start.length;
    this.constraints = [...boundConstraints(this.size, options), ...(options.constraints ?? [])];
    this.tolerance = options.tolerance ?? DEFAULT_TOLERANCE;
    this.maximumIterations = options.maximumIterations ?? DEFAULT_ITERATIONS;
    this.gradient = new Float64Array(this.size);
    this.nextX = new Float64Array(this.size);
    this.nextGradient = new Float64Array(this.size);
    this.x = nearestFeasible(Float64Array.from(start), this.constraints);
    this.value = this.at(this.x, this.gradient);
    this.hessian = this.firstHessian();
  }

  run(): Minimum {
    let iterations = 0;
    let isConverged = false;
    let hasFreshHessian = true;
    while (iterations < this.maximumIterations && Number.isFinite(this.value)) {
      const direction = this.direction();
      const slope = dot(this.gradient, direction);
      if (-slope <= this.tolerance) {
        isConverged = true;
        break;
      }
      iterations++;
      if (this.lineSearch(direction, slope)) {
        hasFreshHessian = false;
        continue;
      }
      // the quadratic model may be outdated: retry once with second derivatives at this point
      if (hasFreshHessian) {
        isConverged = -slope <= 1e3 * this.tolerance * Math.max(1, Math.abs(this.value));
        break;
      }
      this.hessian = this.firstHessian();
      hasFreshHessian = true;
    }
    const { x, value, gradient, evaluations } = this;
    return { x, value, gradient, isConverged, iterations, evaluations };
  }

  private at(x: Float64Array, gradient: Float64Array): number {
    this.evaluations++;
    const value = this.evaluate(x, gradient);
    return Number.isNaN(value) ? Infinity : value;
  }

  private direction(): Float64Array {
    return solveQuadraticProgram({
      quadratic: this.hessian,
      linear: this.gradient,
      constraints: this.constraints.map(({ coefficients, bound, isEquality }) => ({
        coefficients,
        bound: isEquality === true ? 0 : Math.min(0, bound - dot(coefficients, this.x)),
        isEquality,
      })),
    }).x;
  }

  /** Moves along the direction until the function is lower; false if no step decreases it. */
  private lineSearch(direction: Float64Array, slope: number): boolean {
    let step = 1;
    while (step > SMALLEST_STEP) {
      for (let i = 0; i < this.size; i++) this.nextX[i] = this.x[i] + step * direction[i];
      const value = this.at(this.nextX, this.nextGradient);
      if (value <= this.value + SUFFICIENT_DECREASE * step * slope) {
        this.updateHessian();
        this.x = this.nextX.slice();
        this.gradient.set(this.nextGradient);
        this.value = value;
        return true;
      }
      // the minimum of the parabola through both values and the slope, within limits
      const parabola = (-slope * step * step) / (2 * (value - this.value - slope * step));
      step = Number.isFinite(parabola) ? Math.min(0.5 * step, Math.max(0.1 * step, parabola)) : 0.1 * step;
    }
    return false;
  }

  private updateHessian(): void {
    const { size, hessian } = this;
    const step = this.nextX.map((value, i) => value - this.x[i]);
    const change = this.nextGradient.map((value, i) => value - this.gradient[i]);
    const product = hessian.times(step);
    const curvature = dot(product, step);
    if (!(curvature > 0)) return;
    let inner = dot(change, step);
    if (inner < 0.2 * curvature) {
      const share = (0.8 * curvature) / (curvature - inner);
      for (let i = 0; i < size; i++) change[i] = share * change[i] + (1 - share) * product[i];
      inner = dot(change, step);
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        hessian.values[i * size + j] += (change[i] * change[j]) / inner - (product[i] * product[j]) / curvature;
      }
    }
    if (choleskyOrUndefined(hessian) === undefined) this.hessian = this.firstHessian();
  }

  /** Second derivatives by differences of the gradient, modified to be positive definite. */
  private firstHessian(): Matrix {
    const { size, x } = this;
    const hessian = new Matrix(size, size);
    const moved = x.slice();
    for (let i = 0; i < size; i++) {
      const step = this.inwardStep(i);
      moved[i] = x[i] + step;
      const value = this.at(moved, this.nextGradient);
      moved[i] = x[i];
      for (let j = 0; j < size; j++) {
        const slope = (this.nextGradient[j] - this.gradient[j]) / step;
        if (!Number.isFinite(value) || !Number.isFinite(slope)) continue;
        hessian.values[i * size + j] += 0.5 * slope;
        hessian.values[j * size + i] += 0.5 * slope;
      }
    }
    return madePositiveDefinite(hessian, dot(this.gradient, this.gradient));
  }

  /** A small step along one axis that satisfies the constraints if possible. */
  private inwardStep(axis: number): number {
    const step = HESSIAN_STEP * Math.max(1e-2, Math.abs(this.x[axis]));
    const isBlocked = this.constraints.some(
      ({ coefficients, bound }) => dot(coefficients, this.x) + step * coefficients[axis] < bound,
    );
    return isBlocked ? -step : step;
  }
}

/** The matrix with its diagonal increased until it is positive definite. */
function madePositiveDefinite(matrix: Matrix, squaredGradient: number): Matrix {
  const size = matrix.rows;
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(matrix.at(i, i)));
  if (largest === 0) largest = Math.max(1, Math.sqrt(squaredGradient));
  for (let i = 0; i < size; i++) {
    // a direction without curvature would give an infinite step
    if (!(matrix.at(i, i) > 1e-8 * largest)) matrix.set(i, i, Math.max(1e-8 * largest, Math.abs(matrix.at(i, i))));
  }
  for (let shift = 0; shift < 60; shift++) {
    if (choleskyOrUndefined(matrix) !== undefined) return matrix;
    for (let i = 0; i < size; i++) {
      matrix.set(i, i, matrix.at(i, i) * 2);
    }
  }
  return Matrix.identity(size);
}

function boundConstraints(size: number, { lowerBounds, upperBounds }: MinimizeOptions): LinearConstraint[] {
  const constraints: LinearConstraint[] = [];
  for (let i = 0; i < size; i++) {
    const lower = lowerBounds?.[i] ?? -Infinity;
    const upper = upperBounds?.[i] ?? Infinity;
    if (lower > -Infinity) constraints.push({ coefficients: unit(size, i, 1), bound: lower });
    if (upper < Infinity) constraints.push({ coefficients: unit(size, i, -1), bound: -upper });
  }
  return constraints;
}

function unit(size: number, index: number, value: number): Float64Array {
  const vector = new Float64Array(size);
  vector[index] = value;
  return vector;
}

function nearestFeasible(x: Float64Array, constraints: readonly LinearConstraint[]): Float64Array {
  const isFeasible = constraints.every(({ coefficients, bound, isEquality = false }) => {
    const slack = dot(coefficients, x) - bound;
    return isEquality ? slack === 0 : slack >= 0;
  });
  if (isFeasible) return x;
  const linear = x.map((value) => -value);
  return solveQuadraticProgram({ quadratic: Matrix.identity(x.length), linear, constraints }).x;
}
