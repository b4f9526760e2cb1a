import { Algorithm, OrderStatus, Resolution } from 'tradewright';

/** Four successive targets within one bar: each order takes the earlier ones into account. */
export default class SetHoldingsRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    const { asynchronous } = this;
    for (const share of [0.1, 0.2, 0.3, 1]) this.setHoldings('SPY', share, { asynchronous });
  }

  override onEndOfAlgorithm(): void {
    const { symbol } = this.securities.of('SPY');
    const orders = this.transactions.getOrders((order) => order.symbol === symbol);
    if (orders.length !== 4) throw new Error(`${orders.length} orders instead of 4`);
    for (const order of orders) {
      if (order.status !== OrderStatus.Filled) throw new Error(`order ${order.id} has status ${order.status}`);
    }
    for (const ticket of this.transactions.getOrderTickets()) {
      if (ticket.submitRequest.asynchronous !== this.asynchronous) throw new Error('a ticket has another mode');
    }
  }
}
