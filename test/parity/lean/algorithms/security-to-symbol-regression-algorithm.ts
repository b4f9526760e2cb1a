import { Algorithm, Resolution } from 'tradewright';

/** A security is accepted wherever a symbol is. */
export default class SecurityToSymbolRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const asset = this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(asset), this.timeRules.afterMarketOpen(asset, 1), () => {
      if (!this.portfolio.invested) this.setHoldings(asset, 1);
    });
  }
}
