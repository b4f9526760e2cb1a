import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { boundedDecimal, SAFE_MAGNITUDE, safeDivision, shareOf } from './bounded-decimal.ts';
import { drawdownMetrics } from './drawdown.ts';
import { STATISTICS_ERRORS } from './errors.ts';
import { averageRiskFreeRate } from './interest-rate.ts';
import { average, covariance, shape, standardDeviation, variance } from './moments.ts';
import { normalCumulative } from './normal-distribution.ts';
import type { StatisticsInput } from './statistics-input.ts';
import { benchmarkReturns, performanceReturns, statisticsPeriod } from './statistics-period.ts';
import { tradeRates } from './trade-rates.ts';
import type { TradeRates } from './trade-rates.ts';

const DAYS_PER_YEAR = Decimal.fromInteger(365);
const DAY_TICKS = 864_000_000_000;
const TICKS_PER_MILLISECOND = 10_000;
const DRAWDOWN_PLACES = 3;

/**
 * LEAN's portfolio statistics before they are printed: all are decimals, although many were computed as doubles and
 * rounded to 15 digits.
 *
 * Source: Common/Statistics/PortfolioStatistics.cs.
 */
export interface PortfolioStatistics extends TradeRates {
  startEquity: Decimal;
  endEquity: Decimal;
  compoundingAnnualReturn: Decimal;
  drawdown: Decimal;
  /** Whole days. */
  drawdownRecovery: number;
  totalNetProfit: Decimal;
  sharpeRatio: Decimal;
  sortinoRatio: Decimal;
  probabilisticSharpeRatio: Decimal;
  alpha: Decimal;
  beta: Decimal;
  annualStandardDeviation: Decimal;
  annualVariance: Decimal;
  informationRatio: Decimal;
  trackingError: Decimal;
  treynorRatio: Decimal;
  portfolioTurnover: Decimal;
}

/** The statistics of a run without trades and with too few samples. */
function emptyStatistics(): PortfolioStatistics {
  const { zero } = Decimal;
  return {
    averageWinRate: zero,
    averageLossRate: zero,
    profitLossRatio: zero,
    winRate: zero,
    lossRate: zero,
    expectancy: zero,
    startEquity: zero,
    endEquity: zero,
    compoundingAnnualReturn: zero,
    drawdown: zero,
    drawdownRecovery: 0,
    totalNetProfit: zero,
    sharpeRatio: zero,
    sortinoRatio: zero,
    probabilisticSharpeRatio: zero,
    alpha: zero,
    beta: zero,
    annualStandardDeviation: zero,
    annualVariance: zero,
    informationRatio: zero,
    trackingError: zero,
    treynorRatio: zero,
    portfolioTurnover: zero,
  };
}

function ratio(annual: Decimal, deviation: Decimal, riskFree: Decimal): Decimal {
  if (deviation.isZero) return Decimal.zero;
  return boundedDecimal((annual.toNumber() - riskFree.toNumber()) / deviation.toNumber());
}

/** Annual performance in excess of the risk-free rate and of the return explained by beta. */
function alphaOf(annual: Decimal, annualBenchmark: Decimal, beta: Decimal, riskFree: Decimal): Decimal {
  const rate = riskFree.toNumber();
  const estimate = annual.toNumber() - (rate + beta.toNumber() * (annualBenchmark.toNumber() - rate));
  if (!(Math.abs(estimate) < SAFE_MAGNITUDE)) return boundedDecimal(estimate);
  return annual.sub(riskFree.add(beta.mul(annualBenchmark.sub(riskFree))));
}

function annualVariance(returns: Float64Array, tradingDaysPerYear: number): number {
  const daily = variance(returns);
  return Number.isNaN(daily) ? 0 : daily * tradingDaysPerYear;
}

function annualPerformance(returns: Float64Array, tradingDaysPerYear: number): Decimal {
  return boundedDecimal((average(returns) + 1) ** tradingDaysPerYear - 1);
}

/** (end / start)^(1 / years) - 1, where a year has 365 days. */
function compoundingAnnualReturn(start: Decimal, end: Decimal, milliseconds: number): Decimal {
  const years = Decimal.of((milliseconds * TICKS_PER_MILLISECOND) / DAY_TICKS).div(DAYS_PER_YEAR);
  if (years.isZero) return Decimal.zero;
  const growth = (end.toNumber() / start.toNumber()) ** (1 / years.toNumber()) - 1;
  return Number.isFinite(growth) ? Decimal.safeCast(growth) : Decimal.zero;
}

/**
 * The probability that the true annual Sharpe ratio exceeds 1 (Bailey and López de Prado, 2012; with excess kurtosis,
 * as in LEAN).
 */
