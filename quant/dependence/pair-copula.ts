import { normalQuantile } from '../distributions/normal.ts';
import { studentTLogDensity, studentTQuantile } from '../distributions/student-t.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { minimizeScalar } from '../optimization/scalar.ts';
import type { Random } from '../random/random.ts';
import {
  gaussianPairLogDensity,
  PAIR_FAMILIES,
  type PairFamily,
  type PairFamilyName,
  parameterOfKendallTau,
  studentPairLogDensity,
  type TailDependence,
} from './pair-family.ts';
import { kendallTau } from './ranks.ts';

/** Rotation of a copula in degrees: 90 reflects U, 270 reflects V, 180 both. */
export type Rotation = 0 | 90 | 180 | 270;

/**
 * Distance from 0 and 1 to which uniform numbers are limited: the quantiles of closer numbers would overflow densities.
 */
const CLOSEST = 1e-12;

/** The copula of two variables: a family, its parameters, and a rotation. */
export class PairCopula {
  readonly family: PairFamilyName;
  readonly parameters: readonly number[];
  readonly rotation: Rotation;
  private readonly base: PairFamily;
  private readonly reflectsU: boolean;
  private readonly reflectsV: boolean;

  constructor(family: PairFamilyName, parameters: readonly number[], rotation: Rotation = 0) {
    this.family = family;
    this.parameters = parameters;
    this.rotation = rotation;
    this.base = PAIR_FAMILIES[family];
    this.reflectsU = rotation === 90 || rotation === 180;
    this.reflectsV = rotation === 270 || rotation === 180;
    const { parameterNames, lowerBounds, upperBounds } = this.base;
    const isInRange = parameters.every((value, index) => value >= lowerBounds[index] && value <= upperBounds[index]);
    if (parameters.length === parameterNames.length && isInRange) return;
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `The copula ${family} has the parameters ${parameterNames.join(', ') || 'none'}, from ${lowerBounds.join(', ')} to ${upperBounds.join(', ')}, but was given ${parameters.join(', ')}.`,
    );
  }

  /** ln c(u, v) */
  logDensity(u: number, v: number): number {
    return this.base.logDensity(reflected(u, this.reflectsU), reflected(v, this.reflectsV), this.parameters);
  }

  /** P(U ≤ u | V = v) */
  conditionalU(u: number, v: number): number {
    const value = this.base.conditional(reflected(u, this.reflectsU), reflected(v, this.reflectsV), this.parameters);
    return this.reflectsU ? 1 - value : value;
  }

  /** P(V ≤ v | U = u) */
  conditionalV(v: number, u: number): number {
    const value = this.base.conditional(reflected(v, this.reflectsV), reflected(u, this.reflectsU), this.parameters);
    return this.reflectsV ? 1 - value : value;
  }

  /** The u with P(U ≤ u | V = v) = probability. */
  inverseU(probability: number, v: number): number {
    const inner = reflected(probability, this.reflectsU);
    const value = this.base.conditionalInverse(inner, reflected(v, this.reflectsV), this.parameters);
    return this.reflectsU ? 1 - value : value;
  }

  /** The v with P(V ≤ v | U = u) = probability. */
  inverseV(probability: number, u: number): number {
    const inner = reflected(probability, this.reflectsV);
    const value = this.base.conditionalInverse(inner, reflected(u, this.reflectsU), this.parameters);
    return this.reflectsV ? 1 - value : value;
  }

  get kendallTau(): number {
    const tau = this.base.kendallTau(this.parameters);
    return this.reflectsU === this.reflectsV ? tau : -tau;
  }

  /** Tail dependence of low values and of high values; copulas rotated by 90 or 270 degrees have none. */
  get tailDependence(): TailDependence {
    const { lower, upper } = this.base.tailDependence(this.parameters);
    if (this.rotation === 0) return { lower, upper };
    return this.rotation === 180 ? { lower: upper, upper: lower } : { lower: 0, upper: 0 };
  }

  /** Σ ln c over pairs of uniform numbers. */
  logLikelihood(u: Float64Array, v: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < u.length; i++) sum += this.logDensity(u[i], v[i]);
    return sum;
  }

  /** Draws pairs of uniform numbers, one per row. */
  sample(count: number, random: Random): Matrix {
    const result = new Matrix(count, 2);
    for (let row = 0; row < count; row++) {
      const u = random.openUniform();
      result.set(row, 0, u);
      result.set(row, 1, this.inverseV(random.openUniform(), u));
    }
    return result;
  }
}

function reflected(value: number, isReflected: boolean): number {
  const inner = isReflected ? 1 - value : value;
  return inner < CLOSEST ? CLOSEST : inner > 1 - CLOSEST ? 1 - CLOSEST : inner;
}

