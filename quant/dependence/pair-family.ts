import { normalCumulative, normalQuantile } from '../distributions/normal.ts';
import { studentTCumulative, studentTLogDensity, studentTQuantile } from '../distributions/student-t.ts';
import { findRoot } from '../optimization/scalar.ts';

export type PairFamilyName = 'independence' | 'gaussian' | 'student-t' | 'clayton' | 'gumbel' | 'frank';

export interface TailDependence {
  /** The limit of the probability that one variable has its lowest values when the other does. */
  readonly lower: number;
  readonly upper: number;
}

/** A family of exchangeable copulas of two variables. `parameters` are in the order of `parameterNames`. */
export interface PairFamily {
  readonly name: PairFamilyName;
  readonly parameterNames: readonly string[];
  readonly lowerBounds: readonly number[];
  readonly upperBounds: readonly number[];
  /** ln c(u, v) */
  logDensity(u: number, v: number, parameters: readonly number[]): number;
  /** P(U ≤ u | V = v) */
  conditional(u: number, v: number, parameters: readonly number[]): number;
  /** The u with P(U ≤ u | V = v) = probability. */
  conditionalInverse(probability: number, v: number, parameters: readonly number[]): number;
  kendallTau(parameters: readonly number[]): number;
  tailDependence(parameters: readonly number[]): TailDependence;
}

const NONE: TailDependence = { lower: 0, upper: 0 };

const independence: PairFamily = {
  name: 'independence',
  parameterNames: [],
  lowerBounds: [],
  upperBounds: [],
  logDensity: () => 0,
  conditional: (u) => u,
  conditionalInverse: (probability) => probability,
  kendallTau: () => 0,
  tailDependence: () => NONE,
};

const gaussian: PairFamily = {
  name: 'gaussian',
  parameterNames: ['rho'],
  lowerBounds: [-0.999],
  upperBounds: [0.999],
  logDensity(u, v, [rho]) {
    return gaussianPairLogDensity(normalQuantile(u), normalQuantile(v), rho);
  },
  conditional(u, v, [rho]) {
    return normalCumulative((normalQuantile(u) - rho * normalQuantile(v)) / Math.sqrt(1 - rho * rho));
  },
  conditionalInverse(probability, v, [rho]) {
    return normalCumulative(normalQuantile(probability) * Math.sqrt(1 - rho * rho) + rho * normalQuantile(v));
  },
  kendallTau: ([rho]) => (2 / Math.PI) * Math.asin(rho),
  tailDependence: ([rho]) => (rho < 1 ? NONE : { lower: 1, upper: 1 }),
};

/** ln c of the Gaussian copula at normal quantiles. */
export function gaussianPairLogDensity(x: number, y: number, rho: number): number {
  const rest = 1 - rho * rho;
  return -0.5 * Math.log(rest) - (rho * rho * (x * x + y * y) - 2 * rho * x * y) / (2 * rest);
}

const studentT: PairFamily = {
  name: 'student-t',
  parameterNames: ['rho', 'nu'],
  lowerBounds: [-0.999, 2.01],
  upperBounds: [0.999, 50],
  logDensity(u, v, [rho, nu]) {
    const x = studentTQuantile(u, nu);
    const y = studentTQuantile(v, nu);
    return studentPairLogDensity(x, y, rho, nu) - studentTLogDensity(x, nu) - studentTLogDensity(y, nu);
  },
  conditional(u, v, [rho, nu]) {
    const y = studentTQuantile(v, nu);
    const scale = Math.sqrt(((nu + y * y) * (1 - rho * rho)) / (nu + 1));
    return studentTCumulative((studentTQuantile(u, nu) - rho * y) / scale, nu + 1);
  },
  conditionalInverse(probability, v, [rho, nu]) {
    const y = studentTQuantile(v, nu);
    const scale = Math.sqrt(((nu + y * y) * (1 - rho * rho)) / (nu + 1));
    return studentTCumulative(studentTQuantile(probability, nu + 1) * scale + rho * y, nu);
  },
  kendallTau: ([rho]) => (2 / Math.PI) * Math.asin(rho),
  tailDependence([rho, nu]) {
    const limit = studentTailDependence(rho, nu);
    return { lower: limit, upper: limit };
  },
};

