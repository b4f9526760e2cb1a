import { Algorithm, Resolution } from 'tradewright';

/** Invests everything in SPY on the first daily bar and holds it. */
export default class BasicTemplateDailyAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 17);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
