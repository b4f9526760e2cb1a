import {
  Algorithm,
  type Beta,
  type OrderEvent,
  OrderStatus,
  OrderType,
  Resolution,
  type SimpleMovingAverage,
  type Slice,
} from 'tradewright';

/** The beta of IBM to SPY, ready from the start by automatic warm-up, and orders far from the market. */
export default class AddBetaIndicatorRegressionAlgorithm extends Algorithm {
  private beta!: Beta;
  private average!: SimpleMovingAverage;
  private lastAverage = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 15);
    this.setCash(10_000);
    const ibm = this.addEquity('IBM');
    const spy = this.addEquity('SPY');
    this.settings.automaticIndicatorWarmUp = true;
    const options = { resolution: Resolution.Daily };
    this.beta = this.indicators.b(ibm, ibm.symbol, spy.symbol, 3, undefined, options);
    this.average = this.indicators.sma(spy, 3, options);
    if (!this.beta.isReady) throw new Error('beta is not ready');
  }

  override onData(slice: Slice): void {
    if (!this.portfolio.invested) {
      const price = slice.bars.get('IBM')?.close ?? NaN;
      this.buy('IBM', 10);
      this.limitOrder('IBM', 10, price * 0.1);
      this.stopMarketOrder('IBM', 10, price / 0.1);
    }
    const { value } = this.beta;
    if (value < 0 || value > 2.8) throw new Error(`beta is ${value}`);
  }

  override onOrderEvent(event: OrderEvent): void {
    const { order } = event.ticket;
    const isRising = this.lastAverage < this.average.value;
    this.lastAverage = this.average.value;
    if (order?.status !== OrderStatus.Filled || order.type !== OrderType.Limit) return;
    if (Math.abs(this.beta.value - 1) < 0.2 && isRising) this.transactions.cancelOpenOrders(order.symbol);
  }
}
