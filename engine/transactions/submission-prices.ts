import type { Security } from '../securities/security.ts';
import { Field } from '../securities/market-state.ts';
import type { PriceFactor } from '../securities/security-cache.ts';

/**
 * What the market said when an order was submitted (LEAN's OrderSubmissionData).
 *
 * Numbers only: the exact decimals with LEAN's scale are worked out when the order list hash asks for them.
 */
export class SubmissionPrices {
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  /** Packed decimal places of the rows behind the prices, as the security's cache has them. */
  readonly priceScales: number;
  readonly quoteScales: number;
  /** True when the side is a quote of its own, false when it fell back to the last price. */
  readonly hasBid: boolean;
  readonly hasAsk: boolean;
  readonly tradeFactor: PriceFactor;
  readonly quoteFactor: PriceFactor;

  constructor(security: Security) {
    const { cache } = security;
    const bid = cache.get(Field.BidPrice);
    const ask = cache.get(Field.AskPrice);
    this.hasBid = bid === bid;
    this.hasAsk = ask === ask;
    this.last = cache.get(Field.Close);
    this.bid = this.hasBid ? bid : cache.price;
    this.ask = this.hasAsk ? ask : cache.price;
    this.priceScales = cache.get(Field.PriceScales);
    this.quoteScales = cache.get(Field.QuoteScales);
    this.tradeFactor = cache.tradeFactor;
    this.quoteFactor = cache.quoteFactor;
  }
}
