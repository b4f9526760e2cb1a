import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { Random } from '../random/random.ts';
import { minimize } from './minimize.ts';
import { minimizeNelderMead } from './nelder-mead.ts';
import { withNumericGradient } from './numeric-gradient.ts';
import { type LinearConstraint, solveQuadraticProgram } from './quadratic-program.ts';
import { findRoot, minimizeScalar } from './scalar.ts';

function rosenbrock(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length - 1; i++) sum += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2;
  return sum;
}

function distance(x: Float64Array, expected: readonly number[]): number {
  return Math.max(...[...x].map((value, index) => Math.abs(value - expected[index])));
}

describe('minimize', () => {
  const smooth = withNumericGradient(rosenbrock);

  it.each([2, 5, 10])('finds the minimum of a curved valley in %d dimensions', (size) => {
    const found = minimize(smooth, new Array<number>(size).fill(-0.5), { maximumIterations: 1000 });
    expect(found.isConverged).toBe(true);
    expect(distance(found.x, new Array<number>(size).fill(1))).toBeLessThan(1e-3);
  });

  it('stops at a bound when the minimum is beyond it', () => {
    const found = minimize(smooth, [0, 0], { upperBounds: [0.5, 2], lowerBounds: [-1, -1] });
    expect(distance(found.x, [0.5, 0.25])).toBeLessThan(1e-5);
    expect(found.isConverged).toBe(true);
  });

  it('satisfies linear inequalities and equalities', () => {
    const half = minimize(smooth, [0, 0], { constraints: [{ coefficients: Float64Array.of(-1, -1), bound: -1 }] });
    expect(half.x[0] + half.x[1]).toBeLessThanOrEqual(1 + 1e-10);
    // on the line x + y = 1 the function is a polynomial whose derivative has the root 0.618794…
    expect(distance(half.x, [0.618794, 0.381206])).toBeLessThan(1e-4);
    const line = minimize(smooth, [3, 3], {
      constraints: [{ coefficients: Float64Array.of(1, 1), bound: 1, isEquality: true }],
    });
    expect(distance(line.x, [0.618794, 0.381206])).toBeLessThan(1e-4);
  });

  it('starts from the nearest feasible point', () => {
    const seen: Float64Array[] = [];
    minimize(
      (x, gradient) => {
        if (seen.length === 0) seen.push(x.slice());
        return smooth(x, gradient);
      },
      [9, 9],
      { upperBounds: [2, 3] },
    );
    expect(distance(seen[0], [2, 3])).toBeLessThan(1e-12);
  });

  it('avoids points where the function is not a number', () => {
    const found = minimize(
      withNumericGradient(([x]) => (x > 0 ? x - Math.log(x) : Number.NaN)),
      [0.01],
    );
    expect(Math.abs(found.x[0] - 1)).toBeLessThan(1e-4);
  });

  it('reports when it has not converged', () => {
    expect(minimize(smooth, [-1.2, 1], { maximumIterations: 3 }).isConverged).toBe(false);
    expect(
      minimize(
        withNumericGradient(() => Number.NaN),
        [1],
      ).isConverged,
    ).toBe(false);
  });
});

