import type { OrderEventView, OrderView } from './order-view.ts';
import type { BuiltInContract } from './contract.ts';

/** A time series: UTC instants in epoch milliseconds and their values. */
export interface TimeSeries {
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/** One set of rows that the run read, identified by a hash of its content. */
export interface DataFingerprint {
  /** `equity/usa/AAPL`; `vix` for a series that is not bars. */
  readonly symbol: string;
  /** Empty for a series that is not bars. */
  readonly resolution: string;
  readonly kind: 'trade' | 'quote' | 'series';
  readonly rows: number;
  /** First and last day, yyyy-mm-dd; empty without rows. */
  readonly first: string;
  readonly last: string;
  readonly hash: string;
}

/** Equity, exposure and prices of the traded securities, all on one grid of UTC instants. */
export interface TrailSeries {
  readonly time: Float64Array;
  /** Value of the portfolio in account currency. */
  readonly equity: Float64Array;
  /** Long and short exposure as shares of the portfolio's value; short is zero or negative. */
  readonly long: Float64Array;
  readonly short: Float64Array;
  /** Prices in the quote currency as the strategy saw them; the first belongs to the grid's index `from`. */
  readonly prices: readonly { readonly symbol: string; readonly from: number; readonly close: Float64Array }[];
}

/** An order in result files. */
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

/** A full or partial execution of an order; lists are in time order. */
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
  /** Empty when there is no fee. */
  readonly feeCurrency: string;
}

/** Quote currency and multiplier of a symbol, when a unit does not simply cost its price in the account currency. */
export interface ContractTerms {
  readonly symbol: string;
  /** Currency of the prices. */
  readonly currency: string;
  /** Contract multiplier: underlying units per unit of the symbol. */
  readonly multiplier: number;
}

/** A split of a held security: `factor` is the new price divided by the old one. */
export interface SplitRow {
  readonly symbol: string;
  /** UTC instant in epoch milliseconds. */
  readonly time: number;
  readonly factor: number;
}

/** A part of a position from the fill that opened it to the fill that closed it, matched first in, first out. */
export interface ClosedTrade {
  readonly symbol: string;
  readonly isLong: boolean;
  /** Units; positive. */
  readonly quantity: number;
  /** UTC instants in epoch milliseconds. */
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Currency of prices, fees and profit; empty for the account currency. */
  readonly currency: string;
  /** Fees of both fills in that currency, by the shares of their quantities. */
  readonly fees: number;
  /** Less fees. */
  readonly profit: number;
  /** Profit over the value of the entry, as a fraction. */
  readonly return: number;
  /**
   * Maximum adverse excursion: the largest unrealized loss, before fees, in the trade's currency; zero or negative.
   * Absent where prices within the trade are not known.
   */
  readonly mae?: number;
  /** Maximum favorable excursion: the largest unrealized profit, before fees; zero or positive. */
  readonly mfe?: number;
}

/** The results of a baseline: a strategy run for comparison over the same days and data with the same cash. */
export interface BaselineRecord {
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  readonly statistics: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  /** Number of orders. */
  readonly orders: number;
  /** Why the baseline ended early, if it did. */
  readonly ending?: RunEndingRecord;
  readonly finalEquity: number;
  readonly orderListHash: string;
  readonly resultHash: string;
  /** Hash of the baseline's sources. */
  readonly code: string;
  readonly equity: TimeSeries;
}

/** Why a run ended before the end of its period. */
export interface RunEndingRecord {
  /** The account was ruined, the strategy called `quit`, or the data ended early. */
  readonly reason: 'ruined' | 'quit' | 'data';
  /** Last instant of the run or of its data, in the algorithm's time zone: `2024-01-04 16:00:00`. */
  readonly time: string;
  /** A whole sentence. */
  readonly message: string;
}

/** One line of the evidence of a run. */
export interface EvidenceRow {
  readonly name: string;
  /** For people; `not available: …` with the reason if its input is missing. */
  readonly text: string;
  /** The figures in the text; absent if they are not available. */
  readonly values?: Readonly<Record<string, number>>;
}

