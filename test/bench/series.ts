import { dateOf, type ExchangeHours, Resolution, SecuritySymbol, SecurityType } from 'tradewright';
import { BuiltInMarketHoursDatabase, type RowColumns, RowKind } from 'tradewright/plugin';
import { ColumnDataSource } from './column-data-source.ts';
import { type BarColumns, CROSS_SEED, makeBars, type UniverseSeries } from './reference.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Decimal places of the seeded prices. */
const PRICE_PLACES = 4;
/** First sessions of the two sets of bars, wall-clock midnights. */
const FIRST_MINUTE_SESSION = Date.UTC(2010, 0, 4);
const FIRST_DAILY_SESSION = Date.UTC(2004, 0, 2);
/** Later than any bar, so that nothing is delisted in a run of ten times the length. */
const LISTED = { from: Date.UTC(2000, 0, 3), through: Date.UTC(2150, 0, 1) } as const;

/** The ticker of the minute bars. */
export const CROSS_TICKER = 'CROSS';

/** Bars with the dates of the first and the last of them, wall-clock midnights. */
export interface BenchData {
  readonly source: ColumnDataSource;
  readonly startDate: number;
  readonly endDate: number;
}

export const marketHours = new BuiltInMarketHoursDatabase();

/** The bars of B1 and B4: the first `count` bars of a seeded random walk. */
export function minuteBars(count: number): BarColumns {
  return makeBars(count, CROSS_SEED);
}

/** The minutes of the regular sessions, wall clocks of the exchange. */
export function minuteTimes(count: number): Float64Array {
  return regularMinutes(stockHours(), count);
}

/** One bar per minute of the regular sessions; after the end of the calendar every weekday is a session. */
export function minuteSeries(bars: BarColumns): BenchData {
  const count = bars.length;
  const time = regularMinutes(stockHours(), count);
  const series = [{ ticker: CROSS_TICKER, columns: columnsOf(bars, time) }];
  const source = new ColumnDataSource(series, { resolution: Resolution.Minute, listed: LISTED });
  return { source, startDate: FIRST_MINUTE_SESSION, endDate: dateOf(time[count - 1]) };
}

/** The daily bars of B2, symbol by symbol. */
export function dailySeries(universe: readonly UniverseSeries[]): BenchData {
  const last = universe.reduce((latest, { session }) => Math.max(latest, session.at(-1) ?? 0), 0);
  const dates = sessionDates(stockHours(), FIRST_DAILY_SESSION, last + 1);
  const series = universe.map((bars, index) => {
    const time = Float64Array.from(bars.session, (session) => dates[session]);
    return { ticker: dailyTicker(index), columns: columnsOf(bars, time) };
  });
  const source = new ColumnDataSource(series, { resolution: Resolution.Daily, listed: LISTED });
  return { source, startDate: FIRST_DAILY_SESSION, endDate: dates[last] };
}

/** Midnights of the sessions of B3, wall clocks of the exchange. */
export function dailyDates(count: number): Float64Array {
  return Float64Array.from(sessionDates(stockHours(), FIRST_DAILY_SESSION, count));
}

/** A ticker whose alphabetical order is that of the index. */
export function dailyTicker(index: number): string {
  return `S${String(index).padStart(4, '0')}`;
}

function columnsOf({ length, open, high, low, close, volume }: BarColumns, time: Float64Array): RowColumns {
  return { kind: RowKind.TradeBar, length, time, values: [open, high, low, close, volume], scales: PRICE_PLACES };
}

function stockHours(): ExchangeHours {
  return marketHours.entryOf(new SecuritySymbol(CROSS_TICKER, SecurityType.Equity, 'usa', CROSS_TICKER)).exchangeHours;
}

/** Starts of the minutes of regular trading, wall clocks of the exchange. */
function regularMinutes(hours: ExchangeHours, count: number): Float64Array {
  const time = new Float64Array(count);
  let filled = 0;
  for (let date = FIRST_MINUTE_SESSION; filled < count; date += DAY) {
    const close = hours.regularCloseOf(date);
    for (let at = hours.regularOpenOf(date); at < close && filled < count; at += MINUTE) time[filled++] = at;
  }
  return time;
}

/** Midnights of the first sessions from a date. */
function sessionDates(hours: ExchangeHours, first: number, count: number): number[] {
  const dates: number[] = [];
  for (let date = first; dates.length < count; date += DAY) if (hours.isDateOpen(date)) dates.push(date);
  return dates;
}
