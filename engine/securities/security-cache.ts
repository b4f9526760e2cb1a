import { Decimal } from '../model/decimal.ts';
import { Tick } from '../model/bars.ts';
import { Field } from './market-state.ts';
import type { MarketState } from './market-state.ts';

const NO_TICKS: readonly Tick[] = [];

/** The factor that turned a raw price into the one that the strategy sees, as a number and as LEAN's decimal. */
export interface PriceFactor {
  readonly value: number;
  readonly decimal: Decimal;
}

export const NO_FACTOR: PriceFactor = { value: 1, decimal: Decimal.one };

/** The last known data of one security (LEAN's SecurityCache): filled-forward rows never enter it. */
export class SecurityCache {
  readonly base: number;
  /** Factor of the rows that stand in the cache; NO_FACTOR where prices are raw. */
  tradeFactor: PriceFactor = NO_FACTOR;
  quoteFactor: PriceFactor = NO_FACTOR;
  /** The ticks of the newest slice that had any. */
  tradeTicks: readonly Tick[] = NO_TICKS;
  quoteTicks: readonly Tick[] = NO_TICKS;
  private readonly state: MarketState;

  constructor(state: MarketState) {
    this.state = state;
    this.base = state.reserve();
  }

  /** One figure of the block, see {@link Field}. */
  get(field: number): number {
    return this.state.values[this.base + field];
  }

  set(field: number, value: number): void {
    this.state.values[this.base + field] = value;
  }

  /** The price that holdings are valued at; NaN before the first. */
  get price(): number {
    return this.state.values[this.base];
  }

  get hasTradeBar(): boolean {
    return this.get(Field.TradeEnd) === this.get(Field.TradeEnd);
  }

  get hasQuoteBar(): boolean {
    return this.get(Field.QuoteEnd) === this.get(Field.QuoteEnd);
  }

  /** Bid, or the price where there are no quotes (LEAN's Security.BidPrice). */
  get bidPrice(): number {
    const bid = this.get(Field.BidPrice);
    return bid === bid ? bid : this.price;
  }

  /** Ask, or the price where there are no quotes (LEAN's Security.AskPrice). */
  get askPrice(): number {
    const ask = this.get(Field.AskPrice);
    return ask === ask ? ask : this.price;
  }

  /** Forgets everything, as LEAN does when a security leaves. */
  reset(): void {
    this.state.values.fill(NaN, this.base, this.base + Field.LastQuoteBarEnd + 1);
    this.tradeTicks = this.quoteTicks = NO_TICKS;
  }

  /**
   * The exact decimal behind an adjusted price, with the scale that LEAN's own arithmetic gives it.
   * @param price an adjusted price of the cache
   * @param places decimal places of the raw price in the data
   */
  static decimalOf(price: number, places: number, factor: PriceFactor): Decimal {
    if (price !== price) return Decimal.zero;
    const raw = factor.value === 1 ? price : price / factor.value;
    const exact = Decimal.fromScaled(Math.round(raw * 10 ** places), places);
    return factor === NO_FACTOR ? exact : exact.mul(factor.decimal);
  }
}
