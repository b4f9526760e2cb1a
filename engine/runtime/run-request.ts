import type { Resolution } from '../model/resolution.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { Providers } from '../api/contract.ts';
import type { DataSource } from '../api/data-source.ts';
import type { RiskRule } from '../api/risk-rule.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import type { PointInTimeSeries } from '../data/point-in-time-series.ts';
import type { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import type { RiskFreeInterestRateModel } from '../statistics/interest-rate.ts';
import type { IndicatorColumns } from '../indicators/indicator-columns.ts';
import type { Security, SecurityModels } from '../securities/security.ts';
import type { Order } from '../transactions/order.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { Algorithm } from './algorithm.ts';
import type { AlgorithmHost } from './algorithm-host.ts';
import type { DailyTrail } from './daily-trail.ts';
import type { ParameterValue } from './parameters.ts';

/** Everything a backtest needs; the host builds it from the plan, tests build it by hand. */
export interface BacktestRequest {
  readonly createAlgorithm: (host: AlgorithmHost) => Algorithm;
  readonly dataSource: DataSource;
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly interestRates: RiskFreeInterestRateModel;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** What the strategy may ask of plugins; without it every question is a fault. */
  readonly providers?: Providers;
  /** Wall-clock midnights that win over what the strategy sets. */
  readonly startDate?: number;
  readonly endDate?: number;
  /** Starting cash that wins over what the strategy sets, account currency. */
  readonly cash?: number;
  /** Brokerage model until the strategy sets another; LEAN's default otherwise. */
  readonly brokerageModel?: BrokerageModel;
  /** Series that are not bars; any number of runs may have the same ones. */
  readonly series?: readonly PointInTimeSeries[];
  /** Limits that orders must keep; made for this run alone. */
  readonly riskRules?: readonly RiskRule[];
  /** Models that replace the brokerage model's for every security, chosen by flag or configuration. */
  readonly models?: (security: Security) => Partial<SecurityModels>;
  /** Benchmark until the strategy sets another: `{ securityType, ticker, market }`, or none for LEAN's rule (SPY by hours). */
  readonly benchmark?: {
    readonly securityType: SecurityType;
    readonly ticker: string;
    readonly market?: string;
    readonly resolution?: Resolution;
  };
  /** Where runs over the same data share what indicators answer; results never depend on it. */
  readonly indicatorColumns?: IndicatorColumns;
  /** Rows handed over at a time; results never depend on it. */
  readonly chunkRows?: number;
  /** Called now and then with the instant reached and the rows done. */
  readonly onProgress?: (progress: {
    readonly utc: number;
    readonly startUtc: number;
    readonly endUtc: number;
    readonly rows: number;
  }) => void;
  readonly onLog?: (level: 'debug' | 'info' | 'error', time: number, message: string) => void;
  /** Asked every few instants: a promise lets signals and timers in, so that a run can be interrupted. */
  readonly pause?: () => Promise<void> | undefined;
  /** Ends the run after the present step; what has happened stands and the result says `interrupted`. */
  readonly signal?: AbortSignal;
}

/** One point of a plotted series. */
export interface PlotPoint {
  readonly chart: string;
  readonly series: string;
  readonly time: number;
  readonly value: number;
}

/** Why a run ended before its period did, and nobody outside of it interrupted it. */
export interface RunEnding {
  /** The account is worth nothing any more, the strategy called `quit`, or the data had no more rows. */
  readonly reason: 'ruined' | 'quit' | 'data';
  /** The last instant of the run, or of its data: wall-clock milliseconds of the algorithm's zone. */
  readonly time: number;
  /** A whole sentence. */
  readonly message: string;
}

/** What a backtest leaves behind. */
export interface BacktestResult {
  /** `ended-early`: see {@link RunEnding}; all that happened until then stands. */
  readonly status: 'completed' | 'ended-early' | 'interrupted' | 'failed';
  /** Set where the run ended early. */
  readonly ending?: RunEnding;
  /** What the strategy threw, when it failed. */
  readonly error?: unknown;
  /** LEAN's names to LEAN's printed strings, in LEAN's order, without the order hash. */
  readonly statistics: Readonly<Record<string, string>>;
  /** What the strategy reported of itself, by name. */
  readonly runtimeStatistics: Readonly<Record<string, string>>;
  /** Further figures as numbers (Calmar, profit factor …). */
  readonly figures: Readonly<Record<string, number>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly orders: readonly Order[];
  readonly orderEvents: readonly OrderEvent[];
  /** LEAN's OrderListHash; worked out when first asked. */
  readonly orderListHash: string;
  /** Equity samples: UTC epoch milliseconds and account currency. */
  readonly equity: { readonly time: Float64Array; readonly value: Float64Array };
  readonly benchmark: { readonly time: Float64Array; readonly value: Float64Array };
  /** Exposure and prices of what was traded, day by day. */
  readonly daily: DailyTrail;
  readonly finalEquity: number;
  readonly accountCurrency: string;
  /** Splits that changed what was held, as raw prices have them: new price over old, at UTC instants. */
  readonly splits: readonly { readonly symbol: string; readonly time: number; readonly factor: number }[];
  readonly plots: readonly PlotPoint[];
  /** Wall-clock midnights of the period that ran. */
  readonly startDate: number;
  readonly endDate: number;
  /** What the reader of the results must know: risk-free rate used, closes only, survivorship. */
  readonly caveats: readonly string[];
  /** Milliseconds of real time by phase. */
  readonly timings: { readonly load: number; readonly run: number; readonly statistics: number };
}
