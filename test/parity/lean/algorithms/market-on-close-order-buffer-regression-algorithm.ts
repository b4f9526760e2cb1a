import { Algorithm, OrderStatus, type OrderTicket, Resolution } from 'tradewright';

const MINUTE = 60_000;
const DAY = 86_400_000;
const IN_TIME = (15 * 60 + 49) * MINUTE;
const TOO_LATE = (15 * 60 + 51) * MINUTE;

/** With a buffer of ten minutes a market on close order is accepted at 15:49, refused at 15:51 and accepted again at 17:00. */
export default class MarketOnCloseOrderBufferRegressionAlgorithm extends Algorithm {
  private inTime: OrderTicket | undefined;
  private tooLate: OrderTicket | undefined;
  private afterClose: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.today, this.timeRules.at(17), () => {
      this.afterClose = this.marketOnCloseOrder('SPY', 2);
    });
    this.settings.marketOnCloseSubmissionBuffer = 10 * MINUTE;
  }

  override onData(): void {
    const timeOfDay = this.time % DAY;
    if (timeOfDay === IN_TIME) this.inTime ??= this.marketOnCloseOrder('SPY', 2);
    if (timeOfDay === TOO_LATE) this.tooLate ??= this.marketOnCloseOrder('SPY', 2);
  }

  override onEndOfAlgorithm(): void {
    if (this.inTime?.status !== OrderStatus.Filled) throw new Error('the order in time did not fill');
    if (this.tooLate?.status !== OrderStatus.Invalid) throw new Error('the late order was not refused');
    if (this.afterClose?.status !== OrderStatus.Filled) throw new Error('the order after the close did not fill');
  }
}
