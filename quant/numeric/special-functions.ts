/**
 * Special functions of real arguments, to about 14 digits.
 *
 * Sources: Lanczos (1964) for the gamma function; Cody, "Rational Chebyshev approximations for the error function"
 * (1969); continued fractions of the incomplete beta and gamma functions, evaluated by Lentz's method (DLMF 8.17.22 and
 * 8.9.2).
 */

const LANCZOS_G = 7;
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const HALF_LOG_TWO_PI = 0.9189385332046728;
const HALF_LOG_PI = 0.5 * Math.log(Math.PI);
const SQRT_PI = Math.sqrt(Math.PI);
const TINY = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = LANCZOS[0];
  for (let term = 1; term < LANCZOS.length; term++) sum += LANCZOS[term] / (shifted + term);
  const base = shifted + LANCZOS_G + 0.5;
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** ψ(x) = d ln Γ(x) / dx for x > 0. */
export function digamma(x: number): number {
  let argument = x;
  let result = 0;
  while (argument < 10) result -= 1 / argument++;
  const inverse = 1 / (argument * argument);
  const series =
    inverse *
    (1 / 12 -
      inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32_760))))));
  return result + Math.log(argument) - 0.5 / argument - series;
}

const ERF_A = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315];
const ERF_B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const ERFC_C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const ERFC_D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];
const ERFC_P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const ERFC_Q = [2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918];

/** The error function. */
export function erf(x: number): number {
  if (Math.abs(x) > 0.46875) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  const square = x * x;
  let numerator = ERF_A[4] * square;
  let denominator = square;
  for (let i = 0; i < 3; i++) {
    numerator = (numerator + ERF_A[i]) * square;
    denominator = (denominator + ERF_B[i]) * square;
  }
  return (x * (numerator + ERF_A[3])) / (denominator + ERF_B[3]);
}

/** The complementary error function, with full relative accuracy in the upper tail. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return 1 - erf(x);
  const tail = size <= 4 ? erfcMiddle(size) : erfcFar(size);
  return x > 0 ? tail : 2 - tail;
}

function erfcMiddle(x: number): number {
  let numerator = ERFC_C[8] * x;
  let denominator = x;
  for (let i = 0; i < 7; i++) {
    numerator = (numerator + ERFC_C[i]) * x;
    denominator = (denominator + ERFC_D[i]) * x;
  }
  return (expOfMinusSquare(x) * (numerator + ERFC_C[7])) / (denominator + ERFC_D[7]);
}

function erfcFar(x: number): number {
  if (x > 27) return 0;
  const inverse = 1 / (x * x);
  let numerator = ERFC_P[5] * inverse;
  let denominator = inverse;
  for (let i = 0; i < 4; i++) {
    numerator = (numerator + ERFC_P[i]) * inverse;
    denominator = (denominator + ERFC_Q[i]) * inverse;
  }
  const correction = (inverse * (numerator + ERFC_P[4])) / (denominator + ERFC_Q[4]);
  return (expOfMinusSquare(x) * (1 / SQRT_PI - correction)) / x;
}

/** exp(-x²) without the rounding error of x²: x is split into a part with an exact square and a remainder. */
function expOfMinusSquare(x: number): number {
  const rounded = Math.trunc(x * 16) / 16;
  return Math.exp(-rounded * rounded) * Math.exp(-(x - rounded) * (x + rounded));
}

/** ln of the beta function B(a, b). */
export function logBeta(a: number, b: number): number {
  return b === 0.5 ? HALF_LOG_PI - logGammaStep(a) : logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln Γ(a + 1/2) - ln Γ(a), without cancellation for large a (DLMF 5.11.13). */
export function logGammaStep(a: number): number {
  if (a < 30) return logGamma(a + 0.5) - logGamma(a);
  const inverse = 1 / (a * a);
  const series = (1 / 8 - inverse * (1 / 192 - inverse * (1 / 640 - (inverse * 17) / 14_336))) / a;
  return 0.5 * Math.log(a) - series;
}

/** The regularised incomplete beta function I_x(a, b), for x in [0, 1]. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return incompleteBetaOf(x, 1 - x, a, b, a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
}

/**
 * I_x(a, b), given 1 - x and the logarithm of x^a (1 - x)^b / B(a, b) without cancellation.
 * @param rest - 1 - x
 */
export function incompleteBetaOf(x: number, rest: number, a: number, b: number, logFront: number): number {
  const front = Math.exp(logFront);
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(rest, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = c * d;
    result *= change;
    if (Math.abs(change - 1) < 4 * PRECISION) break;
  }
  return result;
}

/** Replaces zero by a tiny number, because Lentz's method divides by its terms. */
function away(term: number): number {
  return Math.abs(term) < TINY ? TINY : term;
}

/** The regularised lower incomplete gamma function P(a, x), for a > 0 and x ≥ 0. */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** The complement Q(a, x) = 1 - P(a, x), accurate for small values. */
export function incompleteGammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / away(b);
  let result = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / away(factor * d + b);
    c = away(b + factor / c);
    const change = c * d;
    result *= change;
    if (Math.abs(change - 1) < 4 * PRECISION) break;
  }
  return result * Math.exp(a * Math.log(x) - x - logGamma(a));
}