/** ln of the density of the bivariate t distribution with correlation ρ, at quantiles. */
export function studentPairLogDensity(x: number, y: number, rho: number, nu: number): number {
  const rest = 1 - rho * rho;
  const form = (x * x + y * y - 2 * rho * x * y) / (nu * rest);
  return -Math.log(2 * Math.PI) - 0.5 * Math.log(rest) - (nu / 2 + 1) * Math.log1p(form);
}

/** λ of the t copula: 2 t_{ν+1}(-√((ν + 1)(1 - ρ)/(1 + ρ))) (Embrechts, McNeil and Straumann 2002). */
export function studentTailDependence(rho: number, nu: number): number {
  return 2 * studentTCumulative(-Math.sqrt(((nu + 1) * (1 - rho)) / (1 + rho)), nu + 1);
}

const clayton: PairFamily = {
  name: 'clayton',
  parameterNames: ['theta'],
  lowerBounds: [1e-4],
  upperBounds: [28],
  logDensity(u, v, [theta]) {
    const logU = Math.log(u);
    const logV = Math.log(v);
    return Math.log1p(theta) - (1 + theta) * (logU + logV) - (2 + 1 / theta) * logClaytonSum(logU, logV, theta);
  },
  conditional(u, v, [theta]) {
    const logV = Math.log(v);
    return Math.exp(-(1 + theta) * logV - (1 + 1 / theta) * logClaytonSum(Math.log(u), logV, theta));
  },
  conditionalInverse(probability, v, [theta]) {
    const power = Math.expm1((-theta / (1 + theta)) * Math.log(probability));
    return Math.exp(-Math.log1p(power * Math.exp(-theta * Math.log(v))) / theta);
  },
  kendallTau: ([theta]) => theta / (theta + 2),
  tailDependence: ([theta]) => ({ lower: 2 ** (-1 / theta), upper: 0 }),
};

/** ln(u^-θ + v^-θ - 1), without overflow. */
function logClaytonSum(logU: number, logV: number, theta: number): number {
  const larger = -theta * Math.min(logU, logV);
  const smaller = -theta * Math.max(logU, logV);
  return larger + Math.log1p(Math.expm1(smaller) * Math.exp(-larger));
}

const gumbel: PairFamily = {
  name: 'gumbel',
  parameterNames: ['theta'],
  lowerBounds: [1],
  upperBounds: [17],
  logDensity(u, v, [theta]) {
    const x = -Math.log(u);
    const y = -Math.log(v);
    const a = gumbelNorm(x, y, theta);
    return (
      -a + x + y + (theta - 1) * (Math.log(x) + Math.log(y)) + (1 - 2 * theta) * Math.log(a) + Math.log(a + theta - 1)
    );
  },
  conditional(u, v, [theta]) {
    const y = -Math.log(v);
    const a = gumbelNorm(-Math.log(u), y, theta);
    return Math.exp(y - a + (theta - 1) * (Math.log(y) - Math.log(a)));
  },
  conditionalInverse(probability, v, [theta]) {
    const y = -Math.log(v);
    const excess = gumbelExcess(Math.log(probability), y, theta);
    if (theta === 1) return Math.exp(-excess);
    // (a^θ - y^θ)^(1/θ) for a = y + excess
    const logRatio = theta * Math.log1p(excess / y);
    return Math.exp(-y * Math.exp(Math.log(Math.expm1(logRatio)) / theta));
  },
  kendallTau: ([theta]) => 1 - 1 / theta,
  tailDependence: ([theta]) => ({ lower: 0, upper: 2 - 2 ** (1 / theta) }),
};

