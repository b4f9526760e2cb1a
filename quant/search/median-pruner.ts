/** Options of {@link isWorseThanMedian}. */
export interface MedianPruningOptions {
  /** Number of finished trials before the first one may be pruned; default 10. */
  readonly startTrials?: number;
}

/**
 * Whether a trial can be abandoned: its value so far is worse than the median value of finished trials at the same
 * stage (Golovin and others, "Google Vizier", 2017).
 * @param value smaller is better
 * @param others values of finished trials at the same stage
 */
export function isWorseThanMedian(
  value: number,
  others: readonly number[],
  { startTrials = 10 }: MedianPruningOptions = {},
): boolean {
  if (others.length < startTrials) return false;
  const sorted = others.toSorted((one, other) => one - other);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return !(value <= median);
}
