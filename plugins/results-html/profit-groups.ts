import type { ClosedTrade } from 'tradewright/plugin';

/** Closed trades that share a property, such as the symbol or the weekday of their entry. */
export interface ProfitGroup {
  readonly name: string;
  /** Currency of the profit; empty for the account currency. */
  readonly currency: string;
  readonly trades: number;
  /** Trades with a profit after fees. */
  readonly winners: number;
  /** Sum of profits after fees. */
  readonly profit: number;
  /** Mean return of the trades, a fraction. */
  readonly averageReturn: number;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1 January 1970 was the fourth day of its week. */
const EPOCH_WEEKDAY = 3;

/** Sums by symbol, the largest gains and losses first. */
export function bySymbol(trades: readonly ClosedTrade[]): ProfitGroup[] {
  return groups(trades, ({ symbol }) => symbol).sort((one, other) => Math.abs(other.profit) - Math.abs(one.profit));
}

/** Sums of long and short trades. */
export function bySide(trades: readonly ClosedTrade[]): ProfitGroup[] {
  return groups(trades, ({ isLong }) => (isLong ? 'long' : 'short'), ['long', 'short']);
}

/** Sums by the weekday of the entry. @param toLocal wall-clock milliseconds of a UTC instant */
export function byWeekday(trades: readonly ClosedTrade[], toLocal: (utc: number) => number): ProfitGroup[] {
  const weekday = ({ entryTime }: ClosedTrade): string =>
    WEEKDAYS[(((Math.floor(toLocal(entryTime) / DAY) + EPOCH_WEEKDAY) % 7) + 7) % 7];
  return groups(trades, weekday, WEEKDAYS);
}

/** Sums by the hour of the entry. @param toLocal wall-clock milliseconds of a UTC instant */
export function byHour(trades: readonly ClosedTrade[], toLocal: (utc: number) => number): ProfitGroup[] {
  const hour = ({ entryTime }: ClosedTrade): string => {
    const local = toLocal(entryTime);
    return HOURS[Math.floor((local - Math.floor(local / DAY) * DAY) / HOUR)];
  };
  return groups(trades, hour, HOURS);
}

/** @param order the names in the order in which groups are listed; by first occurrence without it */
function groups(
  trades: readonly ClosedTrade[],
  nameOf: (trade: ClosedTrade) => string,
  order: readonly string[] = [],
): ProfitGroup[] {
  const members = new Map<string, ClosedTrade[]>();
  for (const trade of trades) {
    const key = JSON.stringify([nameOf(trade), trade.currency]);
    const group = members.get(key);
    if (group === undefined) members.set(key, [trade]);
    else group.push(trade);
  }
  const found = [...members].map(([key, group]): ProfitGroup => {
    const [name, currency] = JSON.parse(key) as [string, string];
    return {
      name,
      currency,
      trades: group.length,
      winners: group.filter(({ profit }) => profit > 0).length,
      profit: group.reduce((sum, { profit }) => sum + profit, 0),
      averageReturn: group.reduce((sum, trade) => sum + trade.return, 0) / group.length,
    };
  });
  return found.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
