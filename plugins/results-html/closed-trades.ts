import type { ContractTerms, FillRow, SplitRow } from 'tradewright/plugin';

/** A part of what was held, from the fill that opened it to the fill that closed it (a round trip). */
export interface ClosedTrade {
  readonly symbol: string;
  readonly isLong: boolean;
  /** Units; positive. */
  readonly quantity: number;
  /** UTC instants in epoch milliseconds. */
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Currency of prices, fees and profit; empty for the account's. */
  readonly currency: string;
  /** Both fills' fees in that currency, by the shares of their quantities. */
  readonly fees: number;
  /** Less fees. */
  readonly profit: number;
  /** Profit over what the entry was worth, as a fraction. */
  readonly return: number;
}

/** What trades in one currency came to. */
export interface TradeTotals {
  readonly currency: string;
  readonly trades: number;
  /** Trades with a profit after fees. */
  readonly winners: number;
  /** Average profit of the winners and of all others; 0 where there are none. */
  readonly averageWin: number;
  readonly averageLoss: number;
}

/** What fills are matched by beside themselves. */
export interface TradeTerms {
  /** Currency of the fees that are taken off where prices are in the account's; any without it. */
  readonly accountCurrency?: string;
  readonly contracts?: readonly ContractTerms[];
  readonly splits?: readonly SplitRow[];
}

/** An opened part that waits for its exit. */
interface Lot {
  /** Signed. */
  quantity: number;
  price: number;
  readonly time: number;
  readonly fee: number;
  /** Units that the fee was for; those of its fill. */
  readonly opened: number;
}

/** Quantities in binary fractions: less than this share of a fill is nothing. */
const NOTHING = 1e-9;

/**
 * Fills matched first in, first out, symbol by symbol: each fill against the side that is held closes the oldest part
 * first, and opens the other side with what it has left. In the order in which they were closed.
 *
 * Source: LEAN's Common/Statistics/TradeBuilder.cs (fill to fill, FIFO), which puts a fee on the first of the trades it
 * belongs to; here each trade has its share.
 */
export function closedTrades(fills: readonly FillRow[], rules: TradeTerms = {}): ClosedTrade[] {
  const { accountCurrency, contracts = [], splits = [] } = rules;
  const terms = new Map(contracts.map((one): [string, Terms] => [one.symbol, { ...one, feeCurrency: one.currency }]));
  const plain: Terms = { currency: '', multiplier: 1, feeCurrency: accountCurrency };
  const books = new Map<string, Lot[]>();
  const trades: ClosedTrade[] = [];
  let next = 0;
  for (const fill of fills) {
    for (; next < splits.length && splits[next].time <= fill.time; next++) applySplit(books, splits[next]);
    let lots = books.get(fill.symbol);
    if (lots === undefined) books.set(fill.symbol, (lots = []));
    take(lots, fill, { terms: terms.get(fill.symbol) ?? plain, trades });
  }
  return trades;
}

interface Terms extends Omit<ContractTerms, 'symbol'> {
  /** Fees in another one cannot be taken off without a rate. */
  readonly feeCurrency: string | undefined;
}

interface Matching {
  readonly terms: Terms;
  readonly trades: ClosedTrade[];
}

function take(lots: Lot[], fill: FillRow, { terms, trades }: Matching): void {
  const { quantity, price, time } = fill;
  const fee = terms.feeCurrency === undefined || terms.feeCurrency === fill.feeCurrency ? fill.fee : 0;
  const least = Math.abs(quantity) * NOTHING;
  let left = quantity;
  let closed = 0;
  while (closed < lots.length && lots[closed].quantity > 0 !== quantity > 0 && Math.abs(left) > least) {
    const lot = lots[closed];
    const isWhole = Math.abs(left) >= Math.abs(lot.quantity) - least;
    const part = isWhole ? lot.quantity : -left;
    trades.push(trade(lot, part, { fill, fee, terms }));
    left += part;
    if (isWhole) closed++;
    else lot.quantity -= part;
  }
  if (closed > 0) lots.splice(0, closed);
  if (Math.abs(left) > least) lots.push({ quantity: left, price, time, fee, opened: quantity });
}

interface Exit {
  readonly fill: FillRow;
  readonly fee: number;
  readonly terms: Terms;
}

/** @param part signed quantity that is closed */
function trade(lot: Lot, part: number, { fill, fee, terms }: Exit): ClosedTrade {
  const quantity = Math.abs(part);
  const fees = (lot.fee * quantity) / Math.abs(lot.opened) + (fee * quantity) / Math.abs(fill.quantity);
  const profit = (fill.price - lot.price) * part * terms.multiplier - fees;
  const cost = Math.abs(lot.price * part * terms.multiplier);
  return {
    symbol: fill.symbol,
    isLong: part > 0,
    quantity,
    entryTime: lot.time,
    exitTime: fill.time,
    entryPrice: lot.price,
    exitPrice: fill.price,
    currency: terms.currency,
    fees,
    profit,
    return: cost === 0 ? 0 : profit / cost,
  };
}

/** More units at lower prices, or the other way round; the fees stay what they were. */
function applySplit(books: ReadonlyMap<string, Lot[]>, { symbol, factor }: SplitRow): void {
  const lots = books.get(symbol) ?? [];
  for (const [index, lot] of lots.entries())
    lots[index] = {
      ...lot,
      quantity: lot.quantity / factor,
      price: lot.price * factor,
      opened: lot.opened / factor,
    };
}

/** Totals currency by currency, that of the account first. */
export function tradeTotals(trades: readonly ClosedTrade[]): TradeTotals[] {
  const currencies = [...new Set(trades.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = trades.filter((one) => one.currency === currency);
    const wins = own.filter(({ profit }) => profit > 0);
    const losses = own.filter(({ profit }) => !(profit > 0));
    return {
      currency,
      trades: own.length,
      winners: wins.length,
      averageWin: average(wins),
      averageLoss: average(losses),
    };
  });
}

function average(trades: readonly ClosedTrade[]): number {
  return trades.length === 0 ? 0 : trades.reduce((sum, { profit }) => sum + profit, 0) / trades.length;
}
