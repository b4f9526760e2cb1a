import type { BrokerageModelName } from '../api/brokerage-model.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { DAY } from '../data/time/calendar-math.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { Clock } from '../model/clock.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { Resolution } from '../model/resolution.ts';
import type { SecurityType } from '../model/security-type.ts';
import { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { FireEvent } from '../scheduling/event-schedule.ts';
import type { MarketState } from '../securities/market-state.ts';
import { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { OrderDesk } from '../transactions/order-desk.ts';
import { Trading } from '../transactions/trading.ts';
import { brokerageModel } from '../transactions/models/brokerage/index.ts';
import type { Algorithm } from './algorithm.ts';
import type { AlgorithmHost, BenchmarkFunction, SubscriptionOptions } from './algorithm-host.ts';
import { AlgorithmSettings } from './algorithm-settings.ts';
import { Benchmark } from './benchmark.ts';
import { ConsolidatorHub } from './consolidator-hub.ts';
import { DataManager } from './data-manager.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import { HistoryProvider } from './history-provider.ts';
import { indicatorFactory } from './indicator-factory.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import { seedPrices } from './last-known-prices.ts';
import { Parameters } from './parameters.ts';
import { requirePastSpan, requireResolution, requireTicker } from './request-checks.ts';
import type { BacktestRequest, BacktestResult, PlotPoint } from './run-request.ts';
import type { RunSamples } from './run-samples.ts';
import { SecurityService } from './security-service.ts';
import { SliceBuilder } from './slice-builder.ts';
import type { Slice, SymbolLike } from './slice.ts';
import type { Subscription } from './subscription.ts';
import { defaultConfigs } from './subscription-defaults.ts';
import { Transactions } from './transactions.ts';
import { UniverseChanges } from './universe-changes.ts';

/** All parts of one run, and what the engine offers to the strategy. */
export class Run implements AlgorithmHost {
  readonly clock = new Clock();
  readonly settings = new AlgorithmSettings();
  readonly parameters: Parameters;
  readonly portfolio: SecurityPortfolio;
  readonly securities = new SecurityManager();
  readonly service: SecurityService;
  readonly state: MarketState;
  readonly data: DataManager;
  readonly slices: SliceBuilder;
  readonly desk: OrderDesk;
  readonly trading: Trading;
  readonly transactions: Transactions;
  readonly schedule: ScheduleManager;
  readonly indicators: IndicatorFactory;
  readonly consolidators: ConsolidatorHub;
  readonly history: HistoryProvider;
  readonly changes: UniverseChanges;
  readonly benchmark: Benchmark;
  readonly request: BacktestRequest;
  readonly plots: PlotPoint[] = [];
  readonly splits: BacktestResult['splits'][number][] = [];
  /** Feeds of exchange rates, opened when the run starts. */
  readonly internalFeeds: Subscription[] = [];
  benchmarkSubscription: Subscription | undefined;
  samples!: RunSamples;
  algorithm!: Algorithm;
  timeZone = TimeZone.of(NEW_YORK);
  startDate: number;
  /** NaN until somebody sets it. */
  endDate: number;
  isWarmingUp = false;
  /** True once the run has started: dates, cash and benchmark are final. */
  isLocked = false;
  readonly liveMode = false;
  /** Why the strategy asked to end the run. */
  quitReason: string | undefined;
  warmUp: { bars: number } | { milliseconds: number } | undefined;
  /** Told when a position or cash has changed without an order that went to the market. */
  onCorporateAction: ((security: Security, reason: 'split' | 'dividend' | 'delisting') => void) | undefined;
  private initializer: ((security: Security) => void) | undefined;

  constructor(request: BacktestRequest) {
    this.request = request;
    this.startDate = request.startDate ?? Date.UTC(1998, 0, 1);
    this.endDate = request.endDate ?? NaN;
    this.parameters = new Parameters(request.parameters ?? {});
    const { clock, settings, securities } = this;
    this.portfolio = new SecurityPortfolio({
      settings,
      feeOfMarketOrder: (security, quantity) => this.feeOfMarketOrder(security, quantity),
      onCashChange: () => void this.clock.calls++,
    });
    if (request.cash !== undefined) this.portfolio.setCash(Decimal.of(request.cash));
    this.desk = new OrderDesk({
      clock,
      portfolio: this.portfolio,
      brokerageModel: request.brokerageModel ?? brokerageModel('default', 'margin'),
      settings,
      listener: this,
    });
    this.service = new SecurityService({
      source: request.dataSource,
      marketHours: request.marketHours,
      symbolProperties: request.symbolProperties,
      clock,
      portfolio: this.portfolio,
      securities,
      brokerageModel: () => this.desk.brokerageModel,
      models: request.models,
    });
    this.state = this.service.state;
    this.data = new DataManager({
      source: request.dataSource,
      marketHours: request.marketHours,
      settings,
      chunkRows: request.chunkRows,
    });
    this.slices = new SliceBuilder(this.data, securities, () => this.timeZone);
    this.trading = new Trading({ desk: this.desk, clock, settings, portfolio: this.portfolio, listener: this });
    this.transactions = new Transactions(this.desk, securities);
    const zoneOf = () => this.timeZone;
    this.schedule = new ScheduleManager({
      clock,
      get timeZone() {
        return zoneOf();
      },
      marketHours: () => securities.all.map((security) => security.exchangeHours),
      marketOf: (name) => securities.of(name),
    });
    this.consolidators = new ConsolidatorHub(this);
    this.indicators = indicatorFactory(this);
    this.history = new HistoryProvider(this);
    this.changes = new UniverseChanges(this);
    this.benchmark = new Benchmark(this);
  }

  get slice(): Slice {
    return this.slices.slice;
  }

  get localTime(): number {
    return this.timeZone.toLocal(this.clock.utc);
  }

  get startUtc(): number {
    return this.timeZone.toUtc(this.startDate);
  }

  /** The last moment of the last day. */
  get endUtc(): number {
    return this.timeZone.toUtc(this.endDate + DAY) - 1;
  }

  /** Fires an event that is due before the slice: the clock stands at the event's own time. */
  readonly fireAtItsTime: FireEvent = (event, utc) => {
    this.clock.utc = utc;
    return event.fire();
  };

  readonly fireEvent: FireEvent = (event) => event.fire();

  setStartDate(date: number): void {
    this.mustNotRun('setStartDate');
    if (this.request.startDate === undefined) this.startDate = date;
    this.clock.utc = this.startUtc;
  }

  setEndDate(date: number): void {
    this.mustNotRun('setEndDate');
    if (this.request.endDate === undefined) this.endDate = date;
  }

  setCash(amount: number): void {
    if (!(amount >= 0) || !Number.isFinite(amount))
      throw badCash(`The starting cash is ${amount}. Give a number that is not negative.`, amount);
    if (this.request.cash === undefined) this.portfolio.setCash(Decimal.of(amount));
  }

  setCurrencyCash(currency: string, amount: number, conversionRate: number): void {
    if (!Number.isFinite(amount) || !Number.isFinite(conversionRate))
      throw badCash(`The starting cash is ${amount} ${currency} at a rate of ${conversionRate}. Give numbers.`, amount);
    this.portfolio.setCurrencyCash(currency, Decimal.of(amount), Decimal.of(conversionRate));
  }

  setAccountCurrency(currency: string, startingCash?: number): void {
    this.portfolio.setAccountCurrency(currency, startingCash === undefined ? undefined : Decimal.of(startingCash));
  }

  setTimeZone(name: string): void {
    this.mustNotRun('setTimeZone');
    this.timeZone = TimeZone.of(name);
    this.clock.utc = this.startUtc;
  }

  setBrokerageModel(name: BrokerageModelName, accountType: 'margin' | 'cash'): void {
    this.desk.brokerageModel = brokerageModel(name, accountType);
    if (this.initializer === undefined)
      for (const security of this.securities.byIndex) this.service.applyModels(security);
  }

  setBenchmark(benchmark: SymbolLike | BenchmarkFunction): void {
    this.mustNotRun('setBenchmark');
    this.benchmark.choose(benchmark);
  }

  setWarmUp(span: { bars: number } | { milliseconds: number }, resolution?: Resolution): void {
    this.mustNotRun('setWarmUp');
    requirePastSpan('The warm-up', span);
    this.warmUp = span;
    this.settings.warmupResolution = resolution;
  }

  setSecurityInitializer(initializer: (security: Security) => void): void {
    this.initializer = initializer;
  }

  addSecurity(
    type: SecurityType,
    ticker: string,
    resolution: Resolution = Resolution.Minute,
    options: SubscriptionOptions = {},
  ): Security {
    requireTicker(ticker);
    requireResolution(ticker, resolution);
    const symbol = this.service.symbolOf(type, ticker, options.market);
    const isNew = !this.securities.has(symbol);
    const security = this.service.securityOf(symbol);
    if (options.leverage !== undefined) security.setLeverage(options.leverage);
    const configs: SubscriptionConfig[] = defaultConfigs(symbol, resolution, options);
    for (const config of configs) {
      const subscription = this.data.declare(security, config);
      if (!security.subscriptions.includes(subscription.config)) security.subscriptions.push(subscription.config);
      this.slices.reserve(subscription);
      this.changes.add(subscription);
    }
    if (isNew) {
      security.isTradable = true;
      this.securities.show(security);
      if (this.settings.seedInitialPrices) seedPrices(this, [security]);
      this.initializer?.(security);
    }
    return security;
  }

  removeSecurity(security: Security): boolean {
    if (!this.securities.has(security)) return false;
    this.desk.cancelOpenOrders(security);
    this.trading.liquidate([security]);
    this.changes.remove(security);
    return true;
  }

  readonly addConsolidator: AlgorithmHost['addConsolidator'] = (security, consolidator) =>
    this.consolidators.add(security, consolidator);
  readonly removeConsolidator: AlgorithmHost['removeConsolidator'] = (security, consolidator) =>
    this.consolidators.remove(security, consolidator);
  readonly consolidate: AlgorithmHost['consolidate'] = (security, period, handler) =>
    this.consolidators.tradeBars(security, period, handler);
  readonly consolidateQuotes: AlgorithmHost['consolidateQuotes'] = (security, period, handler) =>
    this.consolidators.quoteBars(security, period, handler);

  dataTimeZoneOf(security: Security): TimeZone {
    return this.request.marketHours.entryOf(security.symbol).dataTimeZone;
  }

  plot(chart: string, series: string, value: number): void {
    if (!this.isWarmingUp) this.plots.push({ chart, series, time: this.clock.utc, value });
  }

  log(level: 'debug' | 'info' | 'error', message: string): void {
    this.request.onLog?.(level, this.localTime, message);
  }

  quit(message: string): void {
    this.quitReason ??= message;
    this.clock.calls++;
  }

  onMessage(level: 'debug' | 'error', message: string): void {
    this.log(level, message);
  }

  onOrderEvent(event: OrderEvent): void {
    this.samples.onOrderEvent(event);
    this.algorithm.handleOrderEvent(event);
  }

  benchmarkValue(): Decimal {
    return this.benchmark.value();
  }

  /** The first instant at or after the start date ends the warm-up. */
  finishWarmupIfDue(): void {
    if (!this.isWarmingUp || this.clock.utc < this.startUtc) return;
    this.isWarmingUp = false;
    this.desk.isWarmingUp = false;
    this.samples.sampler.onWarmupFinished(this.portfolio.exactTotalPortfolioValue);
    this.algorithm.onWarmupFinished();
  }

  delist(security: Security): void {
    this.desk.delist(security);
    this.onCorporateAction?.(security, 'delisting');
    security.isDelisted = true;
    security.isTradable = false;
    this.changes.drop(security);
  }

  /** Gives currencies without a rate the last known price of their pair. */
  seedCurrencyRates(): void {
    for (const cash of this.portfolio.cashBook) {
      if (!cash.hasConversion || cash.conversionRate !== 0) continue;
      seedPrices(
        this,
        cash.conversionSteps.map((step) => step.security),
      );
      cash.update();
    }
  }

  private feeOfMarketOrder(security: Security, quantity: number): ReturnType<OrderDesk['feeOfMarketOrder']> {
    return this.desk.feeOfMarketOrder(security, quantity);
  }

  private mustNotRun(verb: string): void {
    if (!this.isLocked) return;
    throw new EngineError(
      RUNTIME_ERRORS.ALREADY_RUNNING,
      `${verb} was called while the run was under way. Call it in initialize().`,
      { data: { verb } },
    );
  }
}

function badCash(message: string, cash: number): EngineError {
  return new EngineError(RUNTIME_ERRORS.BAD_CASH, message, { data: { cash } });
}
