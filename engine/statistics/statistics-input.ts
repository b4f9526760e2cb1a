import type { Decimal } from '../model/decimal.ts';
import type { RiskFreeInterestRateModel } from './interest-rate.ts';
import type { SampleColumn } from './sample-column.ts';

/** One sampled series with values rounded as in a chart (see PortfolioSampler). */
export type SampleSeries = Pick<
  SampleColumn,
  'length' | 'timesUtc' | 'decimal' | 'number' | 'numbers' | 'isEqual' | 'hundredth' | 'changeBetween'
>;

/** The outcome of one fill that closed a position or a part of it. */
export interface TransactionRecord {
  /** UTC instant of the fill; records of equal instants keep their order. */
  readonly timeUtc: number;
  /** Profit in account currency, fees deducted as LEAN does (twice the closing fill's fee). */
  readonly profitLoss: Decimal;
  /** Whether the win rate counts it; an assigned option may be a win despite a loss. */
  readonly isWin: boolean;
}

/** The estimated capacity of a strategy, in account currency. */
export interface CapacityResult {
  readonly capacity: Decimal;
  /** Security identifier of the asset that limits it ("SPY R735QTJ8XC9X"); empty if there is none. */
  readonly lowestCapacityAsset: string;
}

/** The input of the summary statistics. */
export interface StatisticsInput {
  readonly equity: SampleSeries;
  /** Daily change in percent; the first sample is the start of the run. */
  readonly performance: SampleSeries;
  /** Daily value of the benchmark, sampled together with the performance. */
  readonly benchmark: SampleSeries;
  /** Daily share of the portfolio that was traded; of samples at the same instant the last one counts. */
  readonly portfolioTurnover: SampleSeries;
  readonly transactions: readonly TransactionRecord[];
  readonly startingCapital: Decimal;
  /** In account currency. */
  readonly totalFees: Decimal;
  /** Number of orders that the transaction handler accepted, regardless of their outcome. */
  readonly totalOrders: number;
  /** 252, or 365 for markets that never close. */
  readonly tradingDaysPerYear: number;
  /** Such as "$". */
  readonly accountCurrencySymbol: string;
  readonly riskFreeInterestRateModel: RiskFreeInterestRateModel;
  readonly capacity: CapacityResult | null;
}