function probabilisticSharpeRatio(returns: Float64Array, riskFree: number, tradingDaysPerYear: number): number {
  const deviation = standardDeviation(returns);
  const observed = deviation === 0 ? 0 : (average(returns) - riskFree / tradingDaysPerYear) / deviation;
  const { skewness, kurtosis } = shape(returns);
  const spread = 1 - skewness * observed + ((kurtosis - 1) / 4) * observed ** 2;
  const estimateDeviation = Math.sqrt(spread / (returns.length - 1));
  if (Number.isNaN(estimateDeviation)) return 0;
  const distance = observed - 1 / Math.sqrt(tradingDaysPerYear);
  return normalCumulative(estimateDeviation === 0 ? 0 : distance / estimateDeviation);
}

interface ReturnColumns {
  readonly performance: Float64Array;
  readonly benchmark: Float64Array;
  readonly riskFree: Decimal;
  readonly tradingDaysPerYear: number;
}

/** Adds the statistics that depend only on the daily returns. */
function addReturnStatistics(statistics: PortfolioStatistics, columns: ReturnColumns): void {
  const { performance, benchmark, riskFree, tradingDaysPerYear } = columns;
  const rate = riskFree.toNumber();
  const annual = annualPerformance(performance, tradingDaysPerYear);
  const annualBenchmark = annualPerformance(benchmark, tradingDaysPerYear);
  statistics.annualVariance = boundedDecimal(annualVariance(performance, tradingDaysPerYear));
  statistics.annualStandardDeviation = Decimal.of(Math.sqrt(statistics.annualVariance.toNumber()));
  statistics.sharpeRatio = ratio(annual, statistics.annualStandardDeviation, riskFree);
  const downside = annualVariance(
    performance.filter((value) => value < 0),
    tradingDaysPerYear,
  );
  statistics.sortinoRatio = ratio(annual, boundedDecimal(Math.sqrt(downside)), riskFree);

  const benchmarkVariance = variance(benchmark);
  if (benchmarkVariance > 0) statistics.beta = boundedDecimal(covariance(performance, benchmark) / benchmarkVariance);
  const { beta } = statistics;
  if (!beta.isZero) {
    statistics.alpha = alphaOf(annual, annualBenchmark, beta, riskFree);
    statistics.treynorRatio = safeDivision(boundedDecimal(annual.toNumber() - rate), beta);
  }
  const differences = performance.map((value, index) => value - benchmark[index]);
  statistics.trackingError = Decimal.of(Math.sqrt(annualVariance(differences, tradingDaysPerYear)));
  const excess = boundedDecimal(annual.toNumber() - annualBenchmark.toNumber());
  statistics.informationRatio = safeDivision(excess, statistics.trackingError);
  statistics.probabilisticSharpeRatio = boundedDecimal(probabilisticSharpeRatio(performance, rate, tradingDaysPerYear));
}

/**
 * Computes the statistics of a run. With fewer than two daily returns all but start, end and turnover are 0.
 *
 * @throws EngineError STATISTICS_MISALIGNED_SAMPLES when performance and benchmark differ in number.
 */
export function portfolioStatistics(input: StatisticsInput): PortfolioStatistics {
  const statistics = emptyStatistics();
  const { equity } = input;
  const { timesUtc } = equity;
  const count = equity.length;
  if (count === 0) return statistics;
  const period = statisticsPeriod(input);
  const samples = period.performance.indices.length;
  const benchmarkSamples = period.benchmark.indices.length;
  if (benchmarkSamples !== samples) {
    const message = `There are ${samples} samples of the performance and ${benchmarkSamples} of the benchmark. Sample both at the same instants.`;
    throw new EngineError(STATISTICS_ERRORS.MISALIGNED_SAMPLES, message);
  }
  const start = input.startingCapital;
  const end = equity.decimal(count - 1);
  statistics.startEquity = start;
  statistics.endEquity = end;
  const { series, indices } = period.portfolioTurnover;
  let turnover = Decimal.zero;
  for (const index of indices) turnover = turnover.add(series.decimal(index));
  statistics.portfolioTurnover = shareOf(turnover, indices.length);
  const performance = performanceReturns(period.performance);
  if (start.isZero || performance.length < 2) return statistics;

  Object.assign(statistics, tradeRates(period.transactions, start));
  statistics.totalNetProfit = end.div(start).sub(Decimal.one);
  statistics.compoundingAnnualReturn = compoundingAnnualReturn(start, end, timesUtc[count - 1] - timesUtc[0]);
  addReturnStatistics(statistics, {
    performance,
    benchmark: benchmarkReturns(period.benchmark),
    riskFree: averageRiskFreeRate(input.riskFreeInterestRateModel, equity.timesUtc),
    tradingDaysPerYear: input.tradingDaysPerYear,
  });
  const metrics = drawdownMetrics(equity, DRAWDOWN_PLACES);
  statistics.drawdown = metrics.drawdown;
  statistics.drawdownRecovery = metrics.recoveryDays;
  return statistics;
}
