import { Algorithm, OrderStatus, type OrderTicket, Resolution } from 'tradewright';

/** A market on close order, placed at noon for hourly bars. */
export default class MarketOnCloseOrderRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;
  private ticket: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.tomorrow, this.timeRules.noon, () => {
      this.ticket = this.marketOnCloseOrder(spy, 1, { asynchronous: this.asynchronous });
      const { status } = this.ticket;
      if (status !== OrderStatus.New && status !== OrderStatus.Submitted)
        throw new Error(`the order has status ${status}`);
    });
  }

  override onEndOfAlgorithm(): void {
    if (this.ticket?.status !== OrderStatus.Filled) throw new Error('the order did not fill');
    if (this.ticket.submitRequest.asynchronous !== this.asynchronous) throw new Error('the ticket has another mode');
  }
}
