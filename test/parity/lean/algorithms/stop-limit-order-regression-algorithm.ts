import {
  Algorithm,
  type ExponentialMovingAverage,
  OrderDirection,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  Resolution,
  type Security,
} from 'tradewright';

const TOLERANCE = 0.001;
const TINY = 1e-9;

/** Stop limit orders far from the market, placed when two averages cross: triggered first, filled within the limit. */
export default class StopLimitOrderRegressionAlgorithm extends Algorithm {
  protected readonly asynchronous: boolean = false;
  private spy!: Security;
  private fast!: ExponentialMovingAverage;
  private slow!: ExponentialMovingAverage;
  private buyTicket: OrderTicket | undefined;
  private sellTicket: OrderTicket | undefined;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setCash(100_000);
    this.spy = this.addEquity('SPY', Resolution.Daily);
    const options = { resolution: Resolution.Daily };
    this.fast = this.indicators.ema(this.spy, 30, undefined, options);
    this.slow = this.indicators.ema(this.spy, 60, undefined, options);
  }

  override onData(): void {
    const { fast, slow, spy, asynchronous } = this;
    if (!fast.isReady || !slow.isReady) return;
    const threshold = slow.value * (1 + TOLERANCE);
    if (this.buyTicket === undefined && fast.value > threshold) {
      const prices = { stopPrice: spy.high * 1.1, limitPrice: spy.high * 1.11 };
      this.buyTicket = this.stopLimitOrder(spy, 100, prices, { asynchronous });
    } else if (
      this.buyTicket?.status === OrderStatus.Filled &&
      this.sellTicket === undefined &&
      fast.value < threshold
    ) {
      const prices = { stopPrice: spy.low * 0.99, limitPrice: spy.low * 0.98 };
      this.sellTicket = this.stopLimitOrder(spy, -100, prices, { asynchronous });
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    if (event.ticket.order?.stopTriggered !== true) throw new Error('the order filled without its trigger');
    const limit = event.ticket.get(OrderField.LimitPrice);
    const excess = event.direction === OrderDirection.Buy ? event.fillPrice - limit : limit - event.fillPrice;
    if (excess > TINY) throw new Error(`the order filled at ${event.fillPrice}, beyond its limit of ${limit}`);
  }

  override onEndOfAlgorithm(): void {
    for (const ticket of [this.buyTicket, this.sellTicket]) {
      if (ticket?.status !== OrderStatus.Filled) throw new Error('an order did not fill');
      if (ticket.submitRequest.asynchronous !== this.asynchronous) throw new Error('a ticket has another mode');
    }
  }
}
