/** The parameters of config.json; `engine types` writes this file. */
export interface StrategyParameters {
  /** US equities; each gets an equal part. */
  readonly symbols: readonly string[];
}
