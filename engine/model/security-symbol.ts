import type { SecurityType } from './security-type.ts';

/**
 * The identity of an instrument: LEAN's `Symbol`, under a name that does not shadow JavaScript's `Symbol`.
 *
 * `id` is LEAN's security identifier in text ("SPY R735QTJ8XC9X"), stable over ticker changes;
 * `ticker` is the ticker that the user requested, in upper case.
 */
export class SecuritySymbol {
  readonly ticker: string;
  readonly securityType: SecurityType;
  /** The market in lower case: `usa`, `oanda`, `coinbase`. */
  readonly market: string;
  readonly id: string;

  constructor(ticker: string, securityType: SecurityType, market: string, id: string) {
    this.ticker = ticker;
    this.securityType = securityType;
    this.market = market;
    this.id = id;
  }

  /** The key for maps and messages: `equity/usa/SPY`. */
  get key(): string {
    return `${this.securityType}/${this.market}/${this.ticker}`;
  }

  toString(): string {
    return this.ticker;
  }
}
