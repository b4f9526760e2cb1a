import type { TimeZone } from '../data/time/time-zone.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Providers } from '../api/contract.ts';
import type { AccountType, BrokerageModel, BrokerageModelName } from '../api/brokerage-model.ts';
import type { Clock } from '../model/clock.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import type { Resolution } from '../model/resolution.ts';
import type { RoundTrips } from '../positions/round-trips.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import { brokerageModel } from '../transactions/models/brokerage/index.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Trading } from '../transactions/trading.ts';
import type { AlgorithmHost, BenchmarkFunction, UniverseServices } from './algorithm-host.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import { AutomaticSubscriptions } from './automatic-subscriptions.ts';
import type { Benchmark } from './benchmark.ts';
import type { ConsolidatorHub } from './consolidator-hub.ts';
import type { DataManager } from './data-manager.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import type { ExitManager } from './exit-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import { indicatorFactory } from './indicator-factory.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import { NO_PROVIDERS } from './no-providers.ts';
import { Parameters } from './parameters.ts';
import { requirePastSpan } from './request-checks.ts';
import type { RunDates, WarmUpSpan } from './run-dates.ts';
import type { MessageLevel, RunMessages } from './run-messages.ts';
import type { BacktestRequest, PlotPoint } from './run-request.ts';
import { SecuritySelection } from './security-selection.ts';
import type { SecuritySelectionParts } from './security-selection.ts';
import type { SeriesBook } from './series-book.ts';
import type { SliceBuilder } from './slice-builder.ts';
import type { Slice, SymbolLike } from './slice.ts';
import { Sizing } from './sizing.ts';
import { Transactions } from './transactions.ts';
import { COUNTED_UNIVERSE } from './universe-changes.ts';
import type { UniverseSchedule } from './universe-schedule.ts';

/** Parts of a run that the services use or delegate to. */
export interface AlgorithmServicesParts extends SecuritySelectionParts {
  readonly request: Pick<
    BacktestRequest,
    'parameters' | 'providers' | 'cash' | 'indicatorColumns' | 'sizing' | 'present'
  >;
  readonly clock: Clock;
  readonly settings: AlgorithmSettings;
  readonly dates: RunDates;
  readonly messages: Pick<RunMessages, 'log'>;
  readonly portfolio: SecurityPortfolio;
  readonly desk: OrderDesk;
  readonly trading: Trading;
  readonly data: DataManager;
  readonly slices: SliceBuilder;
  readonly series: SeriesBook;
  readonly exits: ExitManager;
  readonly trades: RoundTrips;
  readonly schedule: ScheduleManager;
  readonly consolidators: ConsolidatorHub;
  readonly history: HistoryProvider;
  readonly benchmark: Benchmark;
  readonly universes: UniverseSchedule;
  /** Returns the statistics of the run so far. */
  statistics(): RunStatistics;
}

/** The services of a run for its strategy. */
export class AlgorithmServices implements AlgorithmHost {
  readonly clock: Clock;
  readonly settings: AlgorithmSettings;
  readonly parameters: Parameters;
  readonly providers: Providers;
  readonly portfolio: SecurityPortfolio;
  readonly securities: SecurityManager;
  readonly transactions: Transactions;
  readonly trading: Trading;
  readonly schedule: ScheduleManager;
  readonly indicators: IndicatorFactory;
  readonly history: HistoryProvider;
  readonly series: SeriesBook;
  readonly exits: ExitManager;
  readonly sizing: Sizing;
  readonly subscriptions: AutomaticSubscriptions;
  readonly universes: UniverseServices;
  readonly liveMode: boolean;
  readonly plots: PlotPoint[] = [];
  /** Runtime statistics of the strategy by name. */
  readonly runtimeStatistics: Record<string, string> = {};
  /** Statistics that the strategy adds to the results, by name. */
  readonly summaryStatistics: Record<string, string> = {};
  /** The reason that the strategy gave for ending the run. */
  quitReason: string | undefined;
  private readonly isCashGiven: boolean;
  private readonly dates: RunDates;
  private readonly messages: Pick<RunMessages, 'log'>;
  private readonly slices: SliceBuilder;
  private readonly desk: OrderDesk;
  private readonly consolidators: ConsolidatorHub;
  private readonly benchmark: Benchmark;
  private readonly selection: SecuritySelection;
  private readonly statisticsNow: () => RunStatistics;

