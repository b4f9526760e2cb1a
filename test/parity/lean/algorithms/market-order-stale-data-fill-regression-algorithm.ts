import { Algorithm, type OrderEvent, OrderStatus, Resolution, type Security } from 'tradewright';

const MINUTE = 60_000;

/** A market order one second after the open waits for the first bar instead of filling on yesterday's last. */
export default class MarketOrderStaleDataFillRegressionAlgorithm extends Algorithm {
  private spy!: Security;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.spy = this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(this.spy), this.timeRules.at(9, 30, 1), () => this.trade());
    this.schedule.on(this.dateRules.everyDay(this.spy), this.timeRules.at(12, 0, 0), () => this.trade());
  }

  private trade(): void {
    if (this.spy.hasData) this.marketOrder(this.spy, 1);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const age = this.spy.exchangeHours.timeZone.toLocal(event.utcTime) - this.spy.lastDataEndTime;
    if (age > MINUTE) throw new Error(`order ${event.orderId} filled on data that are ${age} ms old`);
  }
}
