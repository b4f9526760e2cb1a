import type { OrderEventView, OrderView } from './order-view.ts';
import type { BuiltInContract } from './contract.ts';

/** Values by time: UTC instants in epoch milliseconds beside amounts. */
export interface TimeSeries {
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/** One set of rows that the run read, known again by its content. */
export interface DataFingerprint {
  /** `equity/usa/AAPL`; `vix` for a series that is not bars. */
  readonly symbol: string;
  /** Empty for a series that is not bars. */
  readonly resolution: string;
  readonly kind: 'trade' | 'quote' | 'series';
  readonly rows: number;
  /** First and last day, yyyy-mm-dd; empty when there were no rows. */
  readonly first: string;
  readonly last: string;
  readonly hash: string;
}

/** Exposure and prices of what was traded, day by day, all on one grid of UTC instants. */
export interface DailySeries {
  readonly time: Float64Array;
  /** Shares of the portfolio's value held long, and short as zero or less. */
  readonly long: Float64Array;
  readonly short: Float64Array;
  /** Prices in the quote currency as the strategy saw them; the first stands at the grid's index `from`. */
  readonly prices: readonly { readonly symbol: string; readonly from: number; readonly close: Float64Array }[];
}

/** An order as result files have it. */
export interface OrderRow {
  readonly id: number;
  readonly symbol: string;
  readonly type: string;
  readonly status: string;
  readonly quantity: number;
  readonly quantityFilled: number;
  /** Average fill price; empty before the first fill. */
  readonly price: string;
  readonly limitPrice: number | undefined;
  readonly stopPrice: number | undefined;
  readonly triggerPrice: number | undefined;
  readonly created: string;
  readonly lastFill: string;
  readonly canceled: string;
  readonly tag: string;
}

/** An order that was executed, whole or in part, in the order of time. */
export interface FillRow {
  readonly orderId: number;
  /** `equity/usa/AAPL`. */
  readonly symbol: string;
  /** UTC instant in epoch milliseconds. */
  readonly time: number;
  /** Signed. */
  readonly quantity: number;
  /** In the quote currency of the symbol. */
  readonly price: number;
  readonly fee: number;
  /** Empty without a fee. */
  readonly feeCurrency: string;
}

/** What prices of a symbol mean where one unit of it does not cost just its price in the account's currency. */
export interface ContractTerms {
  readonly symbol: string;
  /** Currency of its prices. */
  readonly currency: string;
  /** Units that one of it stands for. */
  readonly multiplier: number;
}

/** A split that changed what was held: `factor` is the new price over the old one. */
export interface SplitRow {
  readonly symbol: string;
  /** UTC instant in epoch milliseconds. */
  readonly time: number;
  readonly factor: number;
}

/** What came out of the strategy that ran beside another one, over the same days and data with the same cash. */
export interface BaselineRecord {
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  readonly statistics: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  /** How many there were. */
  readonly orders: number;
  /** Why it ended early, where it did. */
  readonly ending?: RunEndingRecord;
  readonly finalEquity: number;
  readonly orderListHash: string;
  readonly resultHash: string;
  /** Hash of its sources. */
  readonly code: string;
  readonly equity: TimeSeries;
}

/** Why a run ended before its period did. */
export interface RunEndingRecord {
  /** The account was ruined, the strategy called `quit`, or the data had no more rows. */
  readonly reason: 'ruined' | 'quit' | 'data';
  /** Last instant of the run, or of its data: `2024-01-04 16:00:00` of the algorithm's zone. */
  readonly time: string;
  /** A whole sentence. */
  readonly message: string;
}

/** What a run was and what came out of it: all that result handlers write from. No path, and no clock but in `timings`. */
export interface RunRecord {
  readonly strategy: string;
  /** `interrupted` marks partial results; `ended-early` a run that ended itself before its last day, see `ending`. */
  readonly status: 'completed' | 'ended-early' | 'interrupted';
  /** Why a run ended early. */
  readonly ending?: RunEndingRecord;
  readonly engineVersion: string;
  /** First and last day, yyyy-mm-dd. */
  readonly start: string;
  readonly end: string;
  readonly seed: number | undefined;
  readonly parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  /** Data source, models, benchmark … by the names that the plan chose. */
  readonly choices: Readonly<Record<string, string>>;
  /** LEAN's names to LEAN's printed strings, in LEAN's order, then those of the strategy's own. */
  readonly statistics: Readonly<Record<string, string>>;
  /** What the strategy reported of itself while it ran, where it did. */
  readonly runtimeStatistics?: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly finalEquity: number;
  /** `USD`; runs of earlier versions do not tell. */
  readonly accountCurrency?: string;
  readonly orderListHash: string;
  /** Over order events, statistics and equity; not over names, clock or paths. */
  readonly resultHash: string;
  readonly hashes: { readonly code: string; readonly data: string; readonly parameters: string };
  readonly data: readonly DataFingerprint[];
  readonly caveats: readonly string[];
  readonly orders: readonly OrderView[];
  /** The orders as files have them. */
  readonly orderRows: readonly OrderRow[];
  readonly orderEvents: readonly OrderEventView[];
  /** Those of the order events that executed something. */
  readonly fills: readonly FillRow[];
  /** Executed symbols in another currency than the account's or with a multiplier; a symbol that is not here has neither. */
  readonly contracts?: readonly ContractTerms[];
  /** Splits of raw prices. */
  readonly splits?: readonly SplitRow[];
  readonly equity: TimeSeries;
  readonly benchmark: TimeSeries;
  /** The strategy that it is held against, where one was named. */
  readonly baseline?: BaselineRecord;
  readonly daily: DailySeries;
  readonly plots: readonly {
    readonly chart: string;
    readonly series: string;
    readonly time: number;
    readonly value: number;
  }[];
  /** Real time: the only part that differs between two runs on the same inputs. */
  readonly timings: Readonly<Record<string, number | string>>;
}

/** What of a run can be read again from its folder. */
export type StoredRun = Omit<RunRecord, 'orders' | 'orderEvents'>;

/** One file of a run's folder. */
export interface ResultFile {
  /** `report.html`; no folders. */
  readonly name: string;
  /** Texts of a list are written one behind the other. */
  readonly content: string | Uint8Array | readonly string[];
}

/** Turns a finished run into files. It writes nothing itself: the host puts all files of a run in place at once. */
export interface ResultHandler {
  files(record: RunRecord): readonly ResultFile[] | Promise<readonly ResultFile[]>;
  /** The same files again from what a run's folder holds, where that is enough. */
  restore?(run: StoredRun): readonly ResultFile[];
}

export const RESULT_HANDLER: BuiltInContract = {
  name: 'ResultHandler',
  description: 'Writes files from the results of a run',
  key: 'results',
  choice: 'many',
  flag: 'results',
  conformance: 'resultHandlerConformance',
};
