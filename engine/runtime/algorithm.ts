import type { BrokerageModelName } from '../api/brokerage-model.ts';
import type { Providers } from '../api/contract.ts';
import type { Consolidator } from '../data/consolidators/index.ts';
import type { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { OrderRequestOptions, RawOrder } from '../transactions/trading.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type {
  AlgorithmHost,
  BenchmarkFunction,
  BarLength,
  HistoryOptions,
  SubscriptionOptions,
} from './algorithm-host.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import type { Parameters } from './parameters.ts';
import { calendarDate } from './request-checks.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { Delisting, Dividend, Slice, Split, SymbolChangedEvent, SymbolLike } from './slice.ts';
import type { Transactions } from './transactions.ts';

/** Securities that entered or left the run; internal ones are not told. */
export interface SecurityChanges {
  readonly added: readonly Security[];
  readonly removed: readonly Security[];
}

/**
 * The base of every strategy: LEAN's QCAlgorithm with its verbs in camelCase.
 *
 * Times are numbers: `time` is wall-clock milliseconds in the algorithm's zone, `utcTime` the UTC instant.
 * Prices and quantities are numbers; quantities are signed. Handlers may be async; the engine awaits them.
 */
export abstract class Algorithm {
  readonly parameters: Parameters;
  /** What plugins provide by contracts of their own: `this.providers.get(SignalSourceFactory)`. */
  readonly providers: Providers;
  readonly settings: AlgorithmSettings;
  readonly portfolio: SecurityPortfolio;
  readonly securities: SecurityManager;
  readonly transactions: Transactions;
  readonly schedule: ScheduleManager;
  readonly dateRules: DateRules;
  readonly timeRules: TimeRules;
  /** Indicators that the engine keeps up to date: `this.indicators.sma(symbol, 20)`. */
  readonly indicators: IndicatorFactory;
  /** @internal */
  protected readonly host: AlgorithmHost;

  constructor(host: AlgorithmHost) {
    this.host = host;
    this.parameters = host.parameters;
    this.providers = host.providers;
    this.settings = host.settings;
    this.portfolio = host.portfolio;
    this.securities = host.securities;
    this.transactions = host.transactions;
    this.schedule = host.schedule;
    this.dateRules = host.schedule.dateRules;
    this.timeRules = host.schedule.timeRules;
    this.indicators = host.indicators;
  }

  /** Sets the strategy up; class fields may do the same. */
  initialize(): void | Promise<void> {}
  /** All that happened in one instant. */
  onData(_slice: Slice): void | Promise<void> {}
  /** Every change of every order, fills included. */
  onOrderEvent(_event: OrderEvent): void {}
  onSecuritiesChanged(_changes: SecurityChanges): void {}
  onDividends(_dividends: readonly Dividend[]): void {}
  onSplits(_splits: readonly Split[]): void {}
  onDelistings(_delistings: readonly Delisting[]): void {}
  onSymbolChangedEvents(_events: readonly SymbolChangedEvent[]): void {}
  /** Warm-up has ended; trading is allowed from here on. */
  onWarmupFinished(): void {}
  /** Ten minutes before the symbol's exchange closes. */
  onEndOfDay(_symbol: SecuritySymbol): void {}
  onMarginCall(_tickets: readonly { symbol: SecuritySymbol; quantity: number }[]): void {}
  onMarginCallWarning(): void {}
  onEndOfAlgorithm(): void | Promise<void> {}

  /** @internal What the engine calls: the strategy's own handler, and what a subclass of the engine adds to it. */
  handleInitialize(): void | Promise<void> {
    return this.initialize();
  }

  /** @internal */
  handleSlice(slice: Slice): void | Promise<void> {
    return this.onData(slice);
  }

  /** @internal */
  handleSecuritiesChanged(changes: SecurityChanges): void {
    this.onSecuritiesChanged(changes);
  }

  /** @internal */
  handleOrderEvent(event: OrderEvent): void {
    this.onOrderEvent(event);
  }

  /** Wall-clock milliseconds in the algorithm's time zone. */
  get time(): number {
    return this.host.localTime;
  }

  /** UTC instant in epoch milliseconds. */
  get utcTime(): number {
    return this.host.clock.utc;
  }

  get isWarmingUp(): boolean {
    return this.host.isWarmingUp;
  }

  get liveMode(): boolean {
    return this.host.liveMode;
  }

  /** First and last day of the run, wall-clock midnights of the algorithm's zone. */
  get startDate(): number {
    return this.host.startDate;
  }

  get endDate(): number {
    return this.host.endDate;
  }

  get currentSlice(): Slice {
    return this.host.slice;
  }

  /** First day of the backtest; the command line's and the configuration's dates win over it. */
  setStartDate(year: number, month: number, day: number): void {
    this.host.setStartDate(calendarDate('setStartDate', year, month, day));
  }

