/** The parameters of config.json; `engine types` writes this file. */
export interface StrategyParameters {
  /** US equities; each gets an equal share of the equity. */
  readonly symbols: readonly string[];
  /** Days of the fast average. */
  readonly fast: number;
  /** Days of the slow average. */
  readonly slow: number;
  /** Spread of the averages that counts as a crossing: 0.005 is 0.5 %. */
  readonly threshold: number;
  /** Fall from the fill price that triggers the sale: 0.15 is 15 %. */
  readonly stopLoss: number;
  /** Rise from the fill price that triggers the sale: 0.25 is 25 %. */
  readonly takeProfit: number;
}
