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

/** Open, high, low and close of one day; a number alone stands for a day that did not move. */
export type DayPrices = number | readonly [open: number, high: number, low: number, close: number];

export interface DailyBarsWish {
  /** Each ticker's days, one a session of the New York Stock Exchange, oldest first. */
  readonly bars: Readonly<Record<string, readonly DayPrices[]>>;
  /** First session on or after this date, yyyy-mm-dd; 2004-01-02 unless given. */
  readonly firstDate?: string;
  readonly parameters?: BacktestRequest['parameters'];
  readonly cash?: number;
  /** Further parts of the request: models, brokerage model, chunk size. */
  readonly request?: Partial<BacktestRequest>;
}

/** Runs a strategy over hand-made daily bars of US equities, from memory. @throws what the strategy threw */
export async function backtestOnDailyBars(
  Strategy: new (host: AlgorithmHost) => Algorithm,
  { bars, firstDate = '2004-01-02', parameters, cash, request }: DailyBarsWish,
): Promise<BacktestResult> {
  const marketHours = new BuiltInMarketHoursDatabase();
  const { exchangeHours } = marketHours.entry('usa', '', SecurityType.Equity);
  const count = Math.max(...Object.values(bars).map((days) => days.length));
  const sessions: number[] = [];
  for (let date = Date.parse(firstDate); sessions.length < count; date += DAY)
    if (exchangeHours.isDateOpen(date)) sessions.push(date);
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

function barOf(time: number, day: DayPrices): MemoryBar {
  const [open, high, low, close] = typeof day === 'number' ? [day, day, day, day] : day;
  return { time, open, high, low, close, volume: VOLUME };
}
