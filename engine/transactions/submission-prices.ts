import type { SubmissionView } from '../api/order-view.ts';
import { Decimal } from '../model/decimal.ts';
import { Field } from '../model/market-fields.ts';
import { MID_PRICE } from '../securities/price-update.ts';
import { NO_FACTOR, SecurityCache } from '../securities/security-cache.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';

/**
 * Market prices at the submission of an order (LEAN's OrderSubmissionData).
 *
 * Contains only numbers: the exact decimals with LEAN's scale are computed when the order list hash needs them.
 */
export class SubmissionPrices implements SubmissionView {
  last = NaN;
  /** Quotes; undefined when the last price is used instead. */
  ownBid: number | undefined = undefined;
  ownAsk: number | undefined = undefined;
  isFromTicks = false;
  /** Decimal places in the format of Field.PriceScales and Field.QuoteScales. */
  priceScales = 0;
  quoteScales = 0;
  tradeFactor: PriceFactor = NO_FACTOR;
  quoteFactor: PriceFactor = NO_FACTOR;

  /** The current market prices. */
  static of(security: Security): SubmissionPrices {
    const prices = new SubmissionPrices();
    const { cache } = security;
    const bid = cache.get(Field.BidPrice);
    const ask = cache.get(Field.AskPrice);
    const close = cache.get(Field.Close);
    // LEAN has no close for ticks and uses the newest price instead.
    prices.isFromTicks = !cache.hasTradeBar && !cache.hasQuoteBar;
    prices.last = prices.isFromTicks || Number.isNaN(close) ? cache.price : close;
    if (bid === bid) prices.ownBid = bid;
    if (ask === ask) prices.ownAsk = ask;
    prices.priceScales = cache.get(Field.PriceScales) | 0;
    prices.quoteScales = cache.get(Field.QuoteScales) | 0;
    prices.tradeFactor = cache.tradeFactor;
    if (bid === bid || ask === ask) prices.quoteFactor = cache.quoteFactor;
    return prices;
  }

  get bid(): number {
    return this.ownBid ?? this.last;
  }

  get ask(): number {
    return this.ownAsk ?? this.last;
  }

  /** Bid with the scale of LEAN's arithmetic; of the last price when there is no quote. */
  get exactBid(): Decimal {
    return this.ownBid === undefined
      ? this.exactLast
      : SecurityCache.decimalOf(this.ownBid, this.quoteScales % 16, this.quoteFactor);
  }

  get exactAsk(): Decimal {
    return this.ownAsk === undefined
      ? this.exactLast
      : SecurityCache.decimalOf(this.ownAsk, this.quoteScales >> 4, this.quoteFactor);
  }

  get exactLast(): Decimal {
    if (this.priceScales !== MID_PRICE) return SecurityCache.decimalOf(this.last, this.priceScales, this.tradeFactor);
    if (this.ownBid !== undefined && this.ownAsk !== undefined) return this.exactMid(this.ownBid, this.ownAsk);
    if (this.ownBid !== undefined) return this.exactBid;
    return this.ownAsk === undefined ? Decimal.of(this.last) : this.exactAsk;
  }

  /** Mid of two quotes: LEAN adjusts the mid of ticks, but both sides of bars. */
  private exactMid(bid: number, ask: number): Decimal {
    if (!this.isFromTicks) return this.exactBid.add(this.exactAsk).div(Decimal.two);
    const factor = this.quoteFactor;
    const rawBid = SecurityCache.decimalOf(bid / factor.value, this.quoteScales % 16, NO_FACTOR);
    const rawAsk = SecurityCache.decimalOf(ask / factor.value, this.quoteScales >> 4, NO_FACTOR);
    const mid = rawBid.add(rawAsk).div(Decimal.two);
    return factor === NO_FACTOR ? mid : mid.mul(factor.decimal);
  }
}
