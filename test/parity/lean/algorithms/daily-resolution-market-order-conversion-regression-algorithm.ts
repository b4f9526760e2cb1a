import {
  Algorithm,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  OrderType,
  Resolution,
  type Security,
} from 'tradewright';

const DAY = 86_400_000;
const TRADING_DAY = Date.UTC(2013, 9, 8);

/** During the session, market orders become market on close orders on daily bars, and stay market orders on minute bars. */
export default class DailyResolutionMarketOrderConversionRegressionAlgorithm extends Algorithm {
  private spy!: Security;
  private ibm!: Security;
  private onClose: OrderTicket | undefined;
  private onOpen: OrderTicket | undefined;
  private immediate: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.spy = this.addEquity('SPY', Resolution.Daily);
    this.ibm = this.addEquity('IBM', Resolution.Minute);
    const tradingDay = this.dateRules.on(TRADING_DAY);
    this.schedule.on(tradingDay, this.timeRules.at(9, 31), () => this.tradeAfterOpen());
    this.schedule.on(tradingDay, this.timeRules.at(15, 55), () => {
      this.onOpen = this.placeDaily(OrderType.MarketOnOpen);
    });
  }

  private tradeAfterOpen(): void {
    if (!this.spy.hasData || !this.ibm.hasData) throw new Error('a security has no data yet');
    this.immediate = this.marketOrder(this.ibm, 10);
    if (this.immediate.orderType !== OrderType.Market) throw new Error('the order for minute bars was converted');
    if (this.immediate.status !== OrderStatus.Filled) throw new Error('the order for minute bars did not fill at once');
    this.onClose = this.placeDaily(OrderType.MarketOnClose);
  }

  private placeDaily(type: OrderType): OrderTicket {
    const ticket = this.marketOrder(this.spy, 10);
    if (ticket.orderType !== type) throw new Error(`the order for daily bars has type ${ticket.orderType}`);
    if (ticket.status === OrderStatus.Filled) throw new Error('the order for daily bars filled at once');
    return ticket;
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const hours = event.security.exchangeHours;
    const filledAt = hours.timeZone.toLocal(event.utcTime);
    if (event.orderId === this.onClose?.orderId) {
      if (filledAt !== hours.nextMarketClose(TRADING_DAY, false))
        throw new Error('the order did not fill at the close');
    } else if (event.orderId === this.onOpen?.orderId && filledAt < TRADING_DAY + DAY) {
      throw new Error('the order for the open filled on its own day');
    }
  }

  override onEndOfAlgorithm(): void {
    for (const ticket of [this.immediate, this.onClose, this.onOpen]) {
      if (ticket?.status !== OrderStatus.Filled) throw new Error('an order did not fill');
    }
  }
}
