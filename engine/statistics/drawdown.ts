import { Decimal } from '../model/decimal.ts';
import type { SampleSeries } from './statistics-input.ts';

const DAY = 86_400_000;
/** An upper bound of the float64 error of a drawdown. */
const UNCERTAIN = 1e-12;
/** An upper bound of the relative error of the float64 difference of two decimals. */
const FLOAT_ERROR = 1e-15;

/** The depth of the worst drawdown of an equity curve, and the longest time until a peak was regained. */
export interface DrawdownMetrics {
  /** Largest fall from a peak as a fraction (0.2 = 20 %), rounded. */
  readonly drawdown: Decimal;
  /** Whole days, truncated, of the longest time from a peak until it was reached again. */
  readonly recoveryDays: number;
}

const NONE: DrawdownMetrics = { drawdown: Decimal.zero, recoveryDays: 0 };

/**
 * The worst drawdown and the longest recovery of an equity curve; a drawdown without recovery counts for no recovery.
 *
 * Source: Statistics.CalculateDrawdownMetrics of Common/Statistics/Statistics.cs. A peak of zero gives no metrics, as
 * in LEAN.
 */
export function drawdownMetrics(equity: SampleSeries, places: number): DrawdownMetrics {
  const { length, timesUtc } = equity;
  if (length < 2) return NONE;
  const numbers = equity.numbers();
  let peak = 0;
  let peakTime = timesUtc[0];
  let isUnderWater = false;
  let worst = Decimal.zero;
  let worstEstimate = 0;
  let longest = 0;
  for (let index = 0; index < length; index++) {
    const change = numbers[index] - numbers[peak];
    // float64 decides the order of decimals unless they are closer than its error
    const isBelow =
      Math.abs(change) > Math.abs(numbers[peak]) * FLOAT_ERROR
        ? change < 0
        : !equity.isEqual(index, peak) && equity.decimal(index).lt(equity.decimal(peak));
    if (!isBelow) {
      if (isUnderWater) longest = Math.max(longest, timesUtc[index] - peakTime);
      isUnderWater = false;
      peak = index;
      peakTime = timesUtc[index];
    }
    if (numbers[peak] === 0) return NONE;
    // the same value below the same peak is no deeper drawdown
    if (!isBelow || equity.isEqual(index, index - 1)) continue;
    // Far from the worst drawdown so far and far from 0, the float64 quotient is precise enough.
    const estimate = numbers[index] / numbers[peak] - 1;
    if (estimate < -UNCERTAIN && estimate > worstEstimate + UNCERTAIN) {
      isUnderWater = true;
      continue;
    }
    const fall = equity.decimal(index).div(equity.decimal(peak)).sub(Decimal.one);
    if (fall.sign < 0) isUnderWater = true;
    if (!fall.lt(worst)) continue;
    worst = fall;
    worstEstimate = fall.toNumber();
  }
  return { drawdown: worst.abs().round(places), recoveryDays: Math.trunc(longest / DAY) };
}
