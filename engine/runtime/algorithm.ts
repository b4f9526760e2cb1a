import type { Providers } from '../api/contract.ts';
import type { AccountType, BrokerageModel, BrokerageModelName } from '../api/brokerage-model.ts';
import type { Consolidator } from '../data/consolidators/index.ts';
import type { Duration } from '../data/time/duration.ts';
import { requireNotAsync, requireSynchronous } from '../model/handler-errors.ts';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import type { UtcInstant, WallClock } from '../model/instants.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { DateRules } from '../scheduling/date-rules.ts';
import type { TimeRules } from '../scheduling/time-rules.ts';
import type { Security } from '../securities/security.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import type {
  AlgorithmHost,
  BarLength,
  BenchmarkFunction,
  HistoryRequest,
  HistoryRows,
  SubscriptionOptions,
} from './algorithm-host.ts';
import { AlgorithmOrders } from './algorithm-orders.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import type { Parameters } from './parameters.ts';
import { calendarDate } from './request-checks.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { SeriesBook } from './series-book.ts';
import type { Sizing } from './sizing.ts';
import type { Delisting, Dividend, Split, SymbolChangedEvent } from './slice-events.ts';
import type { Slice, SymbolLike } from './slice.ts';
import type { StaleData } from './stale-data.ts';
import type { Transactions } from './transactions.ts';

/** Securities that entered or left the run, without internal ones. */
export interface SecurityChanges {
  readonly added: readonly Security[];
  readonly removed: readonly Security[];
}

/**
 * Base class of every strategy: LEAN's QCAlgorithm with its methods in camelCase.
 *
 * Times are numbers: `time` is wall-clock milliseconds in the algorithm's zone, `utcTime` the UTC instant.
 * Prices and quantities are numbers; quantities are signed. initialize, onData, onEndOfDay and onEndOfAlgorithm may be
 * async.
 */
export abstract class Algorithm<Values extends object = object> extends AlgorithmOrders {
  readonly parameters: Parameters & Readonly<Values>;
  /** Providers of contracts that plugins declare: `this.providers.get(SignalSourceFactory)`. */
  readonly providers: Providers;
  readonly settings: AlgorithmSettings;
  readonly portfolio: SecurityPortfolio;
  readonly transactions: Transactions;
  readonly schedule: ScheduleManager;
  readonly dateRules: DateRules;
  readonly timeRules: TimeRules;
  /** Indicators that the engine keeps up to date: `this.indicators.sma(symbol, 20)`. */
  readonly indicators: IndicatorFactory;
  /** Series other than bars, as published by the current instant: `this.series.value('vix')`. */
  readonly series: SeriesBook;
  /** Sizes of positions by the run's model: `this.sizing.share(symbol)`. */
  readonly sizing: Sizing;

  constructor(host: AlgorithmHost) {
    super(host);
    this.parameters = host.parameters as Parameters & Readonly<Values>;
    this.providers = host.providers;
    this.settings = host.settings;
    this.portfolio = host.portfolio;
    this.transactions = host.transactions;
    this.schedule = host.schedule;
    this.dateRules = host.schedule.dateRules;
    this.timeRules = host.schedule.timeRules;
    this.indicators = host.indicators;
    this.series = host.series;
    this.sizing = host.sizing;
  }

  /** Sets up the strategy; class fields may do the same. */
  initialize(): void | Promise<void> {}
  /** Receives the slice of each instant. */
  onData(_slice: Slice): void | Promise<void> {}
  /** Called at every change of an order, fills included. */
  onOrderEvent(_event: OrderEvent): void {}
  onSecuritiesChanged(_changes: SecurityChanges): void {}
  onDividends(_dividends: readonly Dividend[]): void {}
  onSplits(_splits: readonly Split[]): void {}
  onDelistings(_delistings: readonly Delisting[]): void {}
  onSymbolChangedEvents(_events: readonly SymbolChangedEvent[]): void {}
  /** Called at the end of the warm-up; trading is allowed from here on. */
  onWarmupFinished(): void {}
  /** Called ten minutes before the symbol's exchange closes. */
  onEndOfDay(_symbol: SecuritySymbol): void | Promise<void> {}
  onMarginCall(_tickets: readonly { symbol: SecuritySymbol; quantity: number }[]): void {}
  onMarginCallWarning(): void {}
  /** Live: rows that the calendar lets expect do not come, or come again. */
  onDataStale(_change: StaleData): void {}
  onEndOfAlgorithm(): void | Promise<void> {}

