import { Decimal } from '../model/decimal.ts';
import { Field } from '../securities/market-state.ts';
import { MID_PRICE } from '../securities/price-update.ts';
import { SecurityCache } from '../securities/security-cache.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';

/**
 * What the market said when an order was submitted (LEAN's OrderSubmissionData).
 *
 * Numbers only: the exact decimals with LEAN's scale are worked out when the order list hash asks for them.
 */
export class SubmissionPrices {
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  private readonly hasBid: boolean;
  private readonly hasAsk: boolean;
  private readonly priceScales: number;
  private readonly quoteScales: number;
  private readonly tradeFactor: PriceFactor;
  private readonly quoteFactor: PriceFactor;

  constructor(security: Security) {
    const { cache } = security;
    const bid = cache.get(Field.BidPrice);
    const ask = cache.get(Field.AskPrice);
    const close = cache.get(Field.Close);
    const price = cache.price;
    this.hasBid = bid === bid;
    this.hasAsk = ask === ask;
    this.last = close === close ? close : price;
    this.bid = this.hasBid ? bid : price;
    this.ask = this.hasAsk ? ask : price;
    this.priceScales = cache.get(Field.PriceScales);
    this.quoteScales = cache.get(Field.QuoteScales);
    this.tradeFactor = cache.tradeFactor;
    this.quoteFactor = cache.quoteFactor;
  }

  /** Bid with the scale of LEAN's arithmetic; the last price's where there is no quote. */
  get exactBid(): Decimal {
    return this.hasBid ? SecurityCache.decimalOf(this.bid, this.quoteScales % 16, this.quoteFactor) : this.exactLast;
  }

  get exactAsk(): Decimal {
    return this.hasAsk ? SecurityCache.decimalOf(this.ask, Math.floor(this.quoteScales / 16), this.quoteFactor) : this.exactLast;
  }

  get exactLast(): Decimal {
    if (this.priceScales !== MID_PRICE) return SecurityCache.decimalOf(this.last, this.priceScales, this.tradeFactor);
    if (this.hasBid && this.hasAsk) return this.exactBid.add(this.exactAsk).div(Decimal.two);
    if (this.hasBid) return this.exactBid;
    return this.hasAsk ? this.exactAsk : Decimal.of(this.last);
  }
}
