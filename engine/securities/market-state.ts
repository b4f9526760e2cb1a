/**
 * The place of each figure in a security's block of {@link MarketState}: the last trade bar, the last quote bar,
 * and what LEAN's SecurityCache keeps beside them. Prices are NaN until there is one.
 */
export const Field = {
  Price: 0,
  Open: 1,
  High: 2,
  Low: 3,
  Close: 4,
  Volume: 5,
  LastDataEnd: 6,
  PriceScales: 7,
  TradeTime: 8,
  TradeEnd: 9,
  TradeOpen: 10,
  TradeHigh: 11,
  TradeLow: 12,
  TradeClose: 13,
  TradeVolume: 14,
  TradeScales: 15,
  QuoteTime: 16,
  QuoteEnd: 17,
  BidOpen: 18,
  BidHigh: 19,
  BidLow: 20,
  BidClose: 21,
  BidSize: 22,
  AskOpen: 23,
  AskHigh: 24,
  AskLow: 25,
  AskClose: 26,
  AskSize: 27,
  QuoteScales: 28,
  BidPrice: 29,
  AskPrice: 30,
  LastQuoteBarEnd: 31,
} as const;

/** Float64 numbers a security takes in {@link MarketState}. */
const STATE_STRIDE = 32;

/** The prices of all securities in one block of memory, so that a step walks through it in order. */
export class MarketState {
  values = new Float64Array(16 * STATE_STRIDE).fill(NaN);
  private count = 0;

  /** Reserves the block of one more security and returns its first index. */
  reserve(): number {
    const base = this.count++ * STATE_STRIDE;
    if (base + STATE_STRIDE > this.values.length) {
      const larger = new Float64Array(this.values.length * 2).fill(NaN);
      larger.set(this.values);
      this.values = larger;
    }
    return base;
  }
}
