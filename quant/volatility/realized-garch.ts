import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { minimize } from '../optimization/minimize.ts';
import { withNumericGradient } from '../optimization/numeric-gradient.ts';
import type { Random } from '../random/random.ts';
import { type FitFailure, fitFailure } from './fit-failure.ts';

/**
 * The log-linear realised GARCH(1,1) of Hansen, Huang and Shek (2012), for returns r and a realised measure x of their
 * variance:
 *
 *     r_t = μ + √h_t z_t,   ln h_t = ω + β ln h_{t-1} + γ ln x_{t-1}
 *     ln x_t = ξ + φ ln h_t + τ1 z_t + τ2 (z_t² - 1) + u_t,   u ~ N(0, σ_u²)
 */
export interface RealizedGarchParameters {
  readonly mu: number;
  readonly omega: number;
  readonly beta: number;
  readonly gamma: number;
  readonly xi: number;
  readonly phi: number;
  readonly tau1: number;
  readonly tau2: number;
  /** Standard deviation of u. */
  readonly sigmaU: number;
}

export interface RealizedGarchFit {
  readonly status: 'fitted';
  readonly parameters: RealizedGarchParameters;
  /** Joint log-likelihood of returns and realised measure, and the part of the returns. */
  readonly logLikelihood: number;
  readonly returnsLogLikelihood: number;
  readonly conditionalVariances: Float64Array;
  /** β + φγ: the share of a shock to ln h that remains after one observation. */
  readonly persistence: number;
  readonly filter: RealizedGarchFilter;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);
const FEWEST_OBSERVATIONS = 50;
const NAMES = ['mu', 'omega', 'beta', 'gamma', 'xi', 'phi', 'tau1', 'tau2', 'sigmaU'] as const;

/**
 * Fits a realised GARCH by maximum likelihood. ln h starts at the logarithm of the variance of the returns.
 * @param returns - oldest first
 * @param realized - a realised measure of the variance of each return, above 0, in the square of their unit
 * @throws QuantError QUANT_SHAPE when the lengths differ
 */
export function fitRealizedGarch(returns: Float64Array, realized: Float64Array): RealizedGarchFit | FitFailure {
  if (returns.length !== realized.length) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `There are ${returns.length} returns and ${realized.length} realised measures; each return needs one.`,
    );
  }
  const failure = unusable(returns, realized);
  if (failure !== undefined) return failure;
  const variance = varianceOf(returns);
  if (!(variance > 0)) return fitFailure('constant-series', 'The returns have no variance: all values are equal.');
  const scale = Math.sqrt(variance);
  const scaledReturns = returns.map((value) => value / scale);
  const logRealized = realized.map((value) => Math.log(value / variance));
  const likelihood = new RealizedGarchLikelihood(scaledReturns, logRealized);
  const found = startingPoints(scaledReturns, logRealized)
    .map((start) =>
      minimize(
        withNumericGradient((point) => likelihood.value(point)),
        start,
        {
          lowerBounds: [-10, -10, 0, 0, -20, 0, -5, -5, 1e-4],
          upperBounds: [10, 10, 0.9999, 5, 20, 5, 5, 5, 20],
          tolerance: 1e-8,
        },
      ),
    )
    .filter(({ isConverged }) => isConverged)
    .sort((a, b) => a.value - b.value);
  if (found.length === 0) {
    return fitFailure(
      'not-converged',
      'No starting point led to a maximum of the likelihood; check the realised measure.',
    );
  }
  return fitOf(likelihood, found[0].x, scale);
}

function fitOf(likelihood: RealizedGarchLikelihood, point: Float64Array, scale: number): RealizedGarchFit {
  const logLikelihood = -likelihood.value(point) - likelihood.variances.length * Math.log(scale);
  const [mu, omega, beta, gamma, xi, phi, tau1, tau2, sigmaU] = point;
  // ln h and ln x both shift by the logarithm of the squared scale
  const shift = 2 * Math.log(scale);
  const parameters = {
    mu: mu * scale,
    omega: omega + (1 - beta - gamma) * shift,
    beta,
    gamma,
    xi: xi + (1 - phi) * shift,
    phi,
    tau1,
    tau2,
    sigmaU,
  };
  return {
    status: 'fitted',
    parameters,
    logLikelihood,
    returnsLogLikelihood: likelihood.returnsLogLikelihood - likelihood.variances.length * Math.log(scale),
    conditionalVariances: likelihood.variances.map((value) => value * scale * scale),
    persistence: beta + phi * gamma,
    filter: new RealizedGarchFilter(parameters, likelihood.logNextVariance + shift),
  };
}

