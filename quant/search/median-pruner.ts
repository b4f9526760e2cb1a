/** Options of {@link isWorseThanMedian}. */
export interface MedianPruningOptions {
  /** Below this number of finished trials none is pruned; 10 by default. */
  readonly startTrials?: number;
}

/**
 * Whether a trial can be given up: what it has reached so far is worse than the median of what finished trials had reached
 * at the same stage (Golovin and others, "Google Vizier", 2017).
 * @param value the smaller the better
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
