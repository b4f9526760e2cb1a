import {
  Algorithm,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
  type Security,
} from 'tradewright';

const NEXT_BAR = Date.UTC(2013, 9, 8, 11);

/** With a stale price window of a minute, an order placed at 10:55 fills at the close of the hour that ends at 11:00. */
export default class HourResolutionMarketOrderStalePriceRegressionAlgorithm extends Algorithm {
  private spy!: Security;
  private ticket: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    this.settings.stalePriceTimeSpan = 60_000;
    this.spy = this.addEquity('SPY', Resolution.Hour);
    this.schedule.on(this.dateRules.on(Date.UTC(2013, 9, 8)), this.timeRules.at(10, 55), () => this.trade());
  }

  private trade(): void {
    if (!this.spy.hasData) throw new Error('SPY has no data yet');
    this.ticket = this.marketOrder(this.spy, 10, { asynchronous: true });
    if (this.ticket.orderType !== OrderType.Market) throw new Error('the market order was converted');
    if (this.ticket.status === OrderStatus.Filled) throw new Error('the order filled on a stale bar');
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const filledAt = this.spy.exchangeHours.timeZone.toLocal(event.utcTime);
    if (filledAt !== NEXT_BAR) throw new Error(`the order filled at ${filledAt}`);
    if (this.spy.lastDataEndTime !== NEXT_BAR) throw new Error('the order filled on another bar');
    if (event.fillPrice !== this.spy.close) throw new Error(`the order filled at ${event.fillPrice}, not at the close`);
  }

  override onEndOfAlgorithm(): void {
    if (this.ticket?.status !== OrderStatus.Filled) throw new Error('the order did not fill');
  }
}