  /** Last day of the backtest, inclusive. */
  setEndDate(year: number, month: number, day: number): void {
    this.host.setEndDate(calendarDate('setEndDate', year, month, day));
  }

  /** Starting cash in the account currency. */
  setCash(amount: number): void;
  /** Starting cash of any currency; `conversionRate` is used until the feed has a rate. */
  setCash(currency: string, amount: number, conversionRate?: number): void;
  setCash(first: number | string, amount = 0, conversionRate = 0): void {
    if (typeof first === 'number') this.host.setCash(first);
    else this.host.setCurrencyCash(first, amount, conversionRate);
  }

  setAccountCurrency(currency: string, startingCash?: number): void {
    this.host.setAccountCurrency(currency, startingCash);
  }

  /** IANA name of the algorithm's zone; America/New_York unless set. */
  setTimeZone(name: string): void {
    this.host.setTimeZone(name);
  }

  setBrokerageModel(name: BrokerageModelName, accountType: 'margin' | 'cash' = 'margin'): void {
    this.host.setBrokerageModel(name, accountType);
  }

  /** A symbol whose price is the yardstick, or a function of the wall-clock time (which adds no feed). */
  setBenchmark(benchmark: SymbolLike | BenchmarkFunction): void {
    this.host.setBenchmark(benchmark);
  }

  /** Runs the first `bars` bars (each symbol's own resolution unless given), or a span in milliseconds, without trading. */
  setWarmUp(span: { bars: number } | { milliseconds: number }, resolution?: Resolution): void {
    this.host.setWarmUp(span, resolution);
  }

  /** Called with every security when it enters the run. */
  setSecurityInitializer(initializer: (security: Security) => void): void {
    this.host.setSecurityInitializer(initializer);
  }

  addEquity(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(SecurityType.Equity, ticker, resolution, options);
  }

  addForex(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(SecurityType.Forex, ticker, resolution, options);
  }

  addCrypto(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(SecurityType.Crypto, ticker, resolution, options);
  }

  addIndex(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(SecurityType.Index, ticker, resolution, options);
  }

  addCfd(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(SecurityType.Cfd, ticker, resolution, options);
  }

