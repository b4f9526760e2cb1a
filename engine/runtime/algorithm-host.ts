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
import type { ExitManager } from './exit-manager.ts';
import type { IndicatorFactory } from './indicator-factory.ts';
import type { Parameters } from './parameters.ts';
import type { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { SeriesBook } from './series-book.ts';
import type { Sizing } from './sizing.ts';
import type { Slice, SymbolLike } from './slice.ts';
import type { Transactions } from './transactions.ts';

/** A benchmark that is not a security: its value at a wall-clock time in the algorithm's time zone. */
export type BenchmarkFunction = (time: WallClock) => number;

/** Properties of an instrument that override the symbol properties table when the security is created. */
export interface GivenProperties {
  /** Quote currency: `USDT` for BTCUSDT. */
  readonly quoteCurrency?: string;
  /** Smallest increment of a quantity. */
  readonly lotSize?: number;
  /** Smallest increment of a price. */
  readonly minimumPriceVariation?: number;
  /** Value of one price point, in quote currency. */
  readonly contractMultiplier?: number;
}

/** Options of a new subscription. */
export interface SubscriptionOptions {
  /** Properties of the instrument that override those of the tables. */
  readonly properties?: GivenProperties;
  /** Defaults to minutes, as in LEAN; the run logs a message when it applies the default. */
  readonly resolution?: Resolution;
  readonly market?: string;
  readonly fillForward?: boolean;
  readonly leverage?: number;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
}

/** When a consolidated bar is complete: a daily resolution follows the session, a one-day period starts at midnight. */
export type ConsolidationRule = ConsolidationPeriod | { readonly resolution: Resolution };

/** Length of consolidated bars: a duration (`{ minutes: 5 }`), a resolution, or a rule. */
export type BarLength = Duration | Resolution | ConsolidationRule;

/** Range of a history request: a number of bars, a duration up to now, or a period (wall-clock milliseconds in the
 * algorithm's time zone).
 */
export type HistorySpan = { readonly bars: number } | { readonly start: WallClock; readonly end: WallClock } | Duration;

/** Row types of history by name. */
export interface HistoryRows {
  readonly trade: TradeBar;
  readonly quote: QuoteBar;
  readonly tick: Tick;
}

/** A history request: the range and the row type, which defaults to trade bars. */
export type HistoryRequest<Type extends keyof HistoryRows = keyof HistoryRows> = HistoryOptions & {
  readonly type?: Type;
};

/** The range of a history request and how its rows are built. */
export type HistoryOptions = HistorySpan & {
  /** Defaults to the subscription's. */
  readonly resolution?: Resolution;
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
};

/** Past rows of a security, copied, oldest first. */
export interface History {
  rows<Type extends keyof HistoryRows>(
    security: Security,
    request: HistoryRequest<Type>,
    resolution?: Resolution,
  ): HistoryRows[Type][];
}

/** Services that universes use to subscribe to securities. */
export interface UniverseServices {
  /** The market hours that date rules use; defaults to the US equity market. */
  marketOf(type?: SecurityType, market?: string): ScheduledMarket;
  /** Schedules selections of a universe at ascending UTC instants; instants before the run's first are skipped. */
  schedule(times: Iterable<number>, select: () => void): void;
  subscribe(type: SecurityType, ticker: string, resolution?: Resolution, options?: SubscriptionOptions): Security;
  /** Ends the subscriptions of a security; an open position keeps its price feed until it is closed. */
  unsubscribe(security: Security): void;
}

/** The services of the engine to which {@link Algorithm} delegates. */
export interface AlgorithmHost {
  readonly series: SeriesBook;
  readonly exits: Pick<ExitManager, 'enter' | 'protect' | 'previewStop'>;
  readonly sizing: Sizing;
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
  /** Subscriptions of securities that universes select. */
  readonly universes: UniverseServices;
  addConsolidator(security: Security, consolidator: Consolidator): void;
  removeConsolidator(security: Security, consolidator: Consolidator): void;
  consolidate(security: Security, rule: BarLength, handler: (bar: TradeBar) => void): Consolidator;
  consolidateQuotes(security: Security, rule: BarLength, handler: (bar: QuoteBar) => void): Consolidator;
  /** Statistics of the run so far. */
  statistics(): RunStatistics;
  setRuntimeStatistic(name: string, value: string): void;
  setSummaryStatistic(name: string, value: string): void;
  plot(chart: string, series: string, value: number): void;
  log(level: 'debug' | 'info' | 'error', message: string): void;
  /** Lifts halts of risk rules. @param reason logged */
  resumeRisk(reason: string): void;
  quit(message: string): void;
}
