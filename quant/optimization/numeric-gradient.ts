import type { DifferentiableFunction } from './minimize.ts';

const STEP = 1e-6;

/** Adds a gradient by central differences to a function of several variables, for `minimize`. */
export function withNumericGradient(evaluate: (x: Float64Array) => number): DifferentiableFunction {
  return (x, gradient) => {
    const point = Float64Array.from(x);
    for (let i = 0; i < point.length; i++) {
      const step = STEP * Math.max(0.1, Math.abs(x[i]));
      point[i] = x[i] + step;
      const above = evaluate(point);
      point[i] = x[i] - step;
      const below = evaluate(point);
      point[i] = x[i];
      gradient[i] = (above - below) / (2 * step);
    }
    return evaluate(point);
  };
}
