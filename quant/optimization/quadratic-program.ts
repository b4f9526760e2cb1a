import { cholesky, solveLower, solveLowerTransposed } from '../numeric/cholesky.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { dot, Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** A linear constraint on x: `coefficients · x` is at least, or equal to, `bound`. */
export interface LinearConstraint {
  readonly coefficients: Float64Array;
  readonly bound: number;
  readonly isEquality?: boolean;
}

/** min ½ x'Gx + g'x under linear constraints. */
export interface QuadraticProgram {
  /** G, symmetric positive definite. */
  readonly quadratic: Matrix;
  /** g */
  readonly linear: Float64Array;
  readonly constraints: readonly LinearConstraint[];
}

export interface QuadraticSolution {
  readonly x: Float64Array;
  readonly value: number;
  /** A multiplier per constraint, 0 if it is not active. */
  readonly multipliers: Float64Array;
  readonly iterations: number;
}

/**
 * Solves a strictly convex quadratic program exactly, by the dual active set method of Goldfarb and Idnani ("A
 * numerically stable dual method for solving strictly convex quadratic programs", 1983): it starts at the unconstrained
 * minimum and adds the most violated constraint until none is violated.
 * @throws QuantError QUANT_SINGULAR when G is not positive definite, QUANT_INFEASIBLE when no point satisfies the
 * constraints
 */
export function solveQuadraticProgram(program: QuadraticProgram): QuadraticSolution {
  return new DualActiveSet(program).solve();
}

/** Violations below this share of the size of the constraint's terms are rounding errors. */
const FEASIBLE = 1e-13;
const SPANNED = 1e-22;

class DualActiveSet {
  private readonly program: QuadraticProgram;
  private readonly size: number;
  /** J with J'GJ = I, rotated so that its first columns belong to the active constraints. */
  private readonly basis: Matrix;
  /** R, upper triangular: J'N of the active constraints. */
  private readonly triangle: Matrix;
  private readonly x: Float64Array;
  private readonly active: number[] = [];
  private readonly multipliers: number[] = [];
  /** +1, or -1 for an equality that is approached from above. */
  private readonly signs: number[] = [];
  private iterations = 0;

  constructor(program: QuadraticProgram) {
    const { quadratic, linear } = program;
    this.program = program;
    this.size = linear.length;
    const lower = cholesky(quadratic);
    this.basis = new Matrix(this.size, this.size);
    for (let column = 0; column < this.size; column++) {
      const unit = new Float64Array(this.size);
      unit[column] = 1;
      // a column of the inverse of L'
      solveLowerTransposed(lower, unit);
      for (let row = 0; row < this.size; row++) this.basis.set(row, column, unit[row]);
    }
    this.triangle = new Matrix(this.size, this.size);
    this.x = solveLowerTransposed(
      lower,
      solveLower(
        lower,
        linear.map((value) => -value),
      ),
    );
  }

  solve(): QuadraticSolution {
    const { constraints } = this.program;
    for (const [index, { isEquality = false }] of constraints.entries()) if (isEquality) this.add(index);
    const limit = 50 * (constraints.length + this.size + 1);
    for (let violated = this.mostViolated(); violated !== undefined; violated = this.mostViolated()) {
      if (this.iterations > limit) throw infeasible();
      this.add(violated);
    }
    const multipliers = new Float64Array(constraints.length);
    for (const [position, index] of this.active.entries()) {
      multipliers[index] = this.multipliers[position] * this.signs[position];
    }
    const { quadratic, linear } = this.program;
    const value = 0.5 * dot(quadratic.times(this.x), this.x) + dot(linear, this.x);
    return { x: this.x, value, multipliers, iterations: this.iterations };
  }

  /** The slack of a constraint at x, negative if it is violated. */
  private slack(index: number): number {
    const { coefficients, bound } = this.program.constraints[index];
    return dot(coefficients, this.x) - bound;
  }

  private mostViolated(): number | undefined {
    let found: number | undefined;
    let worst = 0;
    for (const [index, { coefficients, bound, isEquality = false }] of this.program.constraints.entries()) {
      if (isEquality || this.active.includes(index)) continue;
      let scale = Math.abs(bound);
      let length = 0;
      for (let i = 0; i < this.size; i++) {
        scale += Math.abs(coefficients[i] * this.x[i]);
        length += coefficients[i] * coefficients[i];
      }
      const slack = this.slack(index);
      if (slack >= -FEASIBLE * Math.max(scale, Math.sqrt(length))) continue;
      const distance = slack / Math.sqrt(length);
      if (distance < worst) {
        worst = distance;
        found = index;
      }
    }
    return found;
  }

