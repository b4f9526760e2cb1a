export interface GarchOrders {
  /** Lags of squared residuals. */
  readonly p: number;
  /** Lags of squared negative residuals; above 0 in the model of Glosten, Jagannathan and Runkle. */
  readonly o: number;
  /** Lags of the variance. */
  readonly q: number;
}

/** `name1`, `name2`, … */
export function numberedNames(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
}

/** A value divided equally among parameters. */
export function sharedEqually(value: number, count: number): number[] {
  return new Array<number>(count).fill(value / count);
}
