import type { InnovationDistribution } from './innovation.ts';
import { normalCumulative, normalDensity, normalQuantile } from './normal.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** The normal distribution, which has no shape parameters. */
export const standardizedNormal: InnovationDistribution = {
  name: 'normal',
  shapeNames: [],
  shapeLowerBounds: [],
  shapeUpperBounds: [],
  startingShape: () => [],

  logLikelihood(residuals, variances) {
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      sum += Math.log(variance) + (residual * residual) / variance;
    }
    return -0.5 * (sum + residuals.length * LOG_TWO_PI);
  },

  logDensities(residuals, variances, _shape, densities) {
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      densities[t] = -0.5 * (LOG_TWO_PI + Math.log(variance) + (residual * residual) / variance);
    }
  },

  score(residuals, variances, _shape, byResidual) {
    let sum = 0;
    // one logarithm of a product of several variances takes the place of several logarithms
    let product = 1;
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      const share = residual / variance;
      byResidual[t] = -share;
      sum += residual * share;
      product *= variance;
      if (product < 1e-200 || product > 1e200) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return -0.5 * (sum + Math.log(product) + residuals.length * LOG_TWO_PI);
  },

  density: normalDensity,
  cumulative: normalCumulative,
  quantile: normalQuantile,
  sample: (random) => random.normal(),
};
