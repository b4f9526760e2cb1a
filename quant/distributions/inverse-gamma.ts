import { incompleteGammaUpper, logGamma } from '../numeric/special-functions.ts';
import { normalQuantile } from './normal.ts';

/** The x with Q(a, x) = tail, for tail in [0, 1], by Halley's method on ln x within a shrinking bracket. */
export function inverseIncompleteGammaUpper(a: number, tail: number): number {
  if (tail <= 0) return Infinity;
  if (tail >= 1) return 0;
  const logGammaOfA = logGamma(a);
  let low = 0;
  let high = Infinity;
  let x = firstGuess(a, tail, logGammaOfA);
  for (let step = 0; step < 100; step++) {
    const reached = incompleteGammaUpper(a, x);
    if (reached > tail) low = x;
    else high = x;
    const density = Math.exp((a - 1) * Math.log(x) - x - logGammaOfA);
    const newton = (reached - tail) / density;
    const curvature = (a - 1) / x - 1;
    let next = x + newton / (1 + Math.max(-0.5, Math.min(0.5, 0.5 * newton * curvature)));
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-14 * x) return next;
    x = next;
  }
  return x;
}

/** Wilson and Hilferty's cube of a normal number, or the first term of the series near 0. */
function firstGuess(a: number, tail: number, logGammaOfA: number): number {
  const root = 1 - 1 / (9 * a) - normalQuantile(tail) / (3 * Math.sqrt(a));
  const cube = a * root ** 3;
  if (root > 0 && cube > 0.1 * a) return cube;
  return Math.max(1e-300, Math.exp((Math.log1p(-tail) + Math.log(a) + logGammaOfA) / a));
}
