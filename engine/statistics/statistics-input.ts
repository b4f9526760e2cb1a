import type { Decimal } from '../model/decimal.ts';
import type { RiskFreeInterestRateModel } from './interest-rate.ts';
import type { SampleColumn } from './sample-column.ts';

/** One sampled series, its values rounded as a chart keeps them (see PortfolioSampler). */
export type SampleSeries = Pick<
  SampleColumn,
  'length' | 'timesUtc' | 'decimal' | 'number' | 'numbers' | 'isEqual' | 'hundredth'
>;

/** The outcome of one fill that closed a position or a part of it. */
export interface TransactionRecord {
  /** UTC instant of the fill; equal instants keep their order. */
  readonly timeUtc: number;
  /** Profit in account currency, fees deducted as LEAN does (twice the closing fill's fee). */
  readonly profitLoss: Decimal;
  /** What the win rate counts; an assigned option may win with a loss. */
  readonly isWin: boolean;
}

/** How much money the strategy could have moved, in account currency. */
export interface CapacityResult {
  readonly capacity: Decimal;
  /** Printed identity of the asset that limits it ("SPY R735QTJ8XC9X"); empty when none does. */
  readonly lowestCapacityAsset: string;
}

/** Everything the summary statistics are made of. */
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
  /** Orders that the transaction handler accepted, whatever became of them. */
  readonly totalOrders: number;
  /** 252, or 365 where the market never closes. */
  readonly tradingDaysPerYear: number;
  /** Such as "$". */
  readonly accountCurrencySymbol: string;
  readonly riskFreeInterestRateModel: RiskFreeInterestRateModel;
  readonly capacity: CapacityResult | null;
}
