import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Algorithm } from '../runtime/algorithm.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import { ConstantRiskFreeInterestRate } from '../statistics/interest-rate.ts';
import { MemoryDataSource } from './memory-data-source.ts';
import type { MemoryBar } from './memory-data-source.ts';

const DAY = 86_400_000;
const VOLUME = 1_000_000;

/** Open, high, low and close of one day; a single number is the price of a day without movement. */
export type DayPrices = number | readonly [open: number, high: number, low: number, close: number];

export interface DailyBarsWish {
  /** The days of each ticker, one per session of the New York Stock Exchange, oldest first. */
  readonly bars: Readonly<Record<string, readonly DayPrices[]>>;
  /** The first session is on or after this date, yyyy-mm-dd; by default 2004-01-02. */
  readonly firstDate?: string;
  readonly parameters?: BacktestRequest['parameters'];
  readonly cash?: number;
  /** Other properties of the request: models, brokerage model, chunk size. */
  readonly request?: Partial<BacktestRequest>;
}

/** Runs a strategy on synthetic daily bars of US equities in memory. @throws the error that the strategy threw */
export async function backtestOnDailyBars(
  Strategy: new (host: AlgorithmHost) => Algorithm,
  { bars, firstDate = '2004-01-02', parameters, cash, request }: DailyBarsWish,
): Promise<BacktestResult> {
  const marketHours = new BuiltInMarketHoursDatabase();
  const sessions = sessionDates(Math.max(...Object.values(bars).map((days) => days.length)), firstDate);
  const rows = Object.fromEntries(
    Object.entries(bars).map(([ticker, days]) => [ticker, days.map((day, index) => barOf(sessions[index], day))]),
  );
  const result = await runBacktest({
    createAlgorithm: (host) => new Strategy(host),
    dataSource: new MemoryDataSource(rows, Resolution.Daily),
    marketHours,
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    parameters,
    cash,
    startDate: sessions[0],
    endDate: sessions.at(-1),
    ...request,
  });
  if (result.status === 'failed') throw result.error;
  return result;
}

/** Wall-clock midnights of sessions of the New York Stock Exchange, from a date yyyy-mm-dd on. */
export function sessionDates(count: number, firstDate = '2004-01-02'): number[] {
  const { exchangeHours } = new BuiltInMarketHoursDatabase().entry('usa', '', SecurityType.Equity);
  const sessions: number[] = [];
  for (let date = Date.parse(firstDate); sessions.length < count; date += DAY)
    if (exchangeHours.isDateOpen(date)) sessions.push(date);
  return sessions;
}

function barOf(time: number, day: DayPrices): MemoryBar {
  const [open, high, low, close] = typeof day === 'number' ? [day, day, day, day] : day;
  return { time, open, high, low, close, volume: VOLUME };
}
