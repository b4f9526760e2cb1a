import type { SecurityCacheView } from '../api/security-view.ts';
import { Decimal } from '../model/decimal.ts';
import type { Tick } from '../model/bars.ts';
import { Field } from '../model/market-fields.ts';
import type { MarketState } from './market-state.ts';

const NO_TICKS: readonly Tick[] = [];

const PRICE_FIELDS = [
  Field.Price,
  Field.Open,
  Field.High,
  Field.Low,
  Field.Close,
  Field.TradeOpen,
  Field.TradeHigh,
  Field.TradeLow,
  Field.TradeClose,
  Field.BidOpen,
  Field.BidHigh,
  Field.BidLow,
  Field.BidClose,
  Field.AskOpen,
  Field.AskHigh,
  Field.AskLow,
  Field.AskClose,
  Field.BidPrice,
  Field.AskPrice,
];

/** The factor between a raw price and the price that the strategy sees, as a number and as LEAN's decimal. */
export interface PriceFactor {
  readonly value: number;
  readonly decimal: Decimal;
  /** The addend after the multiplication: the accumulated dividends in total return mode. */
  readonly addend?: Decimal;
}

export const NO_FACTOR: PriceFactor = { value: 1, decimal: Decimal.one };

/** The last known data of one security, without filled-forward rows (LEAN's SecurityCache). */
export class SecurityCache implements SecurityCacheView {
  /** @internal */
  readonly base: number;
  /** @internal Looks up the factor of a row by its wall-clock start; undefined for raw prices. */
  factorAt: ((time: number) => PriceFactor) | undefined;
  /** The ticks of the newest slice with ticks. */
  tradeTicks: readonly Tick[] = NO_TICKS;
  quoteTicks: readonly Tick[] = NO_TICKS;
  private readonly state: MarketState;

  /** @internal */
  constructor(state: MarketState) {
    this.state = state;
    this.base = state.reserve();
  }

  /** One figure of the block, see {@link Field}. */
  get(field: number): number {
    const { state } = this;
    if (state.deferredRow >= 0) state.settle();
    return state.values[this.base + field];
  }

  /** @internal */
  set(field: number, value: number): void {
    this.state.settle();
    this.state.values[this.base + field] = value;
  }

  /** The price that holdings are valued at; NaN before the first data. */
  get price(): number {
    const { state } = this;
    if (state.deferredRow >= 0) state.settle();
    return state.values[this.base];
  }

  get hasTradeBar(): boolean {
    return this.get(Field.TradeEnd) === this.get(Field.TradeEnd);
  }

  get hasQuoteBar(): boolean {
    return this.get(Field.QuoteEnd) === this.get(Field.QuoteEnd);
  }

  /** Bid, or the price if there are no quotes (LEAN's Security.BidPrice). */
  get bidPrice(): number {
    const bid = this.get(Field.BidPrice);
    return bid === bid ? bid : this.price;
  }

  /** Ask, or the price if there are no quotes (LEAN's Security.AskPrice). */
  get askPrice(): number {
    const ask = this.get(Field.AskPrice);
    return ask === ask ? ask : this.price;
  }

  /** @internal The factor of the trades in the cache; NO_FACTOR for raw prices. */
  get tradeFactor(): PriceFactor {
    const time = this.get(Field.TradeTime);
    return this.factor(time === time ? time : this.get(Field.LastDataEnd));
  }

  /** @internal */
  get quoteFactor(): PriceFactor {
    const time = this.get(Field.QuoteTime);
    return this.factor(time === time ? time : this.get(Field.LastDataEnd));
  }

  /** @internal Scales all prices after a split of raw data; `factor` is the new price divided by the old one. */
  applySplit(factor: number): void {
    for (const field of PRICE_FIELDS) this.set(field, this.get(field) * factor);
  }

  /** @internal Clears all data, as LEAN does when a security is removed. */
  reset(): void {
    this.state.settle();
    this.state.values.fill(NaN, this.base, this.base + Field.LastQuoteBarEnd + 1);
    this.tradeTicks = this.quoteTicks = NO_TICKS;
  }

  private factor(time: number): PriceFactor {
    return this.factorAt === undefined || time !== time ? NO_FACTOR : this.factorAt(time);
  }

  /**
   * @internal The exact decimal of an adjusted price, with the scale that LEAN's arithmetic results in.
   * @param price an adjusted price of the cache
   * @param places decimal places of the raw price in the data
   */
  static decimalOf(price: number, places: number, factor: PriceFactor): Decimal {
    if (price !== price) return Decimal.zero;
    const { addend } = factor;
    const product = addend === undefined ? price : price - addend.toNumber();
    const raw = factor.value === 1 ? product : product / factor.value;
    const exact = Decimal.fromScaled(Math.round(raw * 10 ** places), places);
    const adjusted = factor === NO_FACTOR ? exact : exact.mul(factor.decimal);
    return addend === undefined ? adjusted : adjusted.add(addend);
  }
}