  constructor(parts: AlgorithmServicesParts) {
    this.clock = parts.clock;
    this.liveMode = parts.request.present !== undefined;
    this.settings = parts.settings;
    this.parameters = new Parameters(parts.request.parameters ?? {});
    this.providers = parts.request.providers ?? NO_PROVIDERS;
    this.isCashGiven = parts.request.cash !== undefined;
    this.portfolio = parts.portfolio;
    this.securities = parts.securities;
    this.transactions = new Transactions(parts.desk, parts.securities);
    this.trading = parts.trading;
    this.schedule = parts.schedule;
    this.selection = new SecuritySelection(parts);
    this.subscriptions = new AutomaticSubscriptions(parts, this.selection);
    this.indicators = indicatorFactory(parts, this.subscriptions);
    this.universes = {
      marketOf: (type = SecurityType.Equity, market) => ({ exchangeHours: parts.service.marketHoursOf(type, market) }),
      schedule: (times, select) => parts.universes.add(times, this.clock.utc, select),
      subscribe: (type, ticker, resolution, options) =>
        this.selection.add(type, ticker, { ...options, resolution }, COUNTED_UNIVERSE),
      unsubscribe: (security) => this.selection.deselect(security),
    };
    this.history = parts.history;
    this.series = parts.series;
    this.exits = parts.exits;
    this.sizing = new Sizing(parts, this.subscriptions, parts.request.sizing);
    this.dates = parts.dates;
    this.messages = parts.messages;
    this.slices = parts.slices;
    this.desk = parts.desk;
    this.consolidators = parts.consolidators;
    this.benchmark = parts.benchmark;
    this.statisticsNow = () => parts.statistics();
  }

  get slice(): Slice {
    return this.slices.slice;
  }

  get timeZone(): TimeZone {
    return this.dates.timeZone;
  }

  get localTime(): number {
    return this.dates.localTime;
  }

  get startDate(): number {
    return this.dates.startDate;
  }

  get endDate(): number {
    return this.dates.endDate;
  }

  get isWarmingUp(): boolean {
    return this.dates.isWarmingUp;
  }

  setStartDate(date: number): void {
    this.dates.setStartDate(date);
  }

  setEndDate(date: number): void {
    this.dates.setEndDate(date);
  }

  setTimeZone(name: string): void {
    this.dates.setTimeZone(name);
  }

  setWarmUp(span: WarmUpSpan, resolution?: Resolution): void {
    this.dates.requireNotStarted('setWarmUp');
    requirePastSpan('The warm-up', span);
    this.dates.warmUp = span;
    this.settings.warmupResolution = resolution;
  }

  setCash(amount: number): void {
    if (!(amount >= 0) || !Number.isFinite(amount))
      throw badCash(`The starting cash is ${amount}. Give a number that is not negative.`, amount);
    if (!this.isCashGiven) this.portfolio.setCash(Decimal.of(amount));
  }

  setCurrencyCash(currency: string, amount: number, conversionRate: number): void {
    if (!Number.isFinite(amount) || !Number.isFinite(conversionRate))
      throw badCash(`The starting cash is ${amount} ${currency} at a rate of ${conversionRate}. Give numbers.`, amount);
    this.portfolio.setCurrencyCash(currency, Decimal.of(amount), Decimal.of(conversionRate));
  }

  setAccountCurrency(currency: string, startingCash?: number): void {
    this.portfolio.setAccountCurrency(currency, startingCash === undefined ? undefined : Decimal.of(startingCash));
  }

  setBrokerageModel(model: BrokerageModelName | BrokerageModel, accountType: AccountType): void {
    this.desk.brokerageModel = typeof model === 'string' ? brokerageModel(model, accountType) : model;
    this.selection.applyModels();
  }

  setBenchmark(benchmark: SymbolLike | BenchmarkFunction): void {
    this.dates.requireNotStarted('setBenchmark');
    this.benchmark.choose(benchmark);
  }

  setSecurityInitializer(initializer: (security: Security) => void): void {
    this.selection.initializer = initializer;
  }

  readonly addSecurity: AlgorithmHost['addSecurity'] = (type, ticker, options) =>
    this.selection.add(type, ticker, options);
  readonly removeSecurity: AlgorithmHost['removeSecurity'] = (security, tag) => this.selection.remove(security, tag);
  readonly addConsolidator: AlgorithmHost['addConsolidator'] = (security, consolidator) =>
    this.consolidators.add(security, consolidator);
  readonly removeConsolidator: AlgorithmHost['removeConsolidator'] = (security, consolidator) =>
    this.consolidators.remove(security, consolidator);
  readonly consolidate: AlgorithmHost['consolidate'] = (security, period, handler) =>
    this.consolidators.tradeBars(security, period, handler);
  readonly consolidateQuotes: AlgorithmHost['consolidateQuotes'] = (security, period, handler) =>
    this.consolidators.quoteBars(security, period, handler);

  statistics(): RunStatistics {
    return this.statisticsNow();
  }

  setRuntimeStatistic(name: string, value: string): void {
    this.runtimeStatistics[name] = value;
  }

  setSummaryStatistic(name: string, value: string): void {
    this.summaryStatistics[name] = value;
  }

  plot(chart: string, series: string, value: number): void {
    if (!this.isWarmingUp) this.plots.push({ chart, series, time: this.clock.utc, value });
  }

  log(level: MessageLevel, message: string): void {
    this.messages.log(level, message);
  }

  resumeRisk(reason: string): void {
    this.desk.risk.resume(reason);
  }

  quit(message: string): void {
    this.quitReason ??= message;
    this.clock.calls++;
  }
}

function badCash(message: string, cash: number): EngineError {
  return new EngineError(RUNTIME_ERRORS.BAD_CASH, message, { data: { cash } });
}
