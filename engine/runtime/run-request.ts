import type { Resolution } from '../model/resolution.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { Providers } from '../api/contract.ts';
import type { DataSource } from '../api/data-source.ts';
import type { ExitRule } from '../api/exit-rule.ts';
import type { ClosedTrade } from '../api/result-handler.ts';
import type { RiskRule } from '../api/risk-rule.ts';
import type { SizingModel } from '../api/sizing-model.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import type { PointInTimeSeries } from '../data/point-in-time-series.ts';
import type { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import type { RiskFreeInterestRateModel } from '../statistics/interest-rate.ts';
import type { IndicatorColumns } from '../indicators/indicator-columns.ts';
import type { Security, SecurityModels } from '../securities/security.ts';
import type { Order } from '../transactions/order.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { Algorithm } from './algorithm.ts';
import type { PresentSource } from './present-source.ts';
import type { AlgorithmHost } from './algorithm-host.ts';
import type { Trail } from './trail.ts';
import type { ParameterValue } from './parameters.ts';

/** The input of a backtest; the host builds it from the plan, tests build it directly. */
export interface BacktestRequest {
  readonly createAlgorithm: (host: AlgorithmHost) => Algorithm;
  readonly dataSource: DataSource;
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly interestRates: RiskFreeInterestRateModel;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** The providers of plugins for the strategy; without it every request is a fault. */
  readonly providers?: Providers;
  /** Wall-clock midnights that take precedence over the strategy's dates. */
  readonly startDate?: number;
  readonly endDate?: number;
  /** Live with present data: the UTC instant of the start, which takes precedence over all dates of the start. */
  readonly startUtc?: number;
  /** Live with present data: the rows, in place of those of the data source. */
  readonly present?: PresentSource;
  /** Starting cash in account currency that takes precedence over the strategy's. */
  readonly cash?: number;
  /** Brokerage model unless the strategy sets another; LEAN's by default. */
  readonly brokerageModel?: BrokerageModel;
  /** Series other than bars; several runs may share them. */
  readonly series?: readonly PointInTimeSeries[];
  /** Risk rules that orders must pass; instances belong to this run alone. */
  readonly riskRules?: readonly RiskRule[];
  /** Exit rules for every position whose orders have no exits of their own. */
  readonly exits?: readonly ExitRule[];
  /** Sizing model unless the strategy sets another. */
  readonly sizing?: SizingModel;
  /** Models from flags or configuration that replace the brokerage model's for every security. */
  readonly models?: (security: Security) => Partial<SecurityModels>;
  /** Benchmark unless the strategy sets another; LEAN's default (hourly SPY) if undefined. */
  readonly benchmark?: {
    readonly securityType: SecurityType;
    readonly ticker: string;
    readonly market?: string;
    readonly resolution?: Resolution;
  };
  /** Indicator columns shared by runs over the same data; results never depend on it. */
  readonly indicatorColumns?: IndicatorColumns;
  /** Rows per chunk; results never depend on it. */
  readonly chunkRows?: number;
  /** Called from time to time with the current instant and the number of rows processed. */
  readonly onProgress?: (progress: {
    readonly utc: number;
    readonly startUtc: number;
    readonly endUtc: number;
    readonly rows: number;
  }) => void;
  readonly onLog?: (level: 'debug' | 'info' | 'error', time: number, message: string) => void;
  /** Called once the strategy is initialized, before the first instant; a run fails with what it throws. */
  readonly onInitialized?: () => void;
  /** Called with each promise of an async handler, so that one that never settles can be reported. */
  readonly onPromise?: (handler: string, promise: Promise<unknown>) => void;
  /** Called every few instants; awaiting its promise lets signals and timers run, so that a run can be interrupted. */
  readonly pause?: () => Promise<void> | undefined;
  /** Ends the run after the current step; the result keeps what has happened and is marked `interrupted`. */
  readonly signal?: AbortSignal;
}

/** One point of a plotted series. */
export interface PlotPoint {
  readonly chart: string;
  readonly series: string;
  readonly time: number;
  readonly value: number;
}

/** Why a run ended by itself before the end of its period. */
export interface RunEnding {
  /** The account is worthless, the strategy called `quit`, or the data ended. */
  readonly reason: 'ruined' | 'quit' | 'data';
  /** The last instant of the run, or of its data: wall-clock milliseconds of the algorithm's zone. */
  readonly time: number;
  /** A whole sentence. */
  readonly message: string;
}

/** The result of a backtest. */
export interface BacktestResult {
  /** `ended-early`: see {@link RunEnding}; the result covers the time until then. */
  readonly status: 'completed' | 'ended-early' | 'interrupted' | 'failed';
  /** Set if the run ended early. */
  readonly ending?: RunEnding;
  /** The value that the strategy threw, if it failed. */
  readonly error?: unknown;
  /** LEAN's names to LEAN's printed strings, in LEAN's order, without the order hash. */
  readonly statistics: Readonly<Record<string, string>>;
  /** The strategy's runtime statistics by name. */
  readonly runtimeStatistics: Readonly<Record<string, string>>;
  /** Further figures as numbers (Calmar, profit factor …). */
  readonly figures: Readonly<Record<string, number>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly orders: readonly Order[];
  readonly orderEvents: readonly OrderEvent[];
  /** LEAN's OrderListHash, computed on first access. */
  readonly orderListHash: string;
  /** Equity samples: UTC epoch milliseconds and account currency. */
  readonly equity: { readonly time: Float64Array; readonly value: Float64Array };
  readonly benchmark: { readonly time: Float64Array; readonly value: Float64Array };
  /** Equity, exposure and the prices of traded securities, a point a day. */
  readonly daily: Trail;
  /** The same with a point an hour, if the strategy has subscribed to data finer than daily. */
  readonly intraday?: Trail;
  /** Closed trades; computed on first access, which reads the bars of traded securities again. */
  readonly trades: readonly ClosedTrade[];
  readonly finalEquity: number;
  readonly accountCurrency: string;
  /** The algorithm's time zone, `America/New_York`. */
  readonly timeZone: string;
  /** Splits that changed positions with raw prices: new price over old, at UTC instants. */
  readonly splits: readonly { readonly symbol: string; readonly time: number; readonly factor: number }[];
  readonly plots: readonly PlotPoint[];
  /** Wall-clock midnights of the period that ran. */
  readonly startDate: number;
  readonly endDate: number;
  /** Caveats for the reader of the results: risk-free rate used, closes only, survivorship. */
  readonly caveats: readonly string[];
  /** Elapsed milliseconds by phase. */
  readonly timings: { readonly load: number; readonly run: number; readonly statistics: number };
}
