import type { SecurityType } from '../../model/security-type.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { EngineError } from '../../model/engine-error.ts';
import { TIME_ERRORS } from './errors.ts';
import type { ExchangeHours } from './exchange-hours.ts';
import type { TimeZone } from './time-zone.ts';

/**
 * The trading hours of an instrument (`exchangeHours.timeZone` is the exchange's time zone) and the time zone of its
 * data files.
 */
export interface MarketHoursEntry {
  readonly dataTimeZone: TimeZone;
  readonly exchangeHours: ExchangeHours;
}

/**
 * The market hours of instruments. Instruments with the same entry share one {@link ExchangeHours}.
 *
 * LEAN's MarketHoursDatabase (Common/Securities/MarketHoursDatabase.cs). Markets and tickers are case-insensitive.
 */
export abstract class MarketHoursDatabase {
  private readonly resolved = new Map<string, MarketHoursEntry>();

  /** The entry of an instrument. @throws EngineError TIME_NO_MARKET_HOURS when there is none. */
  entry(market: string, ticker: string, securityType: SecurityType): MarketHoursEntry {
    const entry = this.tryEntry(market, ticker, securityType);
    if (entry !== undefined) return entry;
    const name = `${securityType}/${market}/${ticker}`;
    throw new EngineError(
      TIME_ERRORS.NO_MARKET_HOURS,
      `There are no market hours for ${name}: ${this.description} has no entry for the ticker or the market. Check the security type and the market.`,
      { data: { market, ticker, securityType: securityType } },
    );
  }

  /** {@link entry} of a symbol. */
  entryOf(symbol: SecuritySymbol): MarketHoursEntry {
    return this.entry(symbol.market, symbol.ticker, symbol.securityType);
  }

  /** The entry of an instrument, or `undefined`. */
  tryEntry(market: string, ticker: string, securityType: SecurityType): MarketHoursEntry | undefined {
    const key = keyOf(market, ticker, securityType);
    let entry = this.resolved.get(key);
    if (entry === undefined) {
      entry = this.find(market.toLowerCase(), ticker.toUpperCase(), securityType);
      if (entry !== undefined) this.resolved.set(key, entry);
    }
    return entry;
  }

  /** Sets or replaces the entry of one instrument, for example for custom data. */
  setEntry(market: string, ticker: string, securityType: SecurityType, entry: MarketHoursEntry): void {
    this.resolved.set(keyOf(market, ticker, securityType), entry);
  }

  /** Description of this database in messages. */
  protected abstract readonly description: string;

  /** Finds an entry; the market is in lower case, the ticker in upper case. The result is cached. */
  protected abstract find(market: string, ticker: string, securityType: SecurityType): MarketHoursEntry | undefined;
}

function keyOf(market: string, ticker: string, securityType: SecurityType): string {
  return `${securityType}/${market.toLowerCase()}/${ticker.toUpperCase()}`;
}
