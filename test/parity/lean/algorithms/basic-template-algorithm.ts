import { Algorithm, Resolution } from 'tradewright';

/** Invests everything in SPY on the first minute bar and holds it. */
export default class BasicTemplateAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
