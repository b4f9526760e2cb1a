import { Algorithm, OrderStatus, type OrderTicket, Resolution } from 'tradewright';

/** A buy stop below the market at noon: triggered at once, filled on the next bar. */
export default class StopMarketOrderRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;
  private ticket: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2021, 3, 1);
    this.setEndDate(2021, 3, 3);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.today, this.timeRules.noon, () => {
      this.ticket = this.stopMarketOrder(spy, 1, spy.price - 2, { asynchronous: this.asynchronous });
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
