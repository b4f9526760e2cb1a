import { Algorithm, OrderStatus, Resolution } from 'tradewright';

const LAST_DAY = Date.UTC(2013, 9, 11);

/** A security that is added and removed every minute: each time it starts without a price. */
export default class AddRemoveSecurityCacheRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    if (this.time >= LAST_DAY) return;
    if (this.securities.has('AIG')) {
      this.removeSecurity('AIG');
      return;
    }
    const aig = this.addEquity('AIG', Resolution.Minute);
    const ticket = this.marketOrder('AIG', 1);
    if (ticket.status !== OrderStatus.Invalid || aig.hasData) throw new Error('a new security has data already');
  }
}
