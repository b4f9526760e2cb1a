/** The parameters of config.json; `engine types` writes this file. */
export interface StrategyParameters {
  /** US equities. */
  readonly symbols: readonly string[];
  /** Days of the average that the price must exceed. */
  readonly trend: number;
  /** Standard deviations of the expected move between entry and stop. */
  readonly deviations: number;
  /** Days of the expected move. */
  readonly horizon: number;
  /** Distance of the target over that of the stop. */
  readonly reward: number;
  /** Calendar days after which a position without profit is closed. */
  readonly days: number;
}
