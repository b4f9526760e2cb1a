import { logGammaStep } from '../numeric/special-functions.ts';
import type { InnovationDistribution } from './innovation.ts';
import { studentTCumulative, studentTLogDensity, studentTQuantile } from './student-t.ts';

/** Below 2 the variance is infinite; close to 2 fits are unstable. */
const LOWEST_NU = 2.05;
const HIGHEST_NU = 500;

/** ln of the factor of the density, without σ. */
function logFactor(nu: number): number {
  return logGammaStep(nu / 2) - 0.5 * Math.log(Math.PI * (nu - 2));
}

/** The ν with the excess kurtosis of the sample, which is 6 / (ν - 4) for a t distribution. */
export function startingDegreesOfFreedom(standardized: Float64Array): number {
  let squares = 0;
  let fourths = 0;
  for (const value of standardized) {
    const square = value * value;
    squares += square;
    fourths += square * square;
  }
  const kurtosis = (fourths * standardized.length) / (squares * squares);
  return kurtosis > 3.75 ? Math.max(4 + 6 / (kurtosis - 3), 4.5) : 12;
}

/** Student's t distribution with ν > 2 degrees of freedom, scaled to variance 1 (Bollerslev 1987). */
export const standardizedStudentT: InnovationDistribution = {
  name: 'student-t',
  shapeNames: ['nu'],
  shapeLowerBounds: [LOWEST_NU],
  shapeUpperBounds: [HIGHEST_NU],
  startingShape: (standardized) => [startingDegreesOfFreedom(standardized)],

  logLikelihood(residuals, variances, [nu]) {
    const power = (nu + 1) / 2;
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      sum += 0.5 * Math.log(variance) + power * Math.log1p((residual * residual) / (variance * (nu - 2)));
    }
    return residuals.length * logFactor(nu) - sum;
  },

  logDensities(residuals, variances, [nu], densities) {
    const power = (nu + 1) / 2;
    const factor = logFactor(nu);
    for (let t = 0; t < residuals.length; t++) {
      const variance = variances[t];
      const residual = residuals[t];
      const square = (residual * residual) / (variance * (nu - 2));
      densities[t] = factor - 0.5 * Math.log(variance) - power * Math.log1p(square);
    }
  },

  score(residuals, variances, [nu], byResidual) {
    const power = (nu + 1) / 2;
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const scale = variances[t] * (nu - 2);
      const residual = residuals[t];
      const square = (residual * residual) / scale;
      sum += 0.5 * Math.log(variances[t]) + power * Math.log1p(square);
      byResidual[t] = (-(nu + 1) * residual) / (scale * (1 + square));
    }
    return residuals.length * logFactor(nu) - sum;
  },

  density: (x, [nu]) => Math.exp(studentTLogDensity(x / scaleOf(nu), nu)) / scaleOf(nu),
  cumulative: (x, [nu]) => studentTCumulative(x / scaleOf(nu), nu),
  quantile: (probability, [nu]) => studentTQuantile(probability, nu) * scaleOf(nu),
  sample: (random, [nu]) => random.normal() * Math.sqrt((nu - 2) / random.chiSquared(nu)),
};

/** Factor that scales the t distribution to a standard deviation of 1. */
function scaleOf(nu: number): number {
  return Math.sqrt((nu - 2) / nu);
}