  /** @internal The engine's call: the strategy's handler and the additions of engine subclasses. */
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
  get time(): WallClock {
    return this.host.localTime;
  }

  /** UTC instant in epoch milliseconds. */
  get utcTime(): UtcInstant {
    return this.host.clock.utc;
  }

  /** The current time in the algorithm's time zone as a Temporal.ZonedDateTime. */
  now(): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(this.utcTime).toZonedDateTimeISO(this.host.timeZone.temporalId);
  }

  /** Converts a wall-clock time in the algorithm's time zone to an instant. */
  toUtc(time: WallClock): UtcInstant {
    return this.host.timeZone.toUtc(time);
  }

  /** Converts an instant to a wall-clock time in the algorithm's time zone. */
  toLocal(utc: UtcInstant): WallClock {
    return this.host.timeZone.toLocal(utc);
  }

  get isWarmingUp(): boolean {
    return this.host.isWarmingUp;
  }

  get liveMode(): boolean {
    return this.host.liveMode;
  }

  /** First and last day of the run, wall-clock midnights of the algorithm's zone. */
  get startDate(): WallClock {
    return this.host.startDate;
  }

  get endDate(): WallClock {
    return this.host.endDate;
  }

  get currentSlice(): Slice {
    return this.host.slice;
  }

  /** Sets the first day of the backtest; dates of the command line and the configuration take precedence. */
  setStartDate(year: number, month: number, day: number): void {
    this.host.setStartDate(calendarDate('setStartDate', year, month, day));
  }

  /** Sets the last day of the backtest, inclusive. */
  setEndDate(year: number, month: number, day: number): void {
    this.host.setEndDate(calendarDate('setEndDate', year, month, day));
  }

  /** Sets the starting cash in the account currency. */
  setCash(amount: number): void;
  /** Sets the starting cash of any currency; `conversionRate` applies until the feed has a rate. */
  setCash(currency: string, amount: number, conversionRate?: number): void;
  setCash(first: number | string, amount = 0, conversionRate = 0): void {
    if (typeof first === 'number') this.host.setCash(first);
    else this.host.setCurrencyCash(first, amount, conversionRate);
  }

  setAccountCurrency(currency: string, startingCash?: number): void {
    this.host.setAccountCurrency(currency, startingCash);
  }

  /** Sets the algorithm's time zone (IANA name); the default is America/New_York. */
  setTimeZone(name: string): void {
    this.host.setTimeZone(name);
  }

  /** Sets the brokerage model by name, or a custom object, which determines its own account type. */
  setBrokerageModel(model: BrokerageModelName, accountType?: AccountType): void;
  setBrokerageModel(model: BrokerageModel): void;
  setBrokerageModel(model: BrokerageModelName | BrokerageModel, accountType: AccountType = 'margin'): void {
    this.host.setBrokerageModel(model, accountType);
  }

  /** Sets the benchmark: a symbol's price, or a function of wall-clock time (which adds no feed). */
  setBenchmark(benchmark: SymbolLike | BenchmarkFunction): void {
    this.host.setBenchmark(benchmark);
  }

  /** Warms up over a number of bars (at each symbol's resolution by default) or a duration before the start. */
  setWarmUp(span: { readonly bars: number } | Duration, resolution?: Resolution): void {
    this.host.setWarmUp(span, resolution);
  }

  /** Sets a function that is called with every security that enters the run. */
  setSecurityInitializer(initializer: (security: Security) => void): void {
    requireNotAsync('The security initializer', initializer);
    this.host.setSecurityInitializer((security) =>
      requireSynchronous('The security initializer', initializer(security)),
    );
  }

  /** Subscribes to a stock or fund. */
  addEquity(ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addEquity(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addEquity(ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(SecurityType.Equity, ticker, optionsOf(wish));
  }

  /** Subscribes to a currency pair. */
  addForex(ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addForex(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addForex(ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(SecurityType.Forex, ticker, optionsOf(wish));
  }

  /** Subscribes to a cryptocurrency pair. */
  addCrypto(ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addCrypto(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addCrypto(ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(SecurityType.Crypto, ticker, optionsOf(wish));
  }

  /** Subscribes to an index; it cannot be traded. */
  addIndex(ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addIndex(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addIndex(ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(SecurityType.Index, ticker, optionsOf(wish));
  }

  /** Subscribes to a contract for difference. */
  addCfd(ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addCfd(ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addCfd(ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(SecurityType.Cfd, ticker, optionsOf(wish));
  }

  /** Subscribes to an instrument of any type. */
  addSecurity(type: SecurityType, ticker: string, options?: SubscriptionOptions): Security;
  /** LEAN's signature. */
  addSecurity(type: SecurityType, ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  addSecurity(type: SecurityType, ticker: string, ...wish: SubscriptionArguments): Security {
    return this.host.addSecurity(type, ticker, optionsOf(wish));
  }

  /**
   * Closes the position, cancels the open orders, unsubscribes, and makes the security untradable. Returns whether the
   * strategy had the symbol.
   */
  removeSecurity(symbol: SymbolLike, tag = 'Removed'): boolean {
    return this.host.removeSecurity(this.securityOf(symbol), tag);
  }

  /** Whether the market is open, extended hours included if the subscription requested them. */
  isMarketOpen(symbol: SymbolLike): boolean {
    const security = this.securityOf(symbol);
    return security.exchangeHours.isOpen(security.localTime, security.isExtendedMarketHours);
  }

  /**
   * Returns copies of past rows up to now, oldest first: trade bars, quote bars (`{ type: 'quote' }`) or ticks
   * (`{ type: 'tick' }`). @throws EngineError RUN_BAD_HISTORY
   */
  history<Type extends keyof HistoryRows = 'trade'>(
    symbol: SymbolLike,
    request: HistoryRequest<Type>,
    resolution?: Resolution,
  ): HistoryRows[Type][] {
    return this.host.history.rows(this.host.subscriptions.forHistory(symbol), request, resolution);
  }

  /** Feeds the symbol's rows into a consolidator until it is removed. */
  addConsolidator(symbol: SymbolLike, consolidator: Consolidator): void {
    this.host.addConsolidator(this.host.subscriptions.forData(symbol), consolidator);
  }

  removeConsolidator(symbol: SymbolLike, consolidator: Consolidator): void {
    this.host.removeConsolidator(this.securityOf(symbol), consolidator);
  }

  /** Consolidates the symbol's trades into bars by duration, resolution, row count or calendar. */
  consolidate(symbol: SymbolLike, rule: BarLength, handler: (bar: TradeBar) => void): Consolidator {
    return this.host.consolidate(this.host.subscriptions.forData(symbol), rule, handler);
  }

  /** Consolidates the symbol's quotes into bars. */
  consolidateQuotes(symbol: SymbolLike, rule: BarLength, handler: (bar: QuoteBar) => void): Consolidator {
    return this.host.consolidateQuotes(this.host.subscriptions.forData(symbol), rule, handler);
  }

  /** Computes the statistics of the run so far: LEAN's by name in `total`, and plain numbers. */
  get statistics(): RunStatistics {
    return this.host.statistics();
  }

  /** Sets a runtime statistic, shown with the results and by `engine status`. */
  setRuntimeStatistic(name: string, value: string | number): void {
    this.host.setRuntimeStatistic(name, String(value));
  }

  /** Adds a statistic to the results. */
  setSummaryStatistic(name: string, value: string | number): void {
    this.host.setSummaryStatistic(name, String(value));
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

  /** Lifts halts of risk rules: they measure from the present value on. @param reason logged */
  resumeRisk(reason: string): void {
    this.host.resumeRisk(reason);
  }

  /** Ends the run after this step; its results so far are kept. */
  quit(message = ''): void {
    this.host.quit(message);
  }
}

/** Arguments after the ticker: resolution and options in LEAN's order, or options alone. */
type SubscriptionArguments = readonly [first?: Resolution | SubscriptionOptions, second?: SubscriptionOptions];

function optionsOf([first, second]: SubscriptionArguments): SubscriptionOptions {
  if (typeof first === 'object') return first;
  return first === undefined ? (second ?? {}) : { ...second, resolution: first };
}
