import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

const GOLDEN = (3 - Math.sqrt(5)) / 2;
const EPSILON = 2 ** -52;
const MOST_STEPS = 200;

export interface ScalarMinimum {
  readonly x: number;
  readonly value: number;
}

/**
 * The minimum of a function in an interval, by Brent's method of parabolas and golden sections ("Algorithms for
 * Minimization Without Derivatives", 1973, chapter 5). With several local minima it finds one of them.
 * @param tolerance - of x, relative to its size; default 1e-9
 */
export function minimizeScalar(
  evaluate: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 1e-9,
): ScalarMinimum {
  let low = lower;
  let high = upper;
  let x = low + GOLDEN * (high - low);
  let second = x;
  let third = x;
  let value = evaluate(x);
  let secondValue = value;
  let thirdValue = value;
  let step = 0;
  let before = 0;
  for (let count = 0; count < MOST_STEPS; count++) {
    const middle = (low + high) / 2;
    const close = tolerance * Math.abs(x) + 1e-14;
    if (Math.abs(x - middle) <= 2 * close - (high - low) / 2) break;
    const parabola = parabolicStep(x, second, third, value, secondValue, thirdValue);
    const isUsable = Math.abs(parabola) < Math.abs(before / 2) && x + parabola > low && x + parabola < high;
    before = isUsable ? step : x < middle ? high - x : low - x;
    step = isUsable ? parabola : GOLDEN * before;
    if (isUsable && (x + step - low < 2 * close || high - x - step < 2 * close)) step = x < middle ? close : -close;
    const next = x + (Math.abs(step) >= close ? step : Math.sign(step) * close);
    const nextValue = evaluate(next);
    if (nextValue <= value) {
      if (next < x) high = x;
      else low = x;
      third = second;
      thirdValue = secondValue;
      second = x;
      secondValue = value;
      x = next;
      value = nextValue;
    } else {
      if (next < x) low = next;
      else high = next;
      if (nextValue <= secondValue || second === x) {
        third = second;
        thirdValue = secondValue;
        second = next;
        secondValue = nextValue;
      } else if (nextValue <= thirdValue || third === x || third === second) {
        third = next;
        thirdValue = nextValue;
      }
    }
  }
  return { x, value };
}

/** The step from x to the minimum of the parabola through three points; NaN if there is none. */
function parabolicStep(x: number, second: number, third: number, ...values: readonly [number, number, number]): number {
  const r = (x - second) * (values[0] - values[2]);
  const q = (x - third) * (values[0] - values[1]);
  return ((x - third) * q - (x - second) * r) / (-2 * (q - r));
}

/**
 * The root of a continuous function in an interval with opposite signs at its ends, by Brent's method (chapter 4).
 * @throws QuantError QUANT_NO_BRACKET when the signs are equal
 */
export function findRoot(evaluate: (x: number) => number, lower: number, upper: number, tolerance = 1e-14): number {
  let a = lower;
  let b = upper;
  let fa = evaluate(a);
  let fb = evaluate(b);
  if (fa * fb > 0 || Number.isNaN(fa * fb)) {
    throw new QuantError(
      QUANT_ERRORS.NO_BRACKET,
      `The function has the values ${fa} at ${lower} and ${fb} at ${upper}: an interval with opposite signs is needed.`,
    );
  }
  let c = a;
  let fc = fa;
  let step = b - a;
  let before = step;
  for (let count = 0; count < MOST_STEPS; count++) {
    if (fb * fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      before = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const close = 2 * EPSILON * Math.abs(b) + tolerance * Math.abs(b) + 1e-300;
    const half = (c - b) / 2;
    if (Math.abs(half) <= close || fb === 0) break;
    const guess = Math.abs(before) < close || Math.abs(fa) <= Math.abs(fb) ? half : interpolated(a, b, c, fa, fb, fc);
    const isUsable = Math.abs(guess) < Math.min(1.5 * Math.abs(half), Math.abs(before) / 2) && guess * half > 0;
    before = isUsable ? step : half;
    step = isUsable ? guess : half;
    a = b;
    fa = fb;
    b += Math.abs(step) > close ? step : Math.sign(half) * close;
    fb = evaluate(b);
  }
  return b;
}

/** The step from b by inverse quadratic interpolation, or by the secant method when two points coincide. */
function interpolated(a: number, b: number, c: number, ...values: readonly [number, number, number]): number {
  const [fa, fb, fc] = values;
  const s = fb / fa;
  if (a === c) return (-s * (c - b)) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const above = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -above / ((q - 1) * (r - 1) * (s - 1));
}
