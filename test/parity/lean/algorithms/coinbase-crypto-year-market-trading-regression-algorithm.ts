import { Algorithm, Resolution, type Security } from 'tradewright';

/** Buys one bitcoin on one day and sells it on the next, in a cash account that counts 365 trading days a year. */
export default class CoinbaseCryptoYearMarketTradingRegressionAlgorithm extends Algorithm {
  private bitcoin!: Security;
  private holds = false;

  override initialize(): void {
    this.setStartDate(2015, 1, 13);
    this.setEndDate(2016, 2, 3);
    this.setCash(100_000);
    this.setBrokerageModel('coinbase', 'cash');
    this.bitcoin = this.addCrypto('BTCUSD', Resolution.Daily, { market: 'coinbase' });
  }

  override onData(): void {
    if (this.holds) this.liquidate();
    else this.marketOrder(this.bitcoin, 1);
    this.holds = !this.holds;
  }

  override onEndOfAlgorithm(): void {
    if (this.settings.tradingDaysPerYear !== 365) throw new Error('the brokerage model trades 365 days a year');
  }
}
