import { normalDensity, normalQuantile } from '../distributions/normal.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { dot, type Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { requireLevel } from './risk-measure.ts';
import { portfolioReturns } from './simulated-risk.ts';

/** A risk measure of a portfolio allocated to its positions (Euler allocation: Tasche 1999). */
export interface RiskContributions {
  readonly total: number;
  /** Derivative of the measure with respect to the weight of each position. */
  readonly marginal: Float64Array;
  /** Contribution of each position, its weight times the marginal risk; the sum is the total. */
  readonly component: Float64Array;
}

export interface PortfolioContributions {
  readonly valueAtRisk: RiskContributions;
  readonly expectedShortfall: RiskContributions;
}

/** Contributions under the assumption of normal returns. @param means - expected returns; default 0 */
export function normalContributions(
  weights: Float64Array,
  covariance: Matrix,
  level: number,
  means: Float64Array = new Float64Array(weights.length),
): PortfolioContributions {
  requireLevel(level);
  requireWeights(weights, covariance.rows);
  const product = covariance.times(weights);
  const deviation = Math.sqrt(Math.max(0, dot(product, weights)));
  const z = normalQuantile(level);
  const contributionsOf = (factor: number): RiskContributions =>
    fromMarginal(
      weights,
      product.map((value, index) => (deviation === 0 ? 0 : (factor * value) / deviation) - means[index]),
    );
  return { valueAtRisk: contributionsOf(z), expectedShortfall: contributionsOf(normalDensity(z) / (1 - level)) };
}

/** Share of the scenarios on either side of the quantile over which the loss of each position is averaged. */
const WINDOW = 0.0025;

/**
 * Contributions from historical or simulated scenarios. Those to expected shortfall are the mean losses of each
 * position in the scenarios with the largest portfolio losses; those to value at risk are mean losses around its
 * scenario, scaled to the total, because a single scenario is too noisy.
 * @param scenarios - returns, one row per scenario and one column per position
 */
export function scenarioContributions(scenarios: Matrix, weights: Float64Array, level: number): PortfolioContributions {
  requireLevel(level);
  requireWeights(weights, scenarios.columns);
  const returns = portfolioReturns(scenarios, weights);
  const order = Uint32Array.from(returns, (_, index) => index).sort((a, b) => returns[a] - returns[b]);
  const count = order.length;
  const position = (count - 1) * (1 - level);
  const below = Math.floor(position);
  const above = Math.min(below + 1, count - 1);
  const cut = returns[order[below]] + (position - below) * (returns[order[above]] - returns[order[below]]);
  let tail = below + 1;
  while (tail < count && returns[order[tail]] <= cut) tail++;
  const shortfall = fromMarginal(weights, meanLosses(scenarios, order.subarray(0, tail)));
  const width = Math.max(1, Math.round(WINDOW * count));
  const window = order.subarray(Math.max(0, below - width), Math.min(count, above + width + 1));
  const around = fromMarginal(weights, meanLosses(scenarios, window));
  const factor = around.total === 0 ? 1 : -cut / around.total;
  return {
    expectedShortfall: shortfall,
    valueAtRisk: fromMarginal(
      weights,
      around.marginal.map((value) => value * factor),
    ),
  };
}

function meanLosses(scenarios: Matrix, rows: Uint32Array): Float64Array {
  const losses = new Float64Array(scenarios.columns);
  for (const row of rows) {
    const values = scenarios.row(row);
    for (let i = 0; i < losses.length; i++) losses[i] -= values[i] / rows.length;
  }
  return losses;
}

function fromMarginal(weights: Float64Array, marginal: Float64Array): RiskContributions {
  const component = marginal.map((value, index) => value * weights[index]);
  return { total: component.reduce((sum, value) => sum + value, 0), marginal, component };
}

function requireWeights(weights: Float64Array, count: number): void {
  if (weights.length === count) return;
  throw new QuantError(QUANT_ERRORS.SHAPE, `There are ${weights.length} weights for ${count} positions.`);
}
