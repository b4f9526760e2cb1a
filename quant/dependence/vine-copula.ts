import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import type { Random } from '../random/random.ts';
import { columnsOf } from './elliptical-copula.ts';
import { ALL_PAIR_FAMILIES, type PairCopula, type PairCopulaFit, selectPairCopula } from './pair-copula.ts';
import type { PairFamilyName } from './pair-family.ts';
import { kendallTau } from './ranks.ts';
import { strongestPath } from './strongest-path.ts';

/** In a C-vine one variable of each tree is connected to all others, in a D-vine each to the next. */
export type VineKind = 'c' | 'd';

/**
 * A copula of many variables composed of pair copulas (Aas, Czado, Frigessi and Bakken, "Pair-copula constructions of
 * multiple dependence", 2009). `pairs[j][i]` is the copula at edge i of tree j, conditional on j variables: in a C-vine
 * of the variables `order[j]` and `order[j + 1 + i]`, in a D-vine of `order[i]` and `order[i + j + 1]`.
 */
export class VineCopula {
  readonly kind: VineKind;
  /** Columns of the data in the order of the vine. */
  readonly order: readonly number[];
  readonly pairs: readonly (readonly PairCopula[])[];

  constructor(kind: VineKind, order: readonly number[], pairs: readonly (readonly PairCopula[])[]) {
    this.kind = kind;
    this.order = order;
    this.pairs = pairs;
    const isComplete =
      pairs.length === order.length - 1 && pairs.every((tree, j) => tree.length === order.length - 1 - j);
    if (isComplete) return;
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `A vine of ${order.length} variables has ${order.length - 1} trees, the first with ${order.length - 1} copulas and each with one less than the previous one.`,
    );
  }

  /** Σ ln c over rows of uniform numbers. */
  logLikelihood(uniforms: Matrix): number {
    const columns = this.order.map((column) => uniforms.column(column));
    let sum = 0;
    growVine(this.kind, columns, (tree, edge, u, v) => {
      const copula = this.pairs[tree][edge];
      sum += copula.logLikelihood(u, v);
      return copula;
    });
    return sum;
  }

  /** Draws rows of uniform numbers, in the order of the data's columns. */
  sample(count: number, random: Random): Matrix {
    const result = new Matrix(count, this.order.length);
    const draw = this.kind === 'c' ? this.drawC.bind(this) : this.drawD.bind(this);
    for (let row = 0; row < count; row++) {
      const uniforms = this.order.map(() => random.openUniform());
      for (const [position, value] of draw(uniforms).entries()) result.set(row, this.order[position], value);
    }
    return result;
  }

  private drawC(uniforms: readonly number[]): number[] {
    // roots[k]: root k given the previous roots
    const roots: number[] = [];
    return uniforms.map((uniform, i) => {
      let value = uniform;
      for (let k = i - 1; k >= 0; k--) value = this.pairs[k][i - 1 - k].inverseV(value, roots[k]);
      const drawn = value;
      for (let k = 0; k < i; k++) value = this.pairs[k][i - 1 - k].conditionalV(value, roots[k]);
      roots.push(value);
      return drawn;
    });
  }

  private drawD(uniforms: readonly number[]): number[] {
    // earlier[j]: the variable j places back, given the variables in between
    let earlier: number[] = [];
    return uniforms.map((uniform, i) => {
      let value = uniform;
      for (let j = i - 1; j >= 0; j--) value = this.pairs[j][i - 1 - j].inverseV(value, earlier[j]);
      const drawn = value;
      const next = [drawn];
      let given = drawn;
      for (let j = 0; j < i; j++) {
        const copula = this.pairs[j][i - 1 - j];
        next.push(copula.conditionalU(earlier[j], given));
        given = copula.conditionalV(given, earlier[j]);
      }
      earlier = next;
      return drawn;
    });
  }
}

type ChoosePair = (tree: number, edge: number, u: Float64Array, v: Float64Array) => PairCopula;

/** Visits all edges from the first tree on; each tree connects the conditional probabilities of the previous one. */
function growVine(kind: VineKind, columns: readonly Float64Array[], choose: ChoosePair): void {
  if (kind === 'c') growC(columns, choose);
  else growD(columns, choose);
}

