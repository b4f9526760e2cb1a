/** The parameters of config.json; `engine types` writes this file. */
export interface StrategyParameters {
  /** A US equity. */
  readonly symbol: string;
  /** Days of the average. */
  readonly days: number;
}
