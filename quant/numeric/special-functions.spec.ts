import { describe, expect, it } from 'vitest';
import { relativeError } from './spec-support.ts';
import {
  digamma,
  erf,
  erfc,
  incompleteBeta,
  incompleteGamma,
  incompleteGammaUpper,
  logBeta,
  logGamma,
  logGammaStep,
} from './special-functions.ts';

const ERFC: readonly (readonly number[])[] = [
  [-3.0, 1.9999779095030015],
  [-1.5, 1.9661051464753108],
  [-0.1, 1.1124629160182848],
  [0.0, 1.0],
  [0.05, 0.9436280222029834],
  [0.47, 0.5062549491139179],
  [1.0, 0.15729920705028516],
  [2.5, 0.00040695201744495886],
  [4.2, 2.855494179592188e-9],
  [10.0, 2.0884875837625446e-45],
];
const LOG_GAMMA: readonly (readonly number[])[] = [
  [0.01, 4.599479878042022],
  [0.3, 1.0957979948180756],
  [0.5, 0.5723649429247],
  [1.5, -0.12078223763524526],
  [2.5, 0.2846828704729192],
  [10.0, 12.801827480081469],
  [55.5, 166.32150615984037],
  [1000.0, 5905.220423209181],
];
const DIGAMMA: readonly (readonly number[])[] = [
  [0.01, -100.56088545786868],
  [0.3, -3.502524222200133],
  [1.0, -0.5772156649015329],
  [1.5, 0.03648997397857652],
  [3.3, 1.0348224890596216],
  [10.0, 2.251752589066721],
  [1000.0, 6.907255195648812],
];
const BETA: readonly (readonly number[])[] = [
  [0.001, 0.5, 0.5, 0.020135041633377492],
  [0.1, 1.3, 2.0, 0.10875762969711808],
  [0.4, 4.0, 25.0, 0.9992886741934912],
  [0.7, 60.0, 0.5, 6.619394155717428e-11],
  [0.99, 4.0, 2.0, 0.9990198504],
];
const GAMMA: readonly (readonly number[])[] = [
  [0.3, 0.01, 0.27924099635901484, 0.7207590036409852],
  [1.0, 0.5, 0.3934693402873665, 0.6065306597126334],
  [2.5, 2.0, 0.4505840486472198, 0.5494159513527802],
  [40.0, 50.0, 0.935429631078867, 0.064570368921133],
  [2.5, 50.0, 1.0, 5.285148360943219e-20],
];

/** Relative to the tables above, which are values of scipy.special in SciPy 1.17. */
const TOLERANCE = 1e-13;

describe('special functions', () => {
  it.each(ERFC)('erfc(%d)', (x, expected) => {
    expect(relativeError(erfc(x), expected)).toBeLessThan(TOLERANCE);
    expect(relativeError(erf(x) + erfc(x), 1)).toBeLessThan(TOLERANCE);
  });

  it.each(LOG_GAMMA)('ln Γ(%d)', (x, expected) => {
    expect(relativeError(logGamma(x), expected)).toBeLessThan(TOLERANCE);
  });
  it.each(DIGAMMA)('ψ(%d)', (x, expected) => {
    expect(relativeError(digamma(x), expected)).toBeLessThan(TOLERANCE);
  });
  it.each(BETA)('I_%d(%d, %d)', (x, a, b, expected) => {
    expect(relativeError(incompleteBeta(x, a, b), expected)).toBeLessThan(TOLERANCE);
  });

  it.each(GAMMA)('P(%d, %d) and Q', (a, x, lower, upper) => {
    expect(relativeError(incompleteGamma(a, x), lower)).toBeLessThan(TOLERANCE);
    expect(relativeError(incompleteGammaUpper(a, x), upper)).toBeLessThan(TOLERANCE);
  });

  it('does not cancel in ln Γ(a + 1/2) - ln Γ(a)', () => {
    expect(relativeError(logGammaStep(29.999999), logGammaStep(30.000001))).toBeLessThan(1e-7);
    expect(relativeError(logGammaStep(1e8), 0.5 * Math.log(1e8))).toBeLessThan(1e-9);
    expect(relativeError(logBeta(3, 0.5), logGamma(3) + logGamma(0.5) - logGamma(3.5))).toBeLessThan(TOLERANCE);
  });

  it('is 0 and 1 at the ends', () => {
    expect([
      incompleteBeta(0, 2, 3),
      incompleteBeta(1, 2, 3),
      incompleteGamma(2, 0),
      incompleteGammaUpper(2, 0),
    ]).toEqual([0, 1, 0, 1]);
    expect([erfc(40), erfc(-40)]).toEqual([0, 2]);
  });
});
