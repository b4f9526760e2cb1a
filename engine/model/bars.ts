import type { WallClock } from './instants.ts';
import type { SecuritySymbol } from './security-symbol.ts';

/**
 * Trades of one period. Times are wall-clock milliseconds of the exchange's zone, `time` the start and `endTime` the end.
 *
 * The engine reuses bar objects: the symbol's next bar overwrites the values. `copy()` returns a bar to keep.
 */
export class TradeBar {
  symbol: SecuritySymbol;
  time: WallClock = NaN;
  endTime: WallClock = NaN;
  open = NaN;
  high = NaN;
  low = NaN;
  close = NaN;
  volume = NaN;
  isFillForward = false;

  constructor(symbol: SecuritySymbol) {
    this.symbol = symbol;
  }

  /** LEAN's `Value`: the close. */
  get value(): number {
    return this.close;
  }

  get price(): number {
    return this.close;
  }

  copy(): TradeBar {
    return Object.assign(new TradeBar(this.symbol), this);
  }
}

/** Bid and ask of one period; all prices of a side without quotes are NaN. The object is reused like {@link TradeBar}. */
export class QuoteBar {
  symbol: SecuritySymbol;
  time: WallClock = NaN;
  endTime: WallClock = NaN;
  bidOpen = NaN;
  bidHigh = NaN;
  bidLow = NaN;
  bidClose = NaN;
  lastBidSize = NaN;
  askOpen = NaN;
  askHigh = NaN;
  askLow = NaN;
  askClose = NaN;
  lastAskSize = NaN;
  isFillForward = false;

  constructor(symbol: SecuritySymbol) {
    this.symbol = symbol;
  }

  /** The mid price if both sides are present, otherwise the present side. */
  get open(): number {
    return middle(this.bidOpen, this.askOpen);
  }

  get high(): number {
    return middle(this.bidHigh, this.askHigh);
  }

  get low(): number {
    return middle(this.bidLow, this.askLow);
  }

  get close(): number {
    return middle(this.bidClose, this.askClose);
  }

  /** LEAN's `Value`: the close. */
  get value(): number {
    return this.close;
  }

  get price(): number {
    return this.close;
  }

  copy(): QuoteBar {
    return Object.assign(new QuoteBar(this.symbol), this);
  }
}

/** The mid of two prices; if one is missing (NaN), the other. */
export function middle(bid: number, ask: number): number {
  if (bid !== bid) return ask;
  return ask !== ask ? bid : (bid + ask) / 2;
}

/** One trade or one quote. The object is reused like {@link TradeBar}. */
export class Tick {
  symbol: SecuritySymbol;
  /** Wall-clock milliseconds of the exchange's zone, with fractions if the data contain them. */
  time: WallClock = NaN;
  endTime: WallClock = NaN;
  /** True for a quote, false for a trade. */
  isQuote = false;
  /** Price of the trade, or the mid of the quote. */
  value = NaN;
  quantity = NaN;
  bidPrice = NaN;
  bidSize = NaN;
  askPrice = NaN;
  askSize = NaN;
  suspicious = false;
  isFillForward = false;

  constructor(symbol: SecuritySymbol) {
    this.symbol = symbol;
  }

  get price(): number {
    return this.value;
  }

  copy(): Tick {
    return Object.assign(new Tick(this.symbol), this);
  }
}
