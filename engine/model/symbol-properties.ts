import type { Decimal } from './decimal.ts';

/** What is fixed about an instrument's contract (LEAN's SymbolProperties). */
export interface SymbolProperties {
  readonly description: string;
  /** The currency that prices are in, upper case. */
  readonly quoteCurrency: string;
  /** What one point of price is worth, in quote currency. */
  readonly contractMultiplier: Decimal;
  /** The smallest step of a price. */
  readonly minimumPriceVariation: Decimal;
  /** The smallest step of a quantity. */
  readonly lotSize: Decimal;
  /** The name that the market itself uses; empty when it is the ticker. */
  readonly marketTicker: string;
  readonly minimumOrderSize: Decimal | undefined;
  readonly priceMagnifier: Decimal;
  readonly strikeMultiplier: Decimal;
}
