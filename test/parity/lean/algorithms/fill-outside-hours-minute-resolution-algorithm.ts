import { Algorithm, OrderStatus, OrderType, Resolution } from 'tradewright';

/** A raw market order at 23:00 waits for fresh data instead of filling on the bar of the past session. */
export default class FillOutsideHoursMinuteResolutionAlgorithm extends Algorithm {
  protected readonly resolution: Resolution = Resolution.Minute;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', this.resolution);
    this.schedule.on(this.dateRules.today, this.timeRules.at(23, 0), () => {
      if (this.portfolio.invested || !spy.hasData) return;
      const ticket = this.submitOrderRequest({ orderType: OrderType.Market, symbol: spy, quantity: 1 });
      if (ticket.status === OrderStatus.Filled || ticket.status === OrderStatus.PartiallyFilled) {
        throw new Error('a market order filled at night');
      }
    });
  }
}
