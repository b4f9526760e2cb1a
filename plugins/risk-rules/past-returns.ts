import type { PastData, SecurityView } from 'tradewright/plugin';
import { pearsonCorrelation } from 'tradewright/quant';

/** Correlation of the last daily returns of two securities; undefined for fewer than `days`. */
export function correlationOf(
  one: SecurityView,
  other: SecurityView,
  { past, days }: { readonly past: PastData; readonly days: number },
): number | undefined {
  const [first, second] = [one, other].map((security) => returnsOf(past, security, days));
  if (first.length < days || second.length < days) return undefined;
  const correlation = pearsonCorrelation(first, second);
  return Number.isFinite(correlation) ? correlation : undefined;
}

function returnsOf(past: PastData, security: SecurityView, days: number): Float64Array {
  const bars = past.dailyBars(security, days + 1);
  return Float64Array.from({ length: Math.max(0, bars.length - 1) }, (_, i) =>
    Math.log(bars[i + 1].close / bars[i].close),
  );
}

/** Mean daily volume of the last days; undefined without volumes. */
export function averageDailyVolume(past: PastData, security: SecurityView, days: number): number | undefined {
  const volumes = past.dailyBars(security, days).map(({ volume }) => volume ?? NaN);
  const mean = volumes.reduce((total, volume) => total + volume, 0) / volumes.length;
  return mean > 0 ? mean : undefined;
}