/** How far the result of a run can be told from luck. */
export interface Evidence {
  /** From `A`, a live record that stands the test of all trials, to `E`, days that may have been used to choose the strategy. */
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly rows: readonly EvidenceRow[];
}

/** A run's configuration and results, the input of result handlers. Contains no path, and real time only in `timings`. */
export interface RunRecord {
  readonly strategy: string;
  /** `interrupted`: partial results. `ended-early`: the run ended before its last day, see `ending`. */
  readonly status: 'completed' | 'ended-early' | 'interrupted';
  /** Why a run ended early. */
  readonly ending?: RunEndingRecord;
  readonly engineVersion: string;
  /** First and last day, yyyy-mm-dd. */
  readonly start: string;
  readonly end: string;
  readonly seed: number | undefined;
  readonly parameters: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  /** Names of the data source, models, benchmark … that the plan selected. */
  readonly choices: Readonly<Record<string, string>>;
  /** LEAN's statistic names with LEAN's formatted values, in LEAN's order, then the strategy's own statistics. */
  readonly statistics: Readonly<Record<string, string>>;
  /** Runtime statistics that the strategy set, if any. */
  readonly runtimeStatistics?: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly finalEquity: number;
  /** `USD`; absent in runs of earlier versions. */
  readonly accountCurrency?: string;
  /** The algorithm's time zone, `America/New_York`; absent in runs of earlier versions. */
  readonly timeZone?: string;
  readonly orderListHash: string;
  /** Hash of order events, statistics and equity; independent of names, real time and paths. */
  readonly resultHash: string;
  readonly hashes: { readonly code: string; readonly data: string; readonly parameters: string };
  readonly data: readonly DataFingerprint[];
  readonly caveats: readonly string[];
  readonly orders: readonly OrderView[];
  /** The orders in the form of result files. */
  readonly orderRows: readonly OrderRow[];
  readonly orderEvents: readonly OrderEventView[];
  /** The order events with a fill. */
  readonly fills: readonly FillRow[];
  /** Traded symbols whose quote currency is not the account currency, or that have a multiplier; only these are listed. */
  readonly contracts?: readonly ContractTerms[];
  /** Splits that occurred in raw prices. */
  readonly splits?: readonly SplitRow[];
  readonly equity: TimeSeries;
  readonly benchmark: TimeSeries;
  /** How far the result can be told from luck; depends on the strategy's ledger of trials and is no part of `resultHash`. */
  readonly evidence?: Evidence;
  /** The baseline that the run is compared with, if one was named. */
  readonly baseline?: BaselineRecord;
  /** A point a day, on days with new prices. */
  readonly daily: TrailSeries;
  /** A point an hour, in runs with data finer than daily; prices of the first 8 securities that had an order. */
  readonly intraday?: TrailSeries;
  /** Closed trades in the order of their exits; absent in runs of earlier versions. */
  readonly trades?: readonly ClosedTrade[];
  readonly plots: readonly {
    readonly chart: string;
    readonly series: string;
    readonly time: number;
    readonly value: number;
  }[];
  /** Real time: the only part that differs between two runs with the same inputs. */
  readonly timings: Readonly<Record<string, number | string>>;
}

/** The part of a run that can be read back from its folder. */
export type StoredRun = Omit<RunRecord, 'orders' | 'orderEvents'>;

/** One file of a run's folder. */
export interface ResultFile {
  /** A file name without folders: `report.html`. */
  readonly name: string;
  /** The texts of a list are concatenated. */
  readonly content: string | Uint8Array | readonly string[];
}

/** Renders a finished run as files. The host writes all files of a run to disk together. */
export interface ResultHandler {
  files(record: RunRecord): readonly ResultFile[] | Promise<readonly ResultFile[]>;
  /** Renders the same files from the contents of a run's folder, if these suffice. */
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
