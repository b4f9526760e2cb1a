import { type FitFailure } from '../volatility/fit-failure.ts';
import { fitVolatility } from '../volatility/fit-volatility.ts';
import { forecastVolatility } from '../volatility/forecast-volatility.ts';
import type { VolatilitySpecification } from '../volatility/specification.ts';
import type { VolatilityFit } from '../volatility/volatility-fit.ts';
import type { Random } from '../random/random.ts';
import { sortedQuantile } from './order-statistics.ts';
import { requireLevel, requireReturns, type RiskMeasure } from './risk-measure.ts';

export interface HistoricalRisk extends RiskMeasure {
  /** Number of returns in the mean of the expected shortfall. */
  readonly tailCount: number;
}

/** Historical risk: the quantile of the returns (type 7) and the mean of the returns at or below it. */
export function historicalRisk(returns: Float64Array, level: number): HistoricalRisk {
  requireLevel(level);
  requireReturns(returns);
  const sorted = returns.slice().sort();
  const cut = sortedQuantile(sorted, 1 - level);
  let tailCount = 0;
  let sum = 0;
  while (tailCount < sorted.length && sorted[tailCount] <= cut) sum += sorted[tailCount++];
  return { valueAtRisk: -cut, expectedShortfall: -sum / tailCount, tailCount };
}

export interface FilteredHistoricalOptions {
  readonly specification?: VolatilitySpecification;
  /** Observations ahead; default 1. */
  readonly horizon?: number;
  /** Number of paths for horizons above 1; default 10,000. */
  readonly simulations?: number;
  /** Required for horizons above 1. */
  readonly random?: Random;
}

export interface FilteredHistoricalRisk extends HistoricalRisk {
  readonly status: 'fitted';
  readonly fit: VolatilityFit;
}

/**
 * Filtered historical simulation: past residuals, standardised by the volatility of their time, scaled to the
 * volatility of the next return (Barone-Adesi, Giannopoulos and Vosper 1999). For one observation it uses every
 * residual once; for longer horizons it draws paths of them.
 */
export function filteredHistoricalRisk(
  returns: Float64Array,
  level: number,
  options: FilteredHistoricalOptions = {},
): FilteredHistoricalRisk | FitFailure {
  requireLevel(level);
  const { specification, horizon = 1, simulations = 10_000, random } = options;
  const fit = fitVolatility(returns, specification);
  if (fit.status === 'failed') return fit;
  if (horizon === 1) {
    const filter = fit.filter();
    const scenarios = fit.standardizedResiduals.map((residual) => filter.nextMean + filter.nextVolatility * residual);
    return { status: 'fitted', fit, ...historicalRisk(scenarios, level) };
  }
  const { paths } = forecastVolatility(fit, { horizon, method: 'bootstrap', simulations, random });
  const sums = new Float64Array(simulations);
  for (let path = 0; path < simulations; path++) sums[path] = paths!.row(path).reduce((sum, value) => sum + value, 0);
  return { status: 'fitted', fit, ...historicalRisk(sums, level) };
}
