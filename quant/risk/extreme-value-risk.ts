import { minimize } from '../optimization/minimize.ts';
import { withNumericGradient } from '../optimization/numeric-gradient.ts';
import { type FitFailure, fitFailure } from '../volatility/fit-failure.ts';
import { sortedQuantile } from './order-statistics.ts';
import { requireLevel, requireReturns, type RiskMeasure } from './risk-measure.ts';

export interface ExtremeValueRisk extends RiskMeasure {
  readonly status: 'fitted';
  /** The loss at which the tail distribution starts. */
  readonly threshold: number;
  readonly exceedances: number;
  /** Shape ξ and scale β of the generalised Pareto distribution. */
  readonly shape: number;
  readonly scale: number;
}

const FEWEST_EXCEEDANCES = 20;

/**
 * Risk by a generalised Pareto distribution of the losses beyond a threshold, fitted by maximum likelihood (McNeil and
 * Frey 2000).
 * @param thresholdLevel - the share of losses below the threshold; default 0.95, at most `level`
 */
export function extremeValueRisk(
  returns: Float64Array,
  level: number,
  thresholdLevel = 0.95,
): ExtremeValueRisk | FitFailure {
  requireLevel(level);
  requireLevel(thresholdLevel);
  requireReturns(returns);
  const losses = returns.map((value) => -value).sort();
  const threshold = sortedQuantile(losses, thresholdLevel);
  const excesses = losses.filter((loss) => loss > threshold).map((loss) => loss - threshold);
  if (excesses.length < FEWEST_EXCEEDANCES) {
    return fitFailure(
      'too-few-observations',
      `${excesses.length} losses are beyond the threshold, but at least ${FEWEST_EXCEEDANCES} are needed; use more returns or a lower threshold.`,
    );
  }
  if (level < thresholdLevel) {
    return fitFailure(
      'too-few-observations',
      `The level ${level} is below the threshold's level ${thresholdLevel}, where the tail distribution does not apply.`,
    );
  }
  const fitted = fitParetoTail(excesses);
  if ('status' in fitted) return fitted;
  const { shape, scale } = fitted;
  const ratio = (returns.length / excesses.length) * (1 - level);
  const beyond = Math.abs(shape) < 1e-9 ? -scale * Math.log(ratio) : (scale / shape) * (ratio ** -shape - 1);
  const valueAtRisk = threshold + beyond;
  const expectedShortfall = shape < 1 ? (valueAtRisk + scale - shape * threshold) / (1 - shape) : Infinity;
  return { status: 'fitted', valueAtRisk, expectedShortfall, threshold, exceedances: excesses.length, shape, scale };
}

function fitParetoTail(excesses: Float64Array): { shape: number; scale: number } | FitFailure {
  const mean = excesses.reduce((sum, value) => sum + value, 0) / excesses.length;
  const scaled = excesses.map((value) => value / mean);
  const found = [0.1, 0.4, -0.1]
    .map((start) =>
      minimize(
        withNumericGradient(([shape, logScale]) => negativeLogLikelihood(scaled, shape, Math.exp(logScale))),
        [start, Math.log(1 - start)],
        { lowerBounds: [-0.5, -10], upperBounds: [2, 10] },
      ),
    )
    .filter(({ isConverged }) => isConverged)
    .sort((a, b) => a.value - b.value);
  if (found.length === 0) {
    return fitFailure('not-converged', 'No tail distribution could be fitted; use more returns or another threshold.');
  }
  const [shape, logScale] = found[0].x;
  return { shape, scale: mean * Math.exp(logScale) };
}

function negativeLogLikelihood(excesses: Float64Array, shape: number, scale: number): number {
  let sum = excesses.length * Math.log(scale);
  const isExponential = Math.abs(shape) < 1e-9;
  for (let i = 0; i < excesses.length; i++) {
    if (isExponential) sum += excesses[i] / scale;
    else sum += (1 + 1 / shape) * Math.log1p((shape * excesses[i]) / scale);
  }
  return sum;
}
