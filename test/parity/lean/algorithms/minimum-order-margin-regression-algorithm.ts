import { Algorithm, Resolution } from 'tradewright';

/** Asks for a quarter of the portfolio on every bar; corrections below one per cent of it are not worth an order. */
export default class MinimumOrderMarginRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute);
    this.settings.minimumOrderMarginPortfolioPercentage = 0.01;
  }

  override onData(): void {
    this.setHoldings('SPY', 0.25);
  }
}
