import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
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

/** Open, high, low and close of one bar; a single number is the price of a bar without movement. */
export type BarPrices = number | readonly [open: number, high: number, low: number, close: number];

/** Prices of a daily bar. */
export type DayPrices = BarPrices;

/** Bars of a test, and further options of its run. */
export interface BarsWish {
  /** Each ticker's bars, oldest first, without gaps: from minute to minute of the market's sessions. */
  readonly bars: Readonly<Record<string, readonly BarPrices[]>>;
  readonly resolution: Exclude<Resolution, 'tick'>;
  /** Type of all tickers, which decides when their market is open; equity unless given. */
  readonly securityType?: SecurityType;
  /** Market of all tickers; `usa`, or `coinbase` for crypto, unless given. */
  readonly market?: string;
  /** First session on or after this date, yyyy-mm-dd; 2004-01-02 unless given. */
  readonly firstDate?: string;
  readonly parameters?: BacktestRequest['parameters'];
  readonly cash?: number;
  /** Other properties of the request: models, brokerage model, chunk size. */
  readonly request?: Partial<BacktestRequest>;
}

/** Daily bars of a test. */
export type DailyBarsWish = Omit<BarsWish, 'resolution' | 'securityType' | 'market'>;

/**
 * Runs a strategy over hand-made bars of US equities or other markets, from memory. The first bar is the first of its
 * length in a session: 9:30 for minutes of US equities, 9:00 for their hours, midnight UTC for crypto.
 *
 * @throws what the strategy threw
 */
export async function backtestOnBars(
  Strategy: new (host: AlgorithmHost) => Algorithm,
  { bars, resolution, firstDate = '2004-01-02', parameters, cash, request, ...where }: BarsWish,
): Promise<BacktestResult> {
  const { securityType = SecurityType.Equity } = where;
  const { market = MARKETS[securityType] ?? 'usa' } = where;
  const marketHours = new BuiltInMarketHoursDatabase();
  const [ticker = ''] = Object.keys(bars);
  const { exchangeHours } = marketHours.entry(market, ticker, securityType);
  const count = Math.max(...Object.values(bars).map((prices) => prices.length));
  const starts = barStarts(exchangeHours, Date.parse(firstDate), { count, period: resolutionPeriod(resolution) });
  const rows = Object.fromEntries(
    Object.entries(bars).map(([name, prices]) => [name, prices.map((one, index) => barOf(starts[index], one))]),
  );
  const result = await runBacktest({
    createAlgorithm: (host) => new Strategy(host),
    dataSource: new MemoryDataSource(rows, resolution),
    marketHours,
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    parameters,
    cash,
    startDate: dateOf(starts[0]),
    endDate: dateOf(starts[count - 1]),
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

/** Runs a strategy over hand-made daily bars of US equities, from memory. @throws what the strategy threw */
export async function backtestOnDailyBars(
  Strategy: new (host: AlgorithmHost) => Algorithm,
  wish: DailyBarsWish,
): Promise<BacktestResult> {
  return backtestOnBars(Strategy, { ...wish, resolution: Resolution.Daily });
}

const MARKETS: Partial<Record<SecurityType, string>> = { crypto: 'coinbase', forex: 'oanda', cfd: 'oanda' };

function dateOf(time: number): number {
  return Math.floor(time / DAY) * DAY;
}

/** Wall-clock starts of consecutive bars within the sessions of a market. */
function barStarts(
  hours: ExchangeHours,
  from: number,
  { count, period }: { readonly count: number; readonly period: number },
): number[] {
  const starts: number[] = [];
  for (let time = from; starts.length < count; time += period) {
    if (!hours.isDateOpen(time)) time = dateOf(time) + DAY - period;
    else if (period === DAY || hours.isOpenDuring(time, time + period, false)) starts.push(time);
  }
  return starts;
}

function barOf(time: number, prices: BarPrices): MemoryBar {
  const [open, high, low, close] = typeof prices === 'number' ? [prices, prices, prices, prices] : prices;
  return { time, open, high, low, close, volume: VOLUME };
}
