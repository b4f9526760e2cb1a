import { Algorithm, OrderResponseErrorCode, OrderStatus, type OrderTicket } from 'tradewright';

const MINUTE = 60_000;
const BUFFER = 10 * MINUTE;

/** The latest time for market on close orders is in the exchange's zone, regardless of the strategy's zone. */
export default class MarketOnCloseOrderBufferCheckRegressionAlgorithm extends Algorithm {
  private inTime: OrderTicket | undefined;
  private tooLate: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.setTimeZone('Europe/London');
    this.addEquity('SPY');
    this.settings.marketOnCloseSubmissionBuffer = BUFFER;
  }

  override onData(): void {
    if (this.inTime !== undefined && this.tooLate !== undefined) return;
    const { exchangeHours, localTime } = this.securities.of('SPY');
    const close = exchangeHours.timeZone.toUtc(exchangeHours.nextMarketClose(localTime, false));
    const latest = close - BUFFER;
    if (this.inTime === undefined && this.utcTime >= latest - 5 * MINUTE && this.utcTime <= latest) {
      this.inTime = this.marketOnCloseOrder('SPY', 1);
      if (this.inTime.status === OrderStatus.Invalid) throw new Error('an order in time was refused');
    }
    if (this.tooLate === undefined && this.utcTime > latest) {
      this.tooLate = this.marketOnCloseOrder('SPY', 1);
      const { errorCode } = this.tooLate.submitRequest.response;
      if (
        this.tooLate.status !== OrderStatus.Invalid ||
        errorCode !== OrderResponseErrorCode.MarketOnCloseOrderTooLate
      ) {
        throw new Error('an order after the latest time was not refused for it');
      }
    }
  }

  override onEndOfAlgorithm(): void {
    if (this.inTime?.status !== OrderStatus.Filled) throw new Error('the order in time did not fill');
    if (this.tooLate === undefined) throw new Error('the late order was never placed');
  }
}
