import { Algorithm, OrderStatus, type OrderTicket, Resolution, type Security } from 'tradewright';

/** Orders placed at midnight and cancelled at the same instant by liquidating everything. */
export default class LiquidateRegressionAlgorithm extends Algorithm {
  protected readonly tickets: OrderTicket[] = [];
  protected spy!: Security;
  protected ibm!: Security;

  override initialize(): void {
    this.setStartDate(2018, 1, 4);
    this.setEndDate(2018, 1, 10);
    this.spy = this.addEquity('SPY', Resolution.Daily);
    this.ibm = this.addEquity('IBM', Resolution.Daily);
    for (const date of [Date.UTC(2018, 0, 5), Date.UTC(2018, 0, 8)]) {
      this.schedule.on(this.dateRules.on(date), this.timeRules.midnight, () => this.rebalance());
    }
  }

  protected rebalance(): void {
    this.marketOrder(this.ibm, 10);
    this.limitOrder(this.ibm, 1, this.ibm.price - 5);
    this.limitOrder(this.spy, 1, this.spy.price - 5);
    this.liquidate();
  }

  override onEndOfAlgorithm(): void {
    const left = this.transactions.getOrders((order) => order.status !== OrderStatus.Canceled);
    if (left.length > 0) throw new Error(`${left.length} orders were not cancelled`);
    for (const security of this.securities.all) {
      if (security.holdings.quantity !== 0) throw new Error(`${security.symbol.ticker} is still held`);
    }
  }
}
