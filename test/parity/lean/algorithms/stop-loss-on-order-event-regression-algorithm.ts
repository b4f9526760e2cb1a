import { Algorithm, type OrderEvent, OrderStatus, type Security } from 'tradewright';

/** The fill event of an entry places the stop, within the call that placed the entry. */
export default class StopLossOnOrderEventRegressionAlgorithm extends Algorithm {
  private spy!: Security;
  private traded = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.spy = this.addEquity('SPY');
  }

  override onOrderEvent(event: OrderEvent): void {
    const { order } = event.ticket;
    if (order?.tag !== 'Entry' || event.status !== OrderStatus.Filled) return;
    this.stopMarketOrder(order.symbol, -order.quantity, event.fillPrice - 2, { tag: 'StopLoss' });
  }

  override onData(): void {
    if (this.portfolio.invested || this.traded) return;
    this.traded = true;
    this.marketOrder(this.spy, -100, { tag: 'Entry' });
  }
}
