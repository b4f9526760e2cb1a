import { Decimal } from '../model/decimal.ts';
import { doubleText, roundDouble } from './number-text.ts';
import { portfolioStatistics } from './portfolio-statistics.ts';
import type { PortfolioStatistics } from './portfolio-statistics.ts';
import type { StatisticsInput } from './statistics-input.ts';

/** The statistics of a run: as LEAN prints them, and as plain numbers for further computation. */
export interface RunStatistics {
  /** LEAN's 27 statistics with LEAN's names, in LEAN's order. */
  readonly total: Readonly<Record<string, string>>;
  /** The same unrounded (fractions, not percent), and a few that LEAN does not print. */
  readonly numbers: RunNumbers;
}

/** Statistics as doubles; rates and returns are fractions. */
export type RunNumbers = {
  readonly [Name in keyof PortfolioStatistics]: number;
} & {
  readonly totalOrders: number;
  readonly totalFees: number;
  readonly capacity: number;
  /** Compounding annual return over drawdown; 0 without drawdown. */
  readonly calmarRatio: number;
  /** Sum of the profits over the sum of the losses of closed trades; 0 without losses. */
  readonly profitFactor: number;
  readonly closedTrades: number;
};

/** Above this, 100 times the value exceeds the decimal range. */
const LARGEST_FRACTION = Decimal.maxValue.div(Decimal.oneHundred);

/** A fraction as percent, at most the largest decimal; the scale of the decimal determines trailing zeros. */
function percent(fraction: Decimal, places: number): string {
  // annualizing the gain of a few days can exceed the decimal range
  const isHuge = fraction.gte(LARGEST_FRACTION);
  return `${(isHuge ? Decimal.maxValue : fraction.mul(Decimal.oneHundred)).round(places).toString()}%`;
}

/** Printed as a double, therefore without trailing zeros. */
function plain(value: Decimal): string {
  return doubleText(roundDouble(value.toNumber(), 3));
}

/** LEAN's summary in its order (Common/Statistics/StatisticsBuilder.cs, GetSummary). */
function summary(statistics: PortfolioStatistics, input: StatisticsInput): Record<string, string> {
  const currency = input.accountCurrencySymbol;
  const capacity = input.capacity?.capacity ?? Decimal.zero;
  return {
    'Total Orders': String(input.totalOrders),
    'Average Win': percent(statistics.averageWinRate, 2),
    'Average Loss': percent(statistics.averageLossRate, 2),
    'Compounding Annual Return': percent(statistics.compoundingAnnualReturn, 3),
    Drawdown: percent(statistics.drawdown, 3),
    Expectancy: statistics.expectancy.round(3).toString(),
    'Start Equity': statistics.startEquity.round(2).toString(),
    'End Equity': statistics.endEquity.round(2).toString(),
    'Net Profit': percent(statistics.totalNetProfit, 3),
    'Sharpe Ratio': plain(statistics.sharpeRatio),
    'Sortino Ratio': plain(statistics.sortinoRatio),
    'Probabilistic Sharpe Ratio': percent(statistics.probabilisticSharpeRatio, 3),
    'Loss Rate': percent(statistics.lossRate, 0),
    'Win Rate': percent(statistics.winRate, 0),
    'Profit-Loss Ratio': statistics.profitLossRatio.round(2).toString(),
    Alpha: plain(statistics.alpha),
    Beta: plain(statistics.beta),
    'Annual Standard Deviation': plain(statistics.annualStandardDeviation),
    'Annual Variance': plain(statistics.annualVariance),
    'Information Ratio': plain(statistics.informationRatio),
    'Tracking Error': plain(statistics.trackingError),
    'Treynor Ratio': plain(statistics.treynorRatio),
    'Total Fees': `${currency}${input.totalFees.toFixed(2)}`,
    'Estimated Strategy Capacity': `${currency}${capacity.roundToSignificantDigits(2).toString()}`,
    'Lowest Capacity Asset': input.capacity?.lowestCapacityAsset ?? '',
    'Portfolio Turnover': percent(statistics.portfolioTurnover, 2),
    'Drawdown Recovery': String(statistics.drawdownRecovery),
  };
}

function profitFactor(input: StatisticsInput): number {
  let profits = 0;
  let losses = 0;
  for (const { profitLoss } of input.transactions) {
    if (profitLoss.sign > 0) profits += profitLoss.toNumber();
    else losses -= profitLoss.toNumber();
  }
  return losses === 0 ? 0 : profits / losses;
}

function numbersOf(statistics: PortfolioStatistics, input: StatisticsInput): RunNumbers {
  const annualReturn = statistics.compoundingAnnualReturn.toNumber();
  const drawdown = statistics.drawdown.toNumber();
  const numbers = Object.fromEntries(
    Object.entries(statistics).map(([name, value]) => [name, typeof value === 'number' ? value : value.toNumber()]),
  ) as { [Name in keyof PortfolioStatistics]: number };
  return {
    ...numbers,
    totalOrders: input.totalOrders,
    totalFees: input.totalFees.toNumber(),
    capacity: input.capacity?.capacity.toNumber() ?? 0,
    calmarRatio: drawdown === 0 ? 0 : annualReturn / drawdown,
    profitFactor: profitFactor(input),
    closedTrades: input.transactions.length,
  };
}

/**
 * The statistics of a run from its samples, equal to LEAN's to the printed digit.
 *
 * @throws EngineError STATISTICS_MISALIGNED_SAMPLES when performance and benchmark differ in number.
 */
export function runStatistics(input: StatisticsInput): RunStatistics {
  const statistics = portfolioStatistics(input);
  return { total: summary(statistics, input), numbers: numbersOf(statistics, input) };
}