/** The state of a realised GARCH after its last observation, with constant parameters. */
export class RealizedGarchFilter {
  private readonly parameters: RealizedGarchParameters;
  private logVariance: number;

  constructor(parameters: RealizedGarchParameters, logNextVariance: number) {
    this.parameters = parameters;
    this.logVariance = logNextVariance;
  }

  /** The variance of the next return. */
  get nextVariance(): number {
    return Math.exp(this.logVariance);
  }

  /** Adds the realised measure of the newest return; the return itself does not affect the state. */
  update(realized: number): void {
    const { omega, beta, gamma } = this.parameters;
    this.logVariance = omega + beta * this.logVariance + gamma * Math.log(realized);
  }

  /** Expected variances of the next returns, as means over simulated paths. */
  forecast(horizon: number, random: Random, simulations = 1000): Float64Array {
    const { omega, beta, gamma, xi, phi, tau1, tau2, sigmaU } = this.parameters;
    const result = new Float64Array(horizon);
    for (let path = 0; path < simulations; path++) {
      let logVariance = this.logVariance;
      for (let step = 0; step < horizon; step++) {
        result[step] += Math.exp(logVariance) / simulations;
        const z = random.normal();
        const logRealized = xi + phi * logVariance + tau1 * z + tau2 * (z * z - 1) + sigmaU * random.normal();
        logVariance = omega + beta * logVariance + gamma * logRealized;
      }
    }
    return result;
  }
}

class RealizedGarchLikelihood {
  readonly variances: Float64Array;
  logNextVariance = 0;
  returnsLogLikelihood = 0;
  private readonly returns: Float64Array;
  private readonly logRealized: Float64Array;

  constructor(returns: Float64Array, logRealized: Float64Array) {
    this.returns = returns;
    this.logRealized = logRealized;
    this.variances = new Float64Array(returns.length);
  }

  /** Minus the log-likelihood of returns and realised measure. */
  value(point: Float64Array): number {
    const { returns, logRealized, variances } = this;
    const mu = point[0];
    const sigmaU = point[8];
    // the log variance of the scaled returns
    let logVariance = 0;
    let ofReturns = 0;
    let ofMeasure = 0;
    for (let t = 0; t < returns.length; t++) {
      const variance = Math.exp(logVariance);
      variances[t] = variance;
      const z = (returns[t] - mu) / Math.sqrt(variance);
      const u = logRealized[t] - point[4] - point[5] * logVariance - point[6] * z - point[7] * (z * z - 1);
      ofReturns += logVariance + z * z;
      ofMeasure += u * u;
      logVariance = point[1] + point[2] * logVariance + point[3] * logRealized[t];
    }
    this.logNextVariance = logVariance;
    this.returnsLogLikelihood = -0.5 * (ofReturns + returns.length * LOG_TWO_PI);
    const measure = ofMeasure / (sigmaU * sigmaU) + returns.length * (LOG_TWO_PI + 2 * Math.log(sigmaU));
    return -this.returnsLogLikelihood + 0.5 * measure;
  }
}

function startingPoints(returns: Float64Array, logRealized: Float64Array): number[][] {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const level = logRealized.reduce((sum, value) => sum + value, 0) / logRealized.length;
  const spread = Math.sqrt(varianceOf(logRealized));
  return [0.3, 0.5].map((gamma) => {
    const beta = 0.95 - gamma;
    return [mean, -gamma * level - 0.05, beta, gamma, level, 1, -0.05, 0.08, Math.max(0.1, 0.6 * spread)];
  });
}

function unusable(returns: Float64Array, realized: Float64Array): FitFailure | undefined {
  const gap = returns.findIndex(
    (value, index) => !Number.isFinite(value) || !(realized[index] > 0 && realized[index] < Infinity),
  );
  if (gap !== -1) {
    return fitFailure(
      'not-finite',
      `At index ${gap} the return is ${returns[gap]} and the realised measure ${realized[gap]}; the measure must be above 0.`,
    );
  }
  if (returns.length >= FEWEST_OBSERVATIONS) return undefined;
  return fitFailure(
    'too-few-observations',
    `There are ${returns.length} observations, but ${NAMES.length} parameters need at least ${FEWEST_OBSERVATIONS}.`,
  );
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
