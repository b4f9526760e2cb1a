import { Algorithm, OrderStatus, type OrderTicket, OrderType, Resolution } from 'tradewright';

/** At midnight, a market on open order and a market order, which becomes one. */
export default class MarketOnOpenOrderRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;
  private readonly tickets: OrderTicket[] = [];

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.midnight, () => {
      const { asynchronous } = this;
      this.tickets.push(this.marketOnOpenOrder(spy, 1, { asynchronous }), this.marketOrder(spy, 1, { asynchronous }));
      if (this.tickets[1].orderType !== OrderType.MarketOnOpen) throw new Error('the market order was not converted');
      for (const { status } of this.tickets) {
        if (status !== OrderStatus.New && status !== OrderStatus.Submitted)
          throw new Error(`an order has status ${status}`);
      }
    });
  }

  override onEndOfAlgorithm(): void {
    if (this.tickets.length === 0) throw new Error('no order was placed');
    for (const ticket of this.tickets) {
      if (ticket.status !== OrderStatus.Filled) throw new Error(`an order has status ${ticket.status}`);
      if (ticket.submitRequest.asynchronous !== this.asynchronous) throw new Error('a ticket has another mode');
    }
  }
}