/** (x^θ + y^θ)^(1/θ), without overflow. */
function gumbelNorm(x: number, y: number, theta: number): number {
  const larger = Math.max(x, y);
  return larger * Math.exp(Math.log1p((Math.min(x, y) / larger) ** theta) / theta);
}

/** The e ≥ 0 at which ln P(U ≤ u | V = v) = -e - (θ - 1) ln(1 + e/y) is the given one, by Newton's method. */
function gumbelExcess(logProbability: number, y: number, theta: number): number {
  let excess = -logProbability / (1 + (theta - 1) / y);
  for (let step = 0; step < 100; step++) {
    const error = excess + (theta - 1) * Math.log1p(excess / y) + logProbability;
    const next = Math.max(excess / 10, excess - error / (1 + (theta - 1) / (y + excess)));
    if (Math.abs(next - excess) <= 1e-15 * excess) break;
    excess = next;
  }
  return excess;
}

const frank: PairFamily = {
  name: 'frank',
  parameterNames: ['theta'],
  lowerBounds: [-35],
  upperBounds: [35],
  logDensity(u, v, [theta]) {
    if (Math.abs(theta) < 1e-6) return 0;
    // the density is the same for -θ with one variable reflected, which keeps exponentials below 1
    const size = Math.abs(theta);
    const w = theta > 0 ? v : 1 - v;
    const whole = -Math.expm1(-size);
    const rest = whole - Math.expm1(-size * u) * Math.expm1(-size * w);
    return Math.log(size * whole) - size * (u + w) - 2 * Math.log(rest);
  },
  conditional(u, v, [theta]) {
    if (Math.abs(theta) < 1e-6) return u;
    if (theta < 0) return 1 - frank.conditional(1 - u, v, [-theta]);
    const ofU = -Math.expm1(-theta * u);
    const ofV = -Math.expm1(-theta * v);
    return ((1 - ofV) * ofU) / (-Math.expm1(-theta) - ofU * ofV);
  },
  conditionalInverse(probability, v, [theta]) {
    if (Math.abs(theta) < 1e-6) return probability;
    if (theta < 0) return 1 - frank.conditionalInverse(1 - probability, v, [-theta]);
    const ofV = -Math.expm1(-theta * v);
    const a = (-Math.expm1(-theta) * probability) / (1 - ofV + probability * ofV);
    return -Math.log1p(-a) / theta;
  },
  kendallTau([theta]) {
    const size = Math.abs(theta);
    // Debye's function would lose all digits to cancellation here
    if (size < 0.01) return theta / 9;
    return Math.sign(theta) * (1 - (4 / size) * (1 - debye(size)));
  },
  tailDependence: () => NONE,
};

/** D_1(x) = (1/x) ∫_0^x t / (e^t - 1) dt, by five-point Gauss quadrature on short intervals. */
function debye(x: number): number {
  const nodes = [0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664];
  const weights = [
    0.5688888888888889, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908,
  ];
  const intervals = Math.ceil(x) + 1;
  const half = x / intervals / 2;
  let sum = 0;
  for (let i = 0; i < intervals; i++) {
    for (const [k, node] of nodes.entries()) {
      const t = (2 * i + 1 + node) * half;
      sum += (weights[k] * half * t) / Math.expm1(t);
    }
  }
  return sum / x;
}

/** The parameters of a one-parameter family with the given Kendall's τ, limited to its bounds. */
export function parameterOfKendallTau(family: PairFamily, tau: number): number {
  const [lower] = family.lowerBounds;
  const [upper] = family.upperBounds;
  if (tau <= family.kendallTau([lower])) return lower;
  if (tau >= family.kendallTau([upper])) return upper;
  return findRoot((parameter) => family.kendallTau([parameter]) - tau, lower, upper);
}

export const PAIR_FAMILIES: Readonly<Record<PairFamilyName, PairFamily>> = {
  independence,
  gaussian,
  'student-t': studentT,
  clayton,
  gumbel,
  frank,
};