export interface PairCopulaFit {
  readonly copula: PairCopula;
  readonly logLikelihood: number;
  /** Akaike's information criterion. */
  readonly akaike: number;
}

/** Fits one family by maximum likelihood to pairs of uniform numbers, as returned by `pseudoObservations`. */
export function fitPairCopula(
  u: Float64Array,
  v: Float64Array,
  family: PairFamilyName,
  rotation: Rotation = 0,
): PairCopulaFit {
  const reflectsU = rotation === 90 || rotation === 180;
  const reflectsV = rotation === 270 || rotation === 180;
  const left = u.map((value) => reflected(value, reflectsU));
  const right = v.map((value) => reflected(value, reflectsV));
  const parameters = maximumLikelihood(PAIR_FAMILIES[family], left, right);
  const copula = new PairCopula(family, parameters, rotation);
  const logLikelihood = copula.logLikelihood(u, v);
  return { copula, logLikelihood, akaike: 2 * parameters.length - 2 * logLikelihood };
}

function maximumLikelihood(family: PairFamily, u: Float64Array, v: Float64Array): number[] {
  if (family.name === 'independence') return [];
  if (family.name === 'student-t') return studentTMaximum(family, u, v);
  const [lower] = family.lowerBounds;
  const [upper] = family.upperBounds;
  const start = parameterOfKendallTau(family, kendallTau(u, v));
  const valueAt = likelihoodOf(family, u, v);
  // near the value that Kendall's τ gives there is a single maximum, whereas the whole range may have several
  const width = family.name === 'gaussian' ? 0.5 : 1 + 2 * Math.abs(start);
  const from = Math.max(lower, start - width);
  const to = Math.min(upper, start + width);
  const { x, value } = minimizeScalar((parameter) => -valueAt(parameter), from, to, 1e-7);
  return [[from, to].find((end) => -valueAt(end) < value) ?? x];
}

function likelihoodOf(family: PairFamily, u: Float64Array, v: Float64Array): (parameter: number) => number {
  const isGaussian = family.name === 'gaussian';
  const x = isGaussian ? u.map(normalQuantile) : u;
  const y = isGaussian ? v.map(normalQuantile) : v;
  const parameters = [0];
  return (parameter) => {
    parameters[0] = parameter;
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      sum += isGaussian ? gaussianPairLogDensity(x[i], y[i], parameter) : family.logDensity(x[i], y[i], parameters);
    }
    return sum;
  };
}

/** Quantiles depend only on ν, so ρ is optimised separately for each ν. */
function studentTMaximum({ lowerBounds, upperBounds }: PairFamily, u: Float64Array, v: Float64Array): number[] {
  const start = Math.sin((Math.PI / 2) * kendallTau(u, v));
  const from = Math.max(lowerBounds[0], start - 0.2);
  const to = Math.min(upperBounds[0], start + 0.2);
  let best = { value: Infinity, rho: start, nu: upperBounds[1] };
  minimizeScalar(
    (logNu) => {
      const nu = Math.exp(logNu);
      const x = u.map((value) => studentTQuantile(value, nu));
      const y = v.map((value) => studentTQuantile(value, nu));
      let margins = 0;
      for (let i = 0; i < x.length; i++) margins += studentTLogDensity(x[i], nu) + studentTLogDensity(y[i], nu);
      const found = minimizeScalar(
        (rho) => {
          let sum = margins;
          for (let i = 0; i < x.length; i++) sum -= studentPairLogDensity(x[i], y[i], rho, nu);
          return sum;
        },
        from,
        to,
        1e-7,
      );
      if (found.value < best.value) best = { value: found.value, rho: found.x, nu };
      return found.value;
    },
    Math.log(lowerBounds[1] + 1e-9),
    Math.log(upperBounds[1] - 1e-9),
    1e-5,
  );
  return [best.rho, best.nu];
}

/** The families that are tried by default. */
export const ALL_PAIR_FAMILIES: readonly PairFamilyName[] = [
  'independence',
  'gaussian',
  'student-t',
  'clayton',
  'gumbel',
  'frank',
];

/** Selects the family and rotation with the lowest Akaike information criterion. */
export function selectPairCopula(
  u: Float64Array,
  v: Float64Array,
  families: readonly PairFamilyName[] = ALL_PAIR_FAMILIES,
): PairCopulaFit {
  const isRising = kendallTau(u, v) >= 0;
  const rotations: readonly Rotation[] = isRising ? [0, 180] : [90, 270];
  const fits = families.flatMap((family) => {
    const isOneSided = family === 'clayton' || family === 'gumbel';
    return (isOneSided ? rotations : ([0] as const)).map((rotation) => fitPairCopula(u, v, family, rotation));
  });
  return fits.reduce((best, fit) => (fit.akaike < best.akaike ? fit : best));
}
