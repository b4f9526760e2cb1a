import type { TimeZone } from '../data/time/time-zone.ts';
import type { WallClock } from '../model/instants.ts';
import type { ScheduledMarket } from '../scheduling/rules.ts';
import type { Providers } from '../api/contract.ts';
import type { AccountType, BrokerageModel, BrokerageModelName } from '../api/brokerage-model.ts';
import type { ConsolidationPeriod, Consolidator } from '../data/consolidators/index.ts';
import type { Duration } from '../data/time/duration.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import type { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import type { Clock } from '../model/clock.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Trading } from '../transactions/trading.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { AutomaticSubscriptions } from './automatic-subscriptions.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import type { Parameters } from './parameters.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { SeriesBook } from './series-book.ts';
import type { Slice, SymbolLike } from './slice.ts';
import type { Transactions } from './transactions.ts';

/** A benchmark that is no security: value by wall-clock time of the algorithm's zone. */
export type BenchmarkFunction = (time: WallClock) => number;

/** Facts of an instrument that stand in no table, or otherwise there; they hold when the security is made. */
export interface GivenProperties {
  /** The currency of its prices: `USDT` of BTCUSDT. */
  readonly quoteCurrency?: string;
  /** Smallest step of a quantity. */
  readonly lotSize?: number;
  /** Smallest step of a price. */
  readonly minimumPriceVariation?: number;
  /** What one point of price is worth, in quote currency. */
  readonly contractMultiplier?: number;
}

/** What can be said about a new subscription beside its ticker. */
export interface SubscriptionOptions {
  /** What is known of the instrument, where the tables know nothing or something else. */
  readonly properties?: GivenProperties;
  /** Minutes where it is left out, as in LEAN; a message says so. */
  readonly resolution?: Resolution;
  readonly market?: string;
  readonly fillForward?: boolean;
  readonly leverage?: number;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
}

/** When a bar of finer rows is complete; a day by resolution is the market's, a day by period runs from midnight. */
export type ConsolidationRule = ConsolidationPeriod | { readonly resolution: Resolution };

/** How long consolidated bars are: a duration (`{ minutes: 5 }`), a resolution, or a rule. */
export type BarLength = Duration | Resolution | ConsolidationRule;

/** How far back: a number of bars, a duration up to now, or a period (wall-clock milliseconds of the algorithm's zone). */
export type HistorySpan = { readonly bars: number } | { readonly start: WallClock; readonly end: WallClock } | Duration;

/** The rows that history has, by their name. */
export interface HistoryRows {
  readonly trade: TradeBar;
  readonly quote: QuoteBar;
  readonly tick: Tick;
}

/** What is asked of history: how far back, and of which rows; trade bars where no type is named. */
export type HistoryRequest<Type extends keyof HistoryRows = keyof HistoryRows> = HistoryOptions & {
  readonly type?: Type;
};

/** How much history, and how its rows are to be made. */
export type HistoryOptions = HistorySpan & {
  /** Of the subscription where it is left out. */
  readonly resolution?: Resolution;
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
};

/** Past rows of a security, as own copies, oldest first. */
export interface History {
  rows<Type extends keyof HistoryRows>(
    security: Security,
    request: HistoryRequest<Type>,
    resolution?: Resolution,
  ): HistoryRows[Type][];
}

/** How universes subscribe to securities. */
export interface UniverseServices {
  /** The hours of a market, as date rules take them; the market of US stocks unless told otherwise. */
  marketOf(type?: SecurityType, market?: string): ScheduledMarket;
  /** Has a universe asked at UTC instants, ascending; those before the run's first are left out. */
  schedule(times: Iterable<number>, select: () => void): void;
  subscribe(type: SecurityType, ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  /** Ends the subscriptions of a security; what is held stays, with its prices, until it is closed. */
  unsubscribe(security: Security): void;
}

/** What the engine offers to a strategy: everything that {@link Algorithm} hands on. */
export interface AlgorithmHost {
  readonly series: SeriesBook;
  readonly clock: Clock;
  readonly parameters: Parameters;
  readonly providers: Providers;
  readonly settings: AlgorithmSettings;
  readonly portfolio: SecurityPortfolio;
  readonly securities: SecurityManager;
  readonly transactions: Transactions;
  readonly trading: Trading;
  readonly schedule: ScheduleManager;
  readonly indicators: IndicatorFactory;
  readonly history: History;
  readonly subscriptions: Pick<AutomaticSubscriptions, 'forOrder' | 'forData' | 'forHistory'>;
  readonly slice: Slice;
  readonly localTime: WallClock;
  readonly startDate: WallClock;
  readonly endDate: WallClock;
  readonly isWarmingUp: boolean;
  readonly liveMode: boolean;
  readonly timeZone: TimeZone;
  setStartDate(date: number): void;
  setEndDate(date: number): void;
  setCash(amount: number): void;
  setCurrencyCash(currency: string, amount: number, conversionRate: number): void;
  setAccountCurrency(currency: string, startingCash?: number): void;
  setTimeZone(name: string): void;
  setBrokerageModel(model: BrokerageModelName | BrokerageModel, accountType: AccountType): void;
  setBenchmark(benchmark: SymbolLike | BenchmarkFunction): void;
  setWarmUp(span: { readonly bars: number } | Duration, resolution?: Resolution): void;
  setSecurityInitializer(initializer: (security: Security) => void): void;
  addSecurity(type: SecurityType, ticker: string, options?: SubscriptionOptions): Security;
  removeSecurity(security: Security, tag?: string): boolean;
  /** For securities that universes select. */
  readonly universes: UniverseServices;
  addConsolidator(security: Security, consolidator: Consolidator): void;
  removeConsolidator(security: Security, consolidator: Consolidator): void;
  consolidate(security: Security, rule: BarLength, handler: (bar: TradeBar) => void): Consolidator;
  consolidateQuotes(security: Security, rule: BarLength, handler: (bar: QuoteBar) => void): Consolidator;
  /** The statistics of the run up to now. */
  statistics(): RunStatistics;
  setRuntimeStatistic(name: string, value: string): void;
  setSummaryStatistic(name: string, value: string): void;
  plot(chart: string, series: string, value: number): void;
  log(level: 'debug' | 'info' | 'error', message: string): void;
  quit(message: string): void;
}
