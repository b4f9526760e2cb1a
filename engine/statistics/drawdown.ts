import { Decimal } from '../model/decimal.ts';

const DAY = 86_400_000;
/** More than the float's error of a fall. */
const UNCERTAIN = 1e-12;

/** How deep an equity curve fell below its peak, and how long it took at most to regain one. */
export interface DrawdownMetrics {
  /** Largest fall from a peak as a fraction (0.2 = 20 %), rounded. */
  readonly drawdown: Decimal;
  /** Whole days, truncated, of the longest time from a peak until it was reached again. */
  readonly recoveryDays: number;
}

const NONE: DrawdownMetrics = { drawdown: Decimal.zero, recoveryDays: 0 };

/**
 * The worst fall and the longest recovery of an equity curve; a fall not yet regained counts for no recovery.
 *
 * Source: Statistics.CalculateDrawdownMetrics of Common/Statistics/Statistics.cs. A peak of zero gives no metrics, as there.
 */
export function drawdownMetrics(
  timesUtc: ArrayLike<number>,
  values: readonly Decimal[],
  places: number,
): DrawdownMetrics {
  if (values.length < 2) return NONE;
  let peak = values[0];
  let peakTime = timesUtc[0];
  let isUnderWater = false;
  let worst = Decimal.zero;
  let worstEstimate = 0;
  let longest = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const order = value.cmp(peak);
    if (order >= 0) {
      if (isUnderWater) longest = Math.max(longest, timesUtc[index] - peakTime);
      isUnderWater = false;
      peak = value;
      peakTime = timesUtc[index];
    }
    if (peak.isZero) return NONE;
    if (order >= 0) continue;
    // Far from the worst fall so far, and far from none, a float's division tells enough.
    const estimate = value.toNumber() / peak.toNumber() - 1;
    if (estimate < -UNCERTAIN && estimate > worstEstimate + UNCERTAIN) {
      isUnderWater = true;
      continue;
    }
    const fall = value.div(peak).sub(Decimal.one);
    if (fall.sign < 0) isUnderWater = true;
    if (!fall.lt(worst)) continue;
    worst = fall;
    worstEstimate = fall.toNumber();
  }
  return { drawdown: worst.abs().round(places), recoveryDays: Math.trunc(longest / DAY) };
}
