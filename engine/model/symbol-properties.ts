import type { Decimal } from './decimal.ts';

/** The contract specification of an instrument (LEAN's SymbolProperties). */
export interface SymbolProperties {
  readonly description: string;
  /** The currency of prices, upper case. */
  readonly quoteCurrency: string;
  /** The value of one price point, in quote currency. */
  readonly contractMultiplier: Decimal;
  /** The tick size: the smallest price increment. */
  readonly minimumPriceVariation: Decimal;
  /** The lot size: the smallest quantity increment. */
  readonly lotSize: Decimal;
  /** The market's own name of the instrument; empty when it equals the ticker. */
  readonly marketTicker: string;
  readonly minimumOrderSize: Decimal | undefined;
  readonly priceMagnifier: Decimal;
  readonly strikeMultiplier: Decimal;
}
