import { SECURITY_TYPE_CODES } from '../model/lean-codes.ts';
import type { DataSource, MapRow } from '../api/data-source.ts';
import { EngineError } from '../model/engine-error.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { DATA_ERRORS } from './errors.ts';
import { DAY } from './time/calendar-math.ts';

/** LEAN's codes of the markets (Common/Market.cs). */
const MARKET_CODES: Readonly<Record<string, number>> = {
  empty: 0,
  usa: 1,
  fxcm: 2,
  oanda: 3,
  dukascopy: 4,
  bitfinex: 5,
  cmeglobex: 6,
  nymex: 7,
  cbot: 8,
  ice: 9,
  cboe: 10,
  india: 11,
  gdax: 12,
  kraken: 13,
  bittrex: 14,
  bithumb: 15,
  binance: 16,
  poloniex: 17,
  coinone: 18,
  hitbtc: 19,
  okcoin: 20,
  bitstamp: 21,
  comex: 22,
  cme: 23,
  sgx: 24,
  hkfe: 25,
  nyseliffe: 26,
  cfe: 33,
  ftx: 34,
  ftxus: 35,
  binanceus: 36,
  bybit: 37,
  coinbase: 38,
  interactivebrokers: 39,
  eurex: 40,
  ose: 41,
  dydx: 42,
  krx: 43,
};

/** Day 0 of OLE automation dates, which means "no date". */
const OLE_EPOCH = Date.UTC(1899, 11, 30);
/** An identifier's number is made of decimal digits: type 2, market 3, option fields 9, days 5. */
const MARKET_UNIT = 100n;
const DAYS_UNIT = 100_000_000_000_000n;
const DAYS_WIDTH = 100_000n;

export interface IdentifierParts {
  /** The first ticker of the instrument, in upper case. */
  readonly ticker: string;
  readonly market: string;
  readonly securityType: SecurityType;
  /** Wall-clock midnight of the first trading day; absent without a map file, and for all types but equities. */
  readonly date?: number;
}

/**
 * LEAN's security identifier in text: `SPY R735QTJ8XC9X` (Common/SecurityIdentifier.cs).
 *
 * @throws EngineError DATA_UNKNOWN_MARKET when the market has no code.
 */
export function securityIdentifier({ ticker, market, securityType, date = OLE_EPOCH }: IdentifierParts): string {
  const days = BigInt(Math.floor((date - OLE_EPOCH) / DAY));
  const properties =
    days * DAYS_UNIT + BigInt(marketCode(market)) * MARKET_UNIT + BigInt(SECURITY_TYPE_CODES.codes[securityType]);
  return `${ticker.toUpperCase()} ${properties.toString(36).toUpperCase()}`;
}

/** First ticker and date of an identifier, or `undefined` for other text; the date is `undefined` if there is none. */
export function parseSecurityIdentifier(id: string): { ticker: string; date: number | undefined } | undefined {
  const match = /^(\S+) ([0-9A-Z]+)$/.exec(id);
  if (match === null) return undefined;
  let properties = 0n;
  for (const digit of match[2]) properties = properties * 36n + BigInt(Number.parseInt(digit, 36));
  const days = Number((properties / DAYS_UNIT) % DAYS_WIDTH);
  return { ticker: match[1], date: days === 0 ? undefined : OLE_EPOCH + days * DAY };
}

/**
 * The symbol of a ticker. As in LEAN, the identifier of an equity contains the first ticker and date of the map file of the
 * last company with the ticker.
 */
export function createSymbol(
  source: Pick<DataSource, 'mapRows'>,
  ticker: string,
  securityType: SecurityType,
  market: string,
): SecuritySymbol {
  const upper = ticker.toUpperCase();
  const rows =
    securityType === SecurityType.Equity ? source.mapRows(new SecuritySymbol(upper, securityType, market, '')) : [];
  const first =
    rows.length === 0 ? { ticker: upper, date: undefined } : { ticker: firstTicker(rows), date: rows[0].date };
  return new SecuritySymbol(upper, securityType, market, securityIdentifier({ ...first, market, securityType }));
}

/** The markets with a code in identifiers. */
export function knownMarkets(): string[] {
  return Object.keys(MARKET_CODES);
}

/** Whether the market has a code in identifiers. */
export function isKnownMarket(market: string): boolean {
  return Object.hasOwn(MARKET_CODES, market.toLowerCase());
}

/** The first row's ticker without a trailing `.1`, which distinguishes companies that shared a ticker. */
function firstTicker(rows: readonly MapRow[]): string {
  return rows[0].ticker.replace(/(?<=.)\.\d+$/, '');
}

function marketCode(market: string): number {
  const name = market.toLowerCase();
  if (isKnownMarket(name)) return MARKET_CODES[name];
  throw new EngineError(
    DATA_ERRORS.UNKNOWN_MARKET,
    `There is no market "${market}". ${DATA_ERRORS.UNKNOWN_MARKET.remedy}`,
    { data: { market, known: Object.keys(MARKET_CODES) } },
  );
}
