import { Algorithm, Resolution } from 'tradewright';

/** Targets a quarter of the portfolio on every bar; corrections below one per cent of it cause no order. */
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
