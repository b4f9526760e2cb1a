import type { ClosedTrade, ContractTerms, FillRow, SplitRow } from '../api/result-handler.ts';

/** Totals of the trades in one currency. */
export interface TradeTotals {
  readonly currency: string;
  readonly trades: number;
  /** Trades with a profit after fees. */
  readonly winners: number;
  /** Average profit of the winners and of the other trades; 0 where there are none. */
  readonly averageWin: number;
  readonly averageLoss: number;
}

/** What matching needs besides the fills. */
export interface TradeTerms {
  /** Currency of the fees that are subtracted where prices are in the account currency; default: every currency. */
  readonly accountCurrency?: string;
  readonly contracts?: readonly ContractTerms[];
  readonly splits?: readonly SplitRow[];
  /** The prices of a symbol between two fills, if they are known. */
  readonly rangeOf?: (symbol: string, entry: FillPoint, exit: FillPoint) => PriceRange | undefined;
}

/** Time and price of a fill. */
export interface FillPoint {
  /** UTC instant in epoch milliseconds. */
  readonly time: number;
  readonly price: number;
}

/** The lowest and highest price of a period, as shares of the price at its start. */
export interface PriceRange {
  readonly low: number;
  readonly high: number;
}

/** An open part of a position. */
interface Lot {
  /** Signed. */
  quantity: number;
  price: number;
  readonly time: number;
  /** The fill that opened it, at the price that was paid. */
  readonly paid: FillPoint;
  readonly fee: number;
  /** Quantity of the opening fill, to which the fee applies. */
  readonly opened: number;
}

/** Tolerance of sums of binary fractions: a smaller share of a fill counts as zero. */
const TOLERANCE = 1e-9;

/**
 * Matches the fills of each symbol first in, first out: a fill against an open position closes its oldest parts first,
 * and opens the opposite side with the remaining quantity. Returns trades in the order in which they were closed.
 *
 * Source: LEAN's Common/Statistics/TradeBuilder.cs (fill to fill, FIFO), which attributes a fee to the first trade of
 * its fill; here each trade has a share of it.
 */
export function closedTrades(fills: readonly FillRow[], rules: TradeTerms = {}): ClosedTrade[] {
  const { accountCurrency, contracts = [], splits = [], rangeOf } = rules;
  const terms = new Map(contracts.map((one): [string, Terms] => [one.symbol, { ...one, feeCurrency: one.currency }]));
  const plain: Terms = { currency: '', multiplier: 1, feeCurrency: accountCurrency };
  const books = new Map<string, Lot[]>();
  const trades: ClosedTrade[] = [];
  let next = 0;
  for (const fill of fills) {
    for (; next < splits.length && splits[next].time <= fill.time; next++) applySplit(books, splits[next]);
    let lots = books.get(fill.symbol);
    if (lots === undefined) books.set(fill.symbol, (lots = []));
    take(lots, fill, { terms: terms.get(fill.symbol) ?? plain, trades, rangeOf });
  }
  return trades;
}

interface Terms extends Omit<ContractTerms, 'symbol'> {
  /** Fees in other currencies are not subtracted, as there is no conversion rate. */
  readonly feeCurrency: string | undefined;
}

interface Matching {
  readonly terms: Terms;
  readonly trades: ClosedTrade[];
  readonly rangeOf: TradeTerms['rangeOf'];
}

function take(lots: Lot[], fill: FillRow, { terms, trades, rangeOf }: Matching): void {
  const { quantity, price, time } = fill;
  const fee = terms.feeCurrency === undefined || terms.feeCurrency === fill.feeCurrency ? fill.fee : 0;
  const least = Math.abs(quantity) * TOLERANCE;
  let left = quantity;
  let closed = 0;
  while (closed < lots.length && lots[closed].quantity > 0 !== quantity > 0 && Math.abs(left) > least) {
    const lot = lots[closed];
    const isWhole = Math.abs(left) >= Math.abs(lot.quantity) - least;
    const part = isWhole ? lot.quantity : -left;
    trades.push(trade(lot, part, { fill, fee, terms, rangeOf }));
    left += part;
    if (isWhole) closed++;
    else lot.quantity -= part;
  }
  if (closed > 0) lots.splice(0, closed);
  if (Math.abs(left) > least) lots.push({ quantity: left, price, time, paid: fill, fee, opened: quantity });
}

interface Exit {
  readonly fill: FillRow;
  readonly fee: number;
  readonly terms: Terms;
  readonly rangeOf: TradeTerms['rangeOf'];
}

/** @param part the signed quantity that is closed */
function trade(lot: Lot, part: number, { fill, fee, terms, rangeOf }: Exit): ClosedTrade {
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
    ...excursions(rangeOf?.(fill.symbol, lot.paid, fill), part > 0, cost),
  };
}

/** The worst and the best that a trade was worth, from the range of prices while it was open. */
function excursions(
  range: PriceRange | undefined,
  isLong: boolean,
  cost: number,
): Partial<Pick<ClosedTrade, 'mae' | 'mfe'>> {
  if (range === undefined) return {};
  const [worst, best] = isLong ? [range.low - 1, range.high - 1] : [1 - range.high, 1 - range.low];
  return { mae: Math.min(worst, 0) * cost, mfe: Math.max(best, 0) * cost };
}

/** Scales quantities and prices of open parts; fees are unchanged. */
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

/** Totals by currency, the account currency first. */
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
