import { incompleteGamma, incompleteGammaUpper, logGamma } from '../numeric/special-functions.ts';
import type { InnovationDistribution } from './innovation.ts';
import { inverseIncompleteGammaUpper } from './inverse-gamma.ts';

/** Below 1 the density has a sharp peak at 0, which attracts maximum-likelihood fits. */
const LOWEST_NU = 1.01;
const HIGHEST_NU = 500;

interface Constants {
  /** Nelson's λ, to the power of minus ν, halved. */
  readonly scale: number;
  readonly lambda: number;
  readonly logFactor: number;
}

function constantsOf(nu: number): Constants {
  const logLambda = 0.5 * ((-2 / nu) * Math.LN2 + logGamma(1 / nu) - logGamma(3 / nu));
  return {
    lambda: Math.exp(logLambda),
    scale: 0.5 * Math.exp(-nu * logLambda),
    logFactor: Math.log(nu) - logLambda - (1 + 1 / nu) * Math.LN2 - logGamma(1 / nu),
  };
}

/** The generalised error distribution scaled to variance 1 (Nelson 1991): normal for ν = 2, fatter tails below. */
export const generalizedError: InnovationDistribution = {
  name: 'generalized-error',
  shapeNames: ['nu'],
  shapeLowerBounds: [LOWEST_NU],
  shapeUpperBounds: [HIGHEST_NU],
  startingShape: () => [1.5],

  logLikelihood(residuals, variances, [nu]) {
    const { scale, logFactor } = constantsOf(nu);
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      sum += 0.5 * Math.log(variance) + scale * ((residuals[t] * residuals[t]) / variance) ** (nu / 2);
    }
    return residuals.length * logFactor - sum;
  },

  logDensities(residuals, variances, [nu], densities) {
    const { scale, logFactor } = constantsOf(nu);
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const power = scale * ((residuals[t] * residuals[t]) / variance) ** (nu / 2);
      densities[t] = logFactor - 0.5 * Math.log(variance) - power;
    }
  },

  score(residuals, variances, [nu], byResidual) {
    const { scale, logFactor } = constantsOf(nu);
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      const power = scale * ((residual * residual) / variance) ** (nu / 2);
      sum += 0.5 * Math.log(variance) + power;
      byResidual[t] = residual === 0 ? 0 : (-nu * power) / residual;
    }
    return residuals.length * logFactor - sum;
  },

  density(x, [nu]) {
    const { scale, logFactor } = constantsOf(nu);
    return Math.exp(logFactor - scale * Math.abs(x) ** nu);
  },

  cumulative(x, [nu]) {
    const power = constantsOf(nu).scale * Math.abs(x) ** nu;
    return x < 0 ? 0.5 * incompleteGammaUpper(1 / nu, power) : 0.5 + 0.5 * incompleteGamma(1 / nu, power);
  },

  quantile(probability, [nu]) {
    if (!(probability >= 0 && probability <= 1)) return Number.NaN;
    if (probability === 0.5) return 0;
    const power = inverseIncompleteGammaUpper(1 / nu, 2 * Math.min(probability, 1 - probability));
    const size = (power / constantsOf(nu).scale) ** (1 / nu);
    return probability < 0.5 ? -size : size;
  },

  sample(random, [nu]) {
    const size = (random.gamma(1 / nu) / constantsOf(nu).scale) ** (1 / nu);
    return random.uniform() < 0.5 ? -size : size;
  },
};
