import { fitVolatility, forecastVolatility } from '../../quant/index.ts';
import type { PriceBar } from '../api/exit-rule.ts';

/** Fewer returns than this are not fitted. */
const LEAST_FITTED = 100;
/** Fewer returns than this have no expected move. */
const LEAST_MEASURED = 20;

/** Logarithmic returns of the closes. */
export function dailyReturns(bars: readonly PriceBar[]): Float64Array {
  const returns = new Float64Array(Math.max(0, bars.length - 1));
  for (let i = 1; i < bars.length; i++) returns[i - 1] = Math.log(bars[i].close / bars[i - 1].close);
  return returns;
}

/**
 * Standard deviation of the logarithmic return over a number of days: the forecast of a GARCH(1,1) fitted to the daily returns;
 * where it cannot be fitted, of the returns themselves. Undefined for fewer than 20 returns or prices that do not move.
 */
export function expectedMove(bars: readonly PriceBar[], horizon: number): number | undefined {
  const returns = dailyReturns(bars);
  if (returns.length < LEAST_MEASURED || !returns.every(Number.isFinite)) return undefined;
  if (returns.length >= LEAST_FITTED) {
    const fit = fitVolatility(returns);
    if (fit.status === 'fitted') {
      const { variances } = forecastVolatility(fit, { horizon });
      const variance = variances.reduce((sum, one) => sum + one, 0);
      if (variance > 0 && Number.isFinite(variance)) return Math.sqrt(variance);
    }
  }
  const deviation = standardDeviation(returns);
  return deviation > 0 ? deviation * Math.sqrt(horizon) : undefined;
}

/** Standard deviation with n - 1. */
export function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Wilder's average of the true range (LEAN: AverageTrueRange.cs); undefined for fewer than `period` ranges. */
export function averageTrueRange(bars: readonly PriceBar[], period: number): number | undefined {
  if (bars.length < period + 1) return undefined;
  let average = 0;
  for (let i = 1; i < bars.length; i++) {
    const { high, low } = bars[i];
    const before = bars[i - 1].close;
    const range = Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
    // a plain mean of the first ranges, smoothed from then on
    average += (range - average) / Math.min(i, period);
  }
  return average;
}
