import { logGammaStep } from '../numeric/special-functions.ts';
import type { InnovationDistribution } from './innovation.ts';
import { startingDegreesOfFreedom } from './standardized-student-t.ts';
import { studentTCumulative, studentTQuantile } from './student-t.ts';

const LOWEST_ETA = 2.05;
const HIGHEST_ETA = 300;
const HIGHEST_LAMBDA = 0.999;

interface Constants {
  readonly a: number;
  readonly b: number;
  readonly logFactor: number;
}

/** Hansen's a, b and ln(bc). */
function constantsOf(eta: number, lambda: number): Constants {
  const logC = logGammaStep(eta / 2) - 0.5 * Math.log(Math.PI * (eta - 2));
  const a = (4 * lambda * Math.exp(logC) * (eta - 2)) / (eta - 1);
  const b = Math.sqrt(1 + 3 * lambda * lambda - a * a);
  return { a, b, logFactor: logC + Math.log(b) };
}

/** The skewed t distribution of Hansen ("Autoregressive conditional density estimation", 1994): η > 2, λ in (-1, 1). */
export const skewedStudentT: InnovationDistribution = {
  name: 'skewed-student-t',
  shapeNames: ['eta', 'lambda'],
  shapeLowerBounds: [LOWEST_ETA, -HIGHEST_LAMBDA],
  shapeUpperBounds: [HIGHEST_ETA, HIGHEST_LAMBDA],
  startingShape(standardized) {
    let cubes = 0;
    let squares = 0;
    for (const value of standardized) {
      squares += value * value;
      cubes += value * value * value;
    }
    const skewness = cubes / standardized.length / (squares / standardized.length) ** 1.5;
    return [startingDegreesOfFreedom(standardized), Math.max(-0.3, Math.min(0.3, 0.1 * skewness))];
  },

  logLikelihood(residuals, variances, [eta, lambda]) {
    const { a, b, logFactor } = constantsOf(eta, lambda);
    const power = (eta + 1) / 2;
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const shifted = (b * residuals[t]) / Math.sqrt(variances[t]) + a;
      const folded = shifted / (shifted < 0 ? 1 - lambda : 1 + lambda);
      sum += 0.5 * Math.log(variances[t]) + power * Math.log1p((folded * folded) / (eta - 2));
    }
    return residuals.length * logFactor - sum;
  },

  logDensities(residuals, variances, [eta, lambda], densities) {
    const { a, b, logFactor } = constantsOf(eta, lambda);
    const power = (eta + 1) / 2;
    for (let t = 0; t < residuals.length; t++) {
      const shifted = (b * residuals[t]) / Math.sqrt(variances[t]) + a;
      const folded = shifted / (shifted < 0 ? 1 - lambda : 1 + lambda);
      densities[t] = logFactor - 0.5 * Math.log(variances[t]) - power * Math.log1p((folded * folded) / (eta - 2));
    }
  },

  score(residuals, variances, [eta, lambda], byResidual) {
    const { a, b, logFactor } = constantsOf(eta, lambda);
    const power = (eta + 1) / 2;
    let sum = 0;
    for (let t = 0; t < residuals.length; t++) {
      const sigma = Math.sqrt(variances[t]);
      const shifted = (b * residuals[t]) / sigma + a;
      const side = shifted < 0 ? 1 - lambda : 1 + lambda;
      const folded = shifted / side;
      const square = (folded * folded) / (eta - 2);
      sum += 0.5 * Math.log(variances[t]) + power * Math.log1p(square);
      byResidual[t] = (-2 * power * folded * b) / ((eta - 2) * (1 + square) * side * sigma);
    }
    return residuals.length * logFactor - sum;
  },

  density(x, [eta, lambda]) {
    const { a, b, logFactor } = constantsOf(eta, lambda);
    const shifted = b * x + a;
    const folded = shifted / (shifted < 0 ? 1 - lambda : 1 + lambda);
    return Math.exp(logFactor - ((eta + 1) / 2) * Math.log1p((folded * folded) / (eta - 2)));
  },

  cumulative(x, [eta, lambda]) {
    const { a, b } = constantsOf(eta, lambda);
    const shifted = b * x + a;
    const side = shifted < 0 ? 1 - lambda : 1 + lambda;
    const probability = studentTCumulative((shifted / side) * Math.sqrt(eta / (eta - 2)), eta);
    return shifted < 0 ? side * probability : (1 - lambda) / 2 + side * (probability - 0.5);
  },

  quantile(probability, [eta, lambda]) {
    const { a, b } = constantsOf(eta, lambda);
    const left = (1 - lambda) / 2;
    const side = probability < left ? 1 - lambda : 1 + lambda;
    const inner = probability < left ? probability / side : 0.5 + (probability - left) / side;
    return (studentTQuantile(inner, eta) * Math.sqrt((eta - 2) / eta) * side - a) / b;
  },

  sample(random, [eta, lambda]) {
    const { a, b } = constantsOf(eta, lambda);
    const size = Math.abs(random.normal()) * Math.sqrt((eta - 2) / random.chiSquared(eta));
    const folded = random.uniform() < (1 - lambda) / 2 ? -(1 - lambda) * size : (1 + lambda) * size;
    return (folded - a) / b;
  },
};
