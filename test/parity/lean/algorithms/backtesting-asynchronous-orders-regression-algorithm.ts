import { Algorithm, OrderStatus, type OrderTicket } from 'tradewright';

/** Queued orders of a backtest are submitted (and market orders filled) before the call returns. */
export default class BacktestingAsynchronousOrdersRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    expectStatus(this.marketOrder('SPY', 100, { asynchronous: false }), OrderStatus.Filled);
    expectStatus(this.marketOrder('SPY', -100, { asynchronous: true }), OrderStatus.Filled);
    const limitPrice = this.securities.of('SPY').price * 0.95;
    expectStatus(this.limitOrder('SPY', 100, limitPrice, { asynchronous: false }), OrderStatus.Submitted);
    expectStatus(this.limitOrder('SPY', -100, limitPrice, { asynchronous: true }), OrderStatus.Submitted);
  }
}

function expectStatus(ticket: OrderTicket, status: OrderStatus): void {
  if (!ticket.hasOrder) throw new Error('the request did not become an order');
  if (ticket.isOpen !== (status === OrderStatus.Submitted)) throw new Error('the order is not where it should be');
  if (ticket.status !== status) throw new Error(`the order has status ${ticket.status} instead of ${status}`);
}
