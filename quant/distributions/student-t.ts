import { incompleteBetaOf, logBeta, logGammaStep } from '../numeric/special-functions.ts';
import { normalCumulative, normalQuantile } from './normal.ts';

/** Degrees of freedom above which the distribution is treated as normal. */
const NORMAL_FROM = 1e8;

/** Density of Student's t distribution with `nu` > 0 degrees of freedom. */
export function studentTDensity(x: number, nu: number): number {
  return Math.exp(studentTLogDensity(x, nu));
}

/** Logarithm of the density of Student's t distribution with `nu` > 0 degrees of freedom. */
export function studentTLogDensity(x: number, nu: number): number {
  return logGammaStep(nu / 2) - 0.5 * Math.log(nu * Math.PI) - ((nu + 1) / 2) * Math.log1p((x * x) / nu);
}

/** P(T ≤ x) of Student's t distribution with `nu` > 0 degrees of freedom. */
export function studentTCumulative(x: number, nu: number): number {
  if (nu >= NORMAL_FROM) return normalCumulative(x);
  return cumulative(x, nu, logBeta(nu / 2, 0.5));
}

function cumulative(x: number, nu: number, logBetaOfNu: number): number {
  if (x === 0) return 0.5;
  const square = x * x;
  if (square === Infinity) return x < 0 ? 0 : 1;
  const below = nu / (nu + square);
  const above = square / (nu + square);
  const logFront = -(nu / 2) * Math.log1p(square / nu) + 0.5 * Math.log(above) - logBetaOfNu;
  const tail = below === 0 ? 0 : 0.5 * incompleteBetaOf(below, above, nu / 2, 0.5, logFront);
  return x < 0 ? tail : 1 - tail;
}

/**
 * The quantile of Student's t distribution with `nu` > 0 degrees of freedom at a probability in [0, 1]; NaN outside.
 */
export function studentTQuantile(probability: number, nu: number): number {
  if (nu >= NORMAL_FROM) return normalQuantile(probability);
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  if (tail === 0) return probability < 0.5 ? -Infinity : Infinity;
  const size = tailQuantile(tail, nu);
  return probability < 0.5 ? -size : size;
}

/** The x ≥ 0 with P(T > x) = tail, by Halley's method on the logarithm of the tail, within a shrinking bracket. */
function tailQuantile(tail: number, nu: number): number {
  const logBetaOfNu = logBeta(nu / 2, 0.5);
  const logDensityAtZero = -0.5 * Math.log(nu) - logBetaOfNu;
  let x = firstGuess(tail, nu, logDensityAtZero);
  let low = 0;
  let high = Infinity;
  for (let step = 0; step < 60; step++) {
    const reached = cumulative(-x, nu, logBetaOfNu);
    if (reached > tail) low = x;
    else high = x;
    const density = Math.exp(logDensityAtZero - ((nu + 1) / 2) * Math.log1p((x * x) / nu));
    const logError = Math.log(reached / tail);
    const slope = density / reached;
    // ratio of the second derivative of the logarithm of the tail to the first
    const curvature = slope - ((nu + 1) * x) / (nu + x * x);
    const newton = logError / slope;
    let next = x + newton / (1 + 0.5 * newton * curvature);
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : (low + high) / 2;
    // Halley's method triples the number of correct digits, so after a step this small the next one changes nothing
    if (Math.abs(next - x) <= 1e-6 * x) return next;
    x = next;
  }
  return x;
}

/** Cornish and Fisher's expansion near the middle, the power law of the tail far out. */
function firstGuess(tail: number, nu: number, logDensityAtZero: number): number {
  const power = Math.exp((logDensityAtZero + ((nu + 1) / 2) * Math.log(nu) - Math.log(nu) - Math.log(tail)) / nu);
  const z = -normalQuantile(tail);
  const z2 = z * z;
  const first = (z * (z2 + 1)) / 4;
  const second = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const expansion = z + first / nu + second / (nu * nu);
  return nu < 3 || power > 3 * Math.sqrt(nu) ? Math.max(power, z) : expansion;
}
