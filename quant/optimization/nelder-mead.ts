export interface NelderMeadOptions {
  readonly lowerBounds?: ArrayLike<number>;
  readonly upperBounds?: ArrayLike<number>;
  /** Edge lengths of the initial simplex along each axis; default a tenth of the variable, at least 0.1. */
  readonly steps?: ArrayLike<number>;
  /** Stops when the values of the simplex differ by less; default 1e-10. */
  readonly tolerance?: number;
  /** Default 400 per variable. */
  readonly maximumEvaluations?: number;
}

export interface SimplexMinimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly isConverged: boolean;
  readonly evaluations: number;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * Minimises a function without derivatives by the simplex of Nelder and Mead, with the coefficients of Gao and Han
 * ("Implementing the Nelder-Mead simplex algorithm with adaptive parameters", 2012), which also work for many
 * variables. Points outside the bounds are moved onto them.
 */
export function minimizeNelderMead(
  evaluate: (x: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): SimplexMinimum {
  const size = start.length;
  const { lowerBounds, upperBounds, tolerance = 1e-10, maximumEvaluations = 400 * size } = options;
  let evaluations = 0;
  const vertex = (point: Float64Array): Vertex => {
    const x = point.map((value, i) =>
      Math.min(upperBounds?.[i] ?? Infinity, Math.max(lowerBounds?.[i] ?? -Infinity, value)),
    );
    evaluations++;
    const value = evaluate(x);
    return { x, value: Number.isNaN(value) ? Infinity : value };
  };
  const expansion = 1 + 2 / size;
  const contraction = 0.75 - 1 / (2 * size);
  const shrinkage = 1 - 1 / size;
  let simplex = firstSimplex(Float64Array.from(start), options).map(vertex);
  let isConverged = false;
  for (;;) {
    if (evaluations >= maximumEvaluations) break;
    simplex.sort((a, b) => a.value - b.value);
    const [best] = simplex;
    const worst = simplex[size];
    if (worst.value - best.value <= tolerance && spreadOf(simplex) <= Math.sqrt(tolerance)) {
      isConverged = true;
      break;
    }
    const centre = centreOf(simplex.slice(0, size));
    const along = (factor: number): Vertex => vertex(centre.map((value, i) => value + factor * (value - worst.x[i])));
    const reflected = along(1);
    let replacement: Vertex | undefined;
    if (reflected.value < best.value) {
      const expanded = along(expansion);
      replacement = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[size - 1].value) {
      replacement = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? contraction : -contraction);
      if (contracted.value < Math.min(reflected.value, worst.value)) replacement = contracted;
    }
    if (replacement !== undefined) simplex[size] = replacement;
    else {
      const shrink = size === 1 ? 0.5 : shrinkage;
      simplex = simplex.map(({ x, value }, index) =>
        index === 0 ? { x, value } : vertex(x.map((entry, i) => best.x[i] + shrink * (entry - best.x[i]))),
      );
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { ...simplex[0], isConverged, evaluations };
}

function firstSimplex(start: Float64Array, { steps, upperBounds }: NelderMeadOptions): Float64Array[] {
  const vertices = [start];
  for (let i = 0; i < start.length; i++) {
    const point = start.slice();
    const step = steps?.[i] ?? Math.max(0.1, 0.1 * Math.abs(start[i]));
    // a vertex that a bound moves back onto the start would make the simplex degenerate
    point[i] += start[i] + step > (upperBounds?.[i] ?? Infinity) ? -step : step;
    vertices.push(point);
  }
  return vertices;
}

function centreOf(vertices: readonly Vertex[]): Float64Array {
  const centre = new Float64Array(vertices[0].x.length);
  for (const { x } of vertices) for (let i = 0; i < centre.length; i++) centre[i] += x[i] / vertices.length;
  return centre;
}

/** The largest distance of a vertex from the best one, relative to the size of its coordinates. */
function spreadOf(simplex: readonly Vertex[]): number {
  const [best] = simplex;
  let spread = 0;
  for (const { x } of simplex) {
    for (let i = 0; i < x.length; i++) {
      spread = Math.max(spread, Math.abs(x[i] - best.x[i]) / Math.max(1, Math.abs(best.x[i])));
    }
  }
  return spread;
}
