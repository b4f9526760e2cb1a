import { Algorithm, type OrderEvent, OrderStatus, type OrderTicket, Resolution } from 'tradewright';

/** The first event of an order is reported before the call that placed it returns; the event has the ticket. */
export default class OrderTicketAssignmentDemoAlgorithm extends Algorithm {
  private ticket: OrderTicket | undefined;
  private tradeCount = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Minute);
    this.consolidate(spy, { hours: 1 }, () => {
      this.ticket = undefined;
      this.ticket = this.marketOrder(spy, 1, { asynchronous: true });
      this.tradeCount++;
    });
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.ticket.orderId !== event.orderId) throw new Error('the event brings another ticket');
    if (event.status === OrderStatus.Submitted && this.ticket !== undefined)
      throw new Error('the ticket came before the event');
  }

  override onEndOfAlgorithm(): void {
    if (!this.portfolio.invested || this.tradeCount !== this.transactions.ordersCount) {
      throw new Error(`${this.transactions.ordersCount} orders instead of ${this.tradeCount}`);
    }
  }
}