  addSecurity(type: SecurityType, ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security {
    return this.host.addSecurity(type, ticker, resolution, options);
  }

  /**
   * Closes the position, cancels the open orders and unsubscribes; the security is not tradable from then on. True when the
   * strategy had the symbol.
   */
  removeSecurity(symbol: SymbolLike, tag = 'Removed'): boolean {
    return this.host.removeSecurity(this.securityOf(symbol), tag);
  }

  marketOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.host.subscriptions.forOrder(symbol), quantity, options);
  }

  /** Market order to buy; the quantity is taken without its sign. */
  buy(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.host.subscriptions.forOrder(symbol), Math.abs(quantity), options);
  }

  sell(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOrder(this.host.subscriptions.forOrder(symbol), -Math.abs(quantity), options);
  }

  limitOrder(symbol: SymbolLike, quantity: number, limitPrice: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.limitOrder(this.host.subscriptions.forOrder(symbol), quantity, limitPrice, options);
  }

  stopMarketOrder(symbol: SymbolLike, quantity: number, stopPrice: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.stopMarketOrder(this.host.subscriptions.forOrder(symbol), quantity, stopPrice, options);
  }

  stopLimitOrder(
    symbol: SymbolLike,
    quantity: number,
    prices: { stopPrice: number; limitPrice: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.stopLimitOrder(this.host.subscriptions.forOrder(symbol), quantity, prices, options);
  }

  /** `stopPrice` is worked out from the security's price when it is left out. */
  trailingStopOrder(
    symbol: SymbolLike,
    quantity: number,
    trailing: { amount: number; asPercentage: boolean; stopPrice?: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.trailingStopOrder(this.host.subscriptions.forOrder(symbol), quantity, trailing, options);
  }

  limitIfTouchedOrder(
    symbol: SymbolLike,
    quantity: number,
    prices: { triggerPrice: number; limitPrice: number },
    options?: OrderRequestOptions,
  ): OrderTicket {
    return this.host.trading.limitIfTouchedOrder(this.host.subscriptions.forOrder(symbol), quantity, prices, options);
  }

  marketOnOpenOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOnOpenOrder(this.host.subscriptions.forOrder(symbol), quantity, options);
  }

  marketOnCloseOrder(symbol: SymbolLike, quantity: number, options?: OrderRequestOptions): OrderTicket {
    return this.host.trading.marketOnCloseOrder(this.host.subscriptions.forOrder(symbol), quantity, options);
  }

  /** Sends an order as it is: the checks before an order are made, but a market order stays one while the market is closed. */
  submitOrderRequest(order: RawOrder & { readonly symbol: SymbolLike }): OrderTicket {
    return this.host.trading.submitOrderRequest(this.host.subscriptions.forOrder(order.symbol), order);
  }

  /** Orders what brings the holding to a share of the portfolio (1 = all, negative = short); several targets are sized together. */
  setHoldings(
    target: SymbolLike,
    share: number,
    options?: OrderRequestOptions & { liquidateExistingHoldings?: boolean },
  ): OrderTicket[];
  setHoldings(
    targets: readonly { symbol: SymbolLike; share: number }[],
    options?: OrderRequestOptions & { liquidateExistingHoldings?: boolean },
  ): OrderTicket[];
  setHoldings(
    target: SymbolLike | readonly { symbol: SymbolLike; share: number }[],
    second?: number | (OrderRequestOptions & { liquidateExistingHoldings?: boolean }),
    third?: OrderRequestOptions & { liquidateExistingHoldings?: boolean },
  ): OrderTicket[] {
    if (!Array.isArray(target))
      return this.host.trading.setHolding(
        this.host.subscriptions.forOrder(target as SymbolLike),
        second as number,
        third,
      );
    const targets = (target as readonly { symbol: SymbolLike; share: number }[]).map((one) => ({
      security: this.host.subscriptions.forOrder(one.symbol),
      share: one.share,
    }));
    return this.host.trading.setHoldings(targets, second as Exclude<typeof second, number>);
  }

  /** Sells what is held and cancels what is open, of one symbol or of all. */
  liquidate(symbol?: SymbolLike | readonly SymbolLike[], options?: OrderRequestOptions): OrderTicket[] {
    if (symbol === undefined) return this.host.trading.liquidate(undefined, options);
    const symbols = Array.isArray(symbol) ? (symbol as readonly SymbolLike[]) : [symbol as SymbolLike];
    return this.host.trading.liquidate(
      symbols.map((one) => this.securityOf(one)),
      options,
    );
  }

  /** Signed quantity that brings the holding to a share of the portfolio. */
  calculateOrderQuantity(symbol: SymbolLike, share: number): number {
    return this.host.trading.calculateOrderQuantity(this.host.subscriptions.forOrder(symbol), share);
  }

  /** True in regular hours (extended ones where the subscription asked for them). */
  isMarketOpen(symbol: SymbolLike): boolean {
    const security = this.securityOf(symbol);
    return security.exchangeHours.isOpen(security.localTime, security.isExtendedMarketHours);
  }

  /** The last `count` bars, or those of a span or period, up to now; own copies, oldest first. */
  history(symbol: SymbolLike, request: HistoryOptions, resolution?: Resolution): TradeBar[] {
    return this.host.history.tradeBars(this.host.subscriptions.forHistory(symbol), request, resolution);
  }

  historyQuoteBars(symbol: SymbolLike, request: HistoryOptions, resolution?: Resolution): QuoteBar[] {
    return this.host.history.quoteBars(this.host.subscriptions.forHistory(symbol), request, resolution);
  }

  historyTicks(symbol: SymbolLike, request: HistoryOptions): Tick[] {
    return this.host.history.ticks(this.host.subscriptions.forHistory(symbol), request);
  }

  /** Feeds the symbol's rows into a consolidator until it is removed. */
  addConsolidator(symbol: SymbolLike, consolidator: Consolidator): void {
    this.host.addConsolidator(this.host.subscriptions.forData(symbol), consolidator);
  }

  removeConsolidator(symbol: SymbolLike, consolidator: Consolidator): void {
    this.host.removeConsolidator(this.securityOf(symbol), consolidator);
  }

  /** Trade bars from the symbol's own trades: of a period in milliseconds, a resolution, a number of rows or a calendar. */
  consolidate(symbol: SymbolLike, rule: BarLength, handler: (bar: TradeBar) => void): Consolidator {
    return this.host.consolidate(this.host.subscriptions.forData(symbol), rule, handler);
  }

  /** The same from the symbol's quotes. */
  consolidateQuotes(symbol: SymbolLike, rule: BarLength, handler: (bar: QuoteBar) => void): Consolidator {
    return this.host.consolidateQuotes(this.host.subscriptions.forData(symbol), rule, handler);
  }

  /** Adds a point to a named series of the results. */
  plot(chart: string, series: string, value: number): void {
    this.host.plot(chart, series, value);
  }

  debug(message: string): void {
    this.host.log('debug', message);
  }

  log(message: string): void {
    this.host.log('info', message);
  }

  error(message: string): void {
    this.host.log('error', message);
  }

  /** Ends the run after this step; what has happened stands. */
  quit(message = ''): void {
    this.host.quit(message);
  }

  /** The run's security of a symbol; throws when the run does not know it. */
  protected securityOf(symbol: SymbolLike): Security {
    return this.securities.of(symbol);
  }
}
