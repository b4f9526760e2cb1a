import {
  Algorithm,
  DataNormalizationMode,
  OrderDirection,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type Security,
  type SecurityChanges,
  type Slice,
  TickType,
} from 'tradewright';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SESSION_BARS = 390;

/** Minute data have trades and quotes, daily data only trades; market orders fill at the quote of their side. */
export default class EquityTradeAndQuotesRegressionAlgorithm extends Algorithm {
  private ibm!: Security;
  private canTrade = false;
  private quotes = 0;
  private trades = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setSecurityInitializer((security) => security.setDataNormalizationMode(DataNormalizationMode.Raw));
    this.ibm = this.addEquity('IBM', Resolution.Minute);
    this.addEquity('AAPL', Resolution.Daily);

    // back over the weekend to the previous Friday
    const period = { milliseconds: 3 * DAY };
    for (const bars of [
      this.history(this.ibm, period, Resolution.Minute),
      this.history(this.ibm, { ...period, type: 'quote' }, Resolution.Minute),
    ]) {
      if (bars.length !== SESSION_BARS) throw new Error(`${bars.length} bars of history instead of ${SESSION_BARS}`);
    }
    const { dateRules, timeRules } = this;
    this.schedule.on(dateRules.everyDay(this.ibm), timeRules.afterMarketOpen(this.ibm, 0), () => {
      this.canTrade = true;
    });
    this.schedule.on(dateRules.everyDay(this.ibm), timeRules.beforeMarketClose(this.ibm, 16), () => {
      this.canTrade = false;
    });
  }

  override onData(slice: Slice): void {
    this.quotes += slice.quoteBars.size;
    this.trades += slice.bars.size;
    if (!this.portfolio.invested && this.canTrade) this.setHoldings(this.ibm, 1);
    if (this.time % (15 * MINUTE) < MINUTE) this.liquidate();
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    for (const { symbol, subscriptions } of changes.added) {
      const kinds = subscriptions.map((config) => config.tickType).toSorted();
      const wanted = symbol === this.ibm.symbol ? [TickType.Quote, TickType.Trade] : [TickType.Trade];
      if (kinds.join() !== wanted.join())
        throw new Error(`${symbol.ticker} has subscriptions of kinds ${kinds.join()}`);
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const price = event.direction === OrderDirection.Buy ? this.ibm.askPrice : this.ibm.bidPrice;
    if (event.fillPrice !== price)
      throw new Error(`order ${event.orderId} filled at ${event.fillPrice} instead of ${price}`);
  }

  override onEndOfAlgorithm(): void {
    if (this.trades <= 5 * SESSION_BARS + 5) throw new Error(`${this.trades} bars of trades are too few`);
    if (this.quotes !== 5 * SESSION_BARS)
      throw new Error(`${this.quotes} bars of quotes instead of ${5 * SESSION_BARS}`);
  }
}