  /** Moves to the minimum that also satisfies the constraint; others may become inactive on the way. */
  private add(index: number): void {
    const { coefficients, isEquality = false } = this.program.constraints[index];
    const sign = isEquality && this.slack(index) > 0 ? -1 : 1;
    const normal = coefficients.map((value) => sign * value);
    let multiplier = 0;
    for (;;) {
      this.iterations++;
      const rotated = this.rotated(normal);
      const count = this.active.length;
      const direction = this.primalDirection(rotated, count);
      const dual = this.dualDirection(rotated, count);
      const { step: dualStep, position } = this.dualStep(dual);
      const slope = squaredLength(rotated, count);
      // the remainder of a normal in the span of the active ones is rounding error
      const isMoving = slope > SPANNED * squaredLength(rotated, 0);
      const slack = sign * this.slack(index);
      if (isEquality && slack === 0 && !isMoving) return;
      const primalStep = isMoving ? Math.max(0, -slack / slope) : Infinity;
      const step = Math.min(dualStep, primalStep);
      if (step === Infinity) {
        // an equality that is implied by others is already satisfied
        if (isEquality && Math.abs(slack) <= 1e-10 * (1 + Math.abs(this.program.constraints[index].bound))) return;
        throw infeasible();
      }
      for (let i = 0; i < count; i++) this.multipliers[i] -= step * dual[i];
      multiplier += step;
      if (primalStep !== Infinity) for (let i = 0; i < this.size; i++) this.x[i] += step * direction[i];
      if (step === primalStep) {
        this.append(index, sign, multiplier, rotated);
        return;
      }
      this.remove(position);
    }
  }

  /** J'n */
  private rotated(normal: Float64Array): Float64Array {
    const result = new Float64Array(this.size);
    for (let row = 0; row < this.size; row++) {
      const factor = normal[row];
      if (factor === 0) continue;
      const values = this.basis.row(row);
      for (let column = 0; column < this.size; column++) result[column] += factor * values[column];
    }
    return result;
  }

  private primalDirection(rotated: Float64Array, count: number): Float64Array {
    const direction = new Float64Array(this.size);
    for (let row = 0; row < this.size; row++) {
      const values = this.basis.row(row);
      let sum = 0;
      for (let column = count; column < this.size; column++) sum += values[column] * rotated[column];
      direction[row] = sum;
    }
    return direction;
  }

  private dualDirection(rotated: Float64Array, count: number): Float64Array {
    const result = new Float64Array(count);
    for (let row = count - 1; row >= 0; row--) {
      let sum = rotated[row];
      for (let column = row + 1; column < count; column++) sum -= this.triangle.at(row, column) * result[column];
      result[row] = sum / this.triangle.at(row, row);
    }
    return result;
  }

  /** The step at which the multiplier of an active inequality becomes 0, and its position. */
  private dualStep(dual: Float64Array): { step: number; position: number } {
    let step = Infinity;
    let position = -1;
    for (let i = 0; i < dual.length; i++) {
      if (this.program.constraints[this.active[i]].isEquality === true || dual[i] <= 0) continue;
      const candidate = this.multipliers[i] / dual[i];
      if (candidate < step) {
        step = candidate;
        position = i;
      }
    }
    return { step, position };
  }

  /** Rotates J so that the new constraint needs exactly one more of its columns. */
  private append(index: number, sign: number, multiplier: number, rotated: Float64Array): void {
    const count = this.active.length;
    for (let column = this.size - 1; column > count; column--) {
      this.rotateColumns(rotated, column - 1, column);
    }
    for (let row = 0; row <= count; row++) this.triangle.set(row, count, rotated[row]);
    this.active.push(index);
    this.signs.push(sign);
    this.multipliers.push(multiplier);
  }

  /** A rotation of two columns of J that makes the second component of J'n zero. */
  private rotateColumns(rotated: Float64Array, first: number, second: number): void {
    const length = Math.hypot(rotated[first], rotated[second]);
    if (length === 0) return;
    const cosine = rotated[first] / length;
    const sine = rotated[second] / length;
    rotated[first] = length;
    rotated[second] = 0;
    this.rotateBasis(first, second, cosine, sine);
  }

  private rotateBasis(first: number, second: number, cosine: number, sine: number): void {
    for (let row = 0; row < this.size; row++) {
      const values = this.basis.row(row);
      const a = values[first];
      const b = values[second];
      values[first] = cosine * a + sine * b;
      values[second] = cosine * b - sine * a;
    }
  }

  private remove(position: number): void {
    const count = this.active.length;
    this.active.splice(position, 1);
    this.signs.splice(position, 1);
    this.multipliers.splice(position, 1);
    for (let column = position + 1; column < count; column++) {
      for (let row = 0; row <= column; row++) this.triangle.set(row, column - 1, this.triangle.at(row, column));
    }
    for (let column = position; column < count - 1; column++) {
      const a = this.triangle.at(column, column);
      const b = this.triangle.at(column + 1, column);
      const length = Math.hypot(a, b);
      if (length === 0) continue;
      const cosine = a / length;
      const sine = b / length;
      for (let k = column; k < count - 1; k++) {
        const upper = this.triangle.at(column, k);
        const lower = this.triangle.at(column + 1, k);
        this.triangle.set(column, k, cosine * upper + sine * lower);
        this.triangle.set(column + 1, k, cosine * lower - sine * upper);
      }
      this.rotateBasis(column, column + 1, cosine, sine);
    }
  }
}

function squaredLength(vector: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < vector.length; i++) sum += vector[i] * vector[i];
  return sum;
}

function infeasible(): QuantError {
  return new QuantError(
    QUANT_ERRORS.INFEASIBLE,
    'The linear constraints are infeasible: no point satisfies all of them. Relax or remove one.',
  );
}
