import { erfc } from '../numeric/special-functions.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_TWO_PI;
}

/** P(Z ≤ x) of the standard normal distribution, with full relative accuracy in the lower tail. */
export function normalCumulative(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

const CENTRAL_NUMERATOR = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRAL_DENOMINATOR = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const TAIL_NUMERATOR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const TAIL_DENOMINATOR = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_NUMERATOR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_DENOMINATOR = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

function ratioOf(numerator: readonly number[], denominator: readonly number[], x: number): number {
  let above = numerator[7];
  let below = denominator[7];
  for (let power = 6; power >= 0; power--) {
    above = above * x + numerator[power];
    below = below * x + denominator[power];
  }
  return above / below;
}

/**
 * The quantile of the standard normal distribution at a probability in [0, 1], to about 16 digits; NaN outside
 * (Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988).
 */
export function normalQuantile(probability: number): number {
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) {
    return centred * ratioOf(CENTRAL_NUMERATOR, CENTRAL_DENOMINATOR, 0.180625 - centred * centred);
  }
  const tail = centred < 0 ? probability : 1 - probability;
  if (!(tail >= 0)) return Number.NaN;
  if (tail === 0) return centred < 0 ? -Infinity : Infinity;
  const root = Math.sqrt(-Math.log(tail));
  const size =
    root <= 5
      ? ratioOf(TAIL_NUMERATOR, TAIL_DENOMINATOR, root - 1.6)
      : ratioOf(FAR_NUMERATOR, FAR_DENOMINATOR, root - 5);
  return centred < 0 ? -size : size;
}