describe('a quadratic program', () => {
  it("equals the solution in quadprog's documentation", () => {
    // min -5 y + ½ |x|² with -4x - 3y ≥ -8, 2x + y ≥ 2, -2y + z ≥ 0
    const { x, value, multipliers } = solveQuadraticProgram({
      quadratic: Matrix.identity(3),
      linear: Float64Array.of(0, -5, 0),
      constraints: [
        { coefficients: Float64Array.of(-4, -3, 0), bound: -8 },
        { coefficients: Float64Array.of(2, 1, 0), bound: 2 },
        { coefficients: Float64Array.of(0, -2, 1), bound: 0 },
      ],
    });
    expect(distance(x, [0.4761905, 1.047619, 2.0952381])).toBeLessThan(1e-7);
    expect(value).toBeCloseTo(-2.380952, 6);
    expect(distance(multipliers, [0, 0.2380952, 2.0952381])).toBeLessThan(1e-7);
  });

  it('satisfies the optimality conditions for random problems', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 12 }),
        (seed, size, count) => {
          const random = new Random(seed);
          const root = new Matrix(
            size,
            size,
            Float64Array.from({ length: size * size }, () => random.normal()),
          );
          const quadratic = root.multiply(root.transpose());
          for (let i = 0; i < size; i++) quadratic.set(i, i, quadratic.at(i, i) + 0.1);
          const linear = Float64Array.from({ length: size }, () => random.normal());
          const inside = Float64Array.from({ length: size }, () => random.normal());
          const constraints: LinearConstraint[] = Array.from({ length: count }, (_, index) => {
            const coefficients = Float64Array.from({ length: size }, () => random.normal());
            const isEquality = index === 0 && size > 2;
            return {
              coefficients,
              bound: dot(coefficients, inside) - (isEquality ? 0 : Math.abs(random.normal())),
              isEquality,
            };
          });
          const { x, multipliers } = solveQuadraticProgram({ quadratic, linear, constraints });
          const gradient = quadratic.times(x).map((value, i) => value + linear[i]);
          for (const [index, { coefficients, bound, isEquality }] of constraints.entries()) {
            const slack = dot(coefficients, x) - bound;
            expect(isEquality ? Math.abs(slack) : -slack).toBeLessThan(1e-7);
            if (!isEquality) expect(multipliers[index]).toBeGreaterThanOrEqual(-1e-9);
            expect(Math.abs(multipliers[index] * slack)).toBeLessThan(1e-6);
            for (let i = 0; i < size; i++) gradient[i] -= multipliers[index] * coefficients[i];
          }
          expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it('is refused when constraints are infeasible or the matrix is not positive definite', () => {
    const linear = Float64Array.of(1);
    const constraints = [
      { coefficients: Float64Array.of(1), bound: 1 },
      { coefficients: Float64Array.of(-1), bound: 0 },
    ];
    expect(() => solveQuadraticProgram({ quadratic: Matrix.identity(1), linear, constraints })).toThrow('infeasible');
    expect(() => solveQuadraticProgram({ quadratic: new Matrix(1, 1), linear, constraints: [] })).toThrow(QuantError);
  });
});

describe('the simplex of Nelder and Mead', () => {
  it('finds the minimum of a curved valley', () => {
    const { x, isConverged } = minimizeNelderMead(rosenbrock, [-1.2, 1, 0.5], { maximumEvaluations: 5000 });
    expect(isConverged).toBe(true);
    expect(distance(x, [1, 1, 1])).toBeLessThan(1e-3);
  });

  it('stays within bounds, needs no derivatives, and reports when it has not converged', () => {
    const { x } = minimizeNelderMead(([a, b]) => Math.abs(a - 3) + Math.abs(b + 1), [0, 0], {
      upperBounds: [2, 9],
      lowerBounds: [-9, -0.5],
    });
    expect(distance(x, [2, -0.5])).toBeLessThan(1e-6);
    expect(minimizeNelderMead(rosenbrock, [-1.2, 1], { maximumEvaluations: 20 }).isConverged).toBe(false);
    expect(minimizeNelderMead(([a]) => (a - 0.3) ** 2, [5]).x[0]).toBeCloseTo(0.3, 4);
  });
});

describe('functions of one variable', () => {
  it('have a root at a change of sign', () => {
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.739085133215161, 13);
    expect(findRoot((x) => x ** 3 - 2, 0, 100)).toBeCloseTo(2 ** (1 / 3), 12);
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow('opposite signs');
  });

  it('have a minimum within the interval', () => {
    expect(minimizeScalar((x) => (x - 2) ** 2 + 1, -10, 30).x).toBeCloseTo(2, 6);
    expect(minimizeScalar((x) => -Math.sin(x), 0, 3).x).toBeCloseTo(Math.PI / 2, 6);
    expect(minimizeScalar((x) => x, 1, 3).x).toBeCloseTo(1, 5);
  });
});
