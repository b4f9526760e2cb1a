import { averageRiskFreeRate } from './interest-rate.ts';
import type { RiskFreeInterestRateModel } from './interest-rate.ts';
import { average, standardDeviation } from './moments.ts';

const DAY = 86_400_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;
const SATURDAY = 6;
const SUNDAY = 0;
/** Days a year of markets that close on weekends, and of those that never close. */
const SESSIONS_PER_YEAR = 252;
const DAYS_PER_YEAR = 365;

/** Sharpe ratio and volatility as textbooks define them: from the returns of trading days alone. */
export interface TradingDayFigures {
  /** 252, or 365 if prices changed on Saturdays, as those of coins do. */
  readonly tradingDaysPerYear: number;
  /** Mean excess return over its standard deviation, times the square root of the trading days per year. */
  readonly tradingDaySharpeRatio: number;
  /** Standard deviation of the returns (n - 1), times the square root of the trading days per year; a fraction. */
  readonly tradingDayVolatility: number;
}

/** Values of the portfolio at the ends of days on which prices changed. */
export interface TradingDays {
  readonly days: { readonly time: Float64Array; readonly equity: Float64Array };
  /** Wall-clock milliseconds of the algorithm's time zone. */
  readonly toLocal: (utc: number) => number;
  readonly startingCapital: number;
  readonly riskFreeInterestRateModel: RiskFreeInterestRateModel;
}

/**
 * The figures of a run; undefined with fewer than two returns. A Sunday's session, as of currencies, belongs to the
 * return of Monday in a run without Saturdays.
 *
 * Source: W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21 (1994).
 */
export function tradingDayFigures(input: TradingDays): TradingDayFigures | undefined {
  const { days, toLocal, startingCapital, riskFreeInterestRateModel } = input;
  // a sample at midnight closes the day before
  const weekdays = Array.from(days.time, (utc) => weekdayOf(toLocal(utc) - 1));
  const isAlwaysOpen = weekdays.includes(SATURDAY);
  const perYear = isAlwaysOpen ? DAYS_PER_YEAR : SESSIONS_PER_YEAR;
  const returns: number[] = [];
  let before = startingCapital;
  for (const [index, value] of days.equity.entries()) {
    if (!isAlwaysOpen && weekdays[index] === SUNDAY) continue;
    if (before !== 0) returns.push(value / before - 1);
    before = value;
  }
  if (returns.length < 2) return undefined;
  const columns = Float64Array.from(returns);
  const deviation = standardDeviation(columns);
  const riskFree = averageRiskFreeRate(riskFreeInterestRateModel, days.time).toNumber() / perYear;
  return {
    tradingDaysPerYear: perYear,
    tradingDaySharpeRatio: deviation === 0 ? 0 : ((average(columns) - riskFree) / deviation) * Math.sqrt(perYear),
    tradingDayVolatility: deviation * Math.sqrt(perYear),
  };
}

function weekdayOf(local: number): number {
  return (((Math.floor(local / DAY) + EPOCH_WEEKDAY) % 7) + 7) % 7;
}