function growC(columns: readonly Float64Array[], choose: ChoosePair): void {
  let current = columns;
  for (let tree = 0; current.length > 1; tree++) {
    const [root, ...others] = current;
    current = others.map((other, edge) => {
      const copula = choose(tree, edge, root, other);
      return other.map((value, row) => copula.conditionalV(value, root[row]));
    });
  }
}

function growD(columns: readonly Float64Array[], choose: ChoosePair): void {
  let left = columns.slice(0, -1);
  let right = columns.slice(1);
  for (let tree = 0; left.length > 0; tree++) {
    const copulas = left.map((u, edge) => choose(tree, edge, u, right[edge]));
    const nextLeft = left.map((u, edge) => u.map((value, row) => copulas[edge].conditionalU(value, right[edge][row])));
    const nextRight = right.map((v, edge) => v.map((value, row) => copulas[edge].conditionalV(value, left[edge][row])));
    left = nextLeft.slice(0, -1);
    right = nextRight.slice(1);
  }
}

export interface VineOptions {
  /** 'best', the default, fits both kinds and returns the one with the lower information criterion. */
  readonly kind?: VineKind | 'best';
  /** Families to select from; default: all. */
  readonly families?: readonly PairFamilyName[];
  /** The order of the columns; default: selected by Kendall's τ. */
  readonly order?: readonly number[];
}

export interface VineFit {
  readonly copula: VineCopula;
  readonly logLikelihood: number;
  /** Akaike's information criterion. */
  readonly akaike: number;
}

/**
 * Fits a vine tree by tree: the order of the variables by the strength of their dependence (Dißmann, Brechmann, Czado
 * and Kurowicka 2013), the family of each pair by Akaike's criterion, its parameters by maximum likelihood.
 * @param uniforms - rows of numbers in (0, 1), as returned by `pseudoObservations`; at least two columns
 */
export function fitVineCopula(uniforms: Matrix, options: VineOptions = {}): VineFit {
  const { kind = 'best' } = options;
  if (uniforms.columns < 2) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      'A vine needs at least two variables; pass a matrix with two or more columns.',
    );
  }
  const columns = columnsOf(uniforms);
  // both kinds are equal for two variables
  if (kind !== 'best' || uniforms.columns === 2) return fitKind(kind === 'd' ? 'd' : 'c', columns, options);
  const c = fitKind('c', columns, options);
  const d = fitKind('d', columns, options);
  return d.akaike < c.akaike ? d : c;
}

function fitKind(
  kind: VineKind,
  columns: readonly Float64Array[],
  { families = ALL_PAIR_FAMILIES, order: given }: VineOptions,
): VineFit {
  const order = given ?? (kind === 'c' ? rootsFirst(columns, families) : strongestPath(strengths(columns)));
  const fits: PairCopulaFit[][] = [];
  growVine(
    kind,
    order.map((index) => columns[index]),
    (tree, edge, u, v) => {
      const fit = selectPairCopula(u, v, families);
      (fits[tree] ??= [])[edge] = fit;
      return fit.copula;
    },
  );
  const all = fits.flat();
  return {
    copula: new VineCopula(
      kind,
      order,
      fits.map((tree) => tree.map(({ copula }) => copula)),
    ),
    logLikelihood: all.reduce((sum, { logLikelihood }) => sum + logLikelihood, 0),
    akaike: all.reduce((sum, { akaike }) => sum + akaike, 0),
  };
}

/** |τ| of each pair. */
function strengths(columns: readonly Float64Array[]): number[][] {
  return columns.map((left, i) => columns.map((right, j) => (i === j ? 0 : Math.abs(kendallTau(left, right)))));
}

/** The root of each tree: the variable with the strongest dependence on all others, given the previous roots. */
function rootsFirst(columns: readonly Float64Array[], families: readonly PairFamilyName[]): number[] {
  const order: number[] = [];
  let left = columns.map((values, index) => ({ values, index }));
  while (left.length > 2) {
    const sums = strengths(left.map(({ values }) => values)).map((row) => row.reduce((sum, value) => sum + value, 0));
    const root = left[sums.indexOf(Math.max(...sums))];
    order.push(root.index);
    left = left
      .filter((other) => other !== root)
      .map(({ values, index }) => {
        const { copula } = selectPairCopula(root.values, values, families);
        return { index, values: values.map((value, row) => copula.conditionalV(value, root.values[row])) };
      });
  }
  return [...order, ...left.map(({ index }) => index)];
}
