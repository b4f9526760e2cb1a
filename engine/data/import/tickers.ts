import { basename } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { SecurityType } from '../../model/security-type.ts';
import { tableName } from '../formats/packed-text.ts';
import { isFileName } from '../formats/path-inside.ts';
import { IMPORT_ERRORS } from './errors.ts';

const TICKER = /^[A-Z0-9][A-Z0-9.-]{0,31}$/;
/** Pairs of currencies and coins are stored without a separator. */
const PAIR = /^[A-Z0-9]{4,24}$/;
/** Parts of file names around the ticker: number of a copy, exchange, period, dates, provider. */
const ENDINGS = [
  /\s*\(\d+\)$/,
  /[ _-]\d{4}(?:[-_]\d{2}){0,2}$/,
  /[ _.-](?:us|usa)(?:[ _.-](?:d|w|m|\d+))?$/i,
  /[ _-](?:1?d|daily|day|1?h|hour(?:ly)?|(?:1?m|m1)(?:in(?:ute)?s?)?|bars|history|historical|prices?)$/i,
];
const BEGINNINGS = [
  /^DAT_(?:ASCII|MT|XLSX|NT)_/i,
  /^(?:gemini|binance|bitstamp|bitfinex|kraken|coinbase|poloniex|okx|bybit|ftx|huobi|kucoin)_/i,
];
const PAIRS: ReadonlySet<SecurityType> = new Set([
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
  SecurityType.Forex,
  SecurityType.Cfd,
]);

/**
 * A ticker as in LEAN's folders, from its usual spellings: in upper case, without an exchange before it
 * (`BINANCE:BTCUSDT`) or after it (`AAPL.US`), and pairs without a separator (`BTC/USDT`, `btc-usd`, `EURUSD=X`).
 *
 * @returns undefined for a text that is not a ticker, such as one that would be a path
 */
export function tickerOf(text: string, securityType: SecurityType): string | undefined {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(
      PAIRS.has(securityType) ? /^(?![A-Z0-9]{2,5}:[A-Z0-9]{3,5}$)[A-Z][A-Z0-9]*:(?!\/)/ : /^[A-Z][A-Z0-9]*:(?!\/)/,
      '',
    )
    .replace(/^\^/, '');
  if (PAIRS.has(securityType)) {
    const pair = bare
      .replace(/=X$/, '')
      .replace(/(?<=\/[A-Z0-9]+):[A-Z0-9]+$/, '')
      .replace(/^([A-Z0-9]+)[-/_ :.]([A-Z0-9]+)$/, '$1$2');
    return PAIR.test(pair) && isFileName(pair) ? pair : undefined;
  }
  const ticker = bare.replace(/\.US$/, '').replace(/^([A-Z]{1,5})\/([A-Z]{1,2})$/, '$1.$2');
  return TICKER.test(ticker) && isFileName(ticker) ? ticker : undefined;
}

/** The ticker of a file: from its content, or else from its name. @throws EngineError IMPORT_NO_SYMBOL */
export function tickerOfFile(told: string | undefined, path: string, securityType: SecurityType): string {
  let name = told ?? tableName(basename(path));
  if (told === undefined) {
    // There may be several endings: BTCUSDT-1m-2025-01.
    for (let before = ''; before !== name;) {
      before = name;
      for (const ending of ENDINGS) name = name.replace(ending, '');
    }
    for (const beginning of BEGINNINGS) name = name.replace(beginning, '');
  }
  const ticker = /\s/.test(name) ? undefined : tickerOf(name, securityType);
  if (ticker !== undefined && ticker.length <= 15) return ticker;
  throw new EngineError(
    IMPORT_ERRORS.NO_SYMBOL,
    `The ticker of the prices in ${path} is unknown: it has no column of symbols, and its name is not a ticker. ${IMPORT_ERRORS.NO_SYMBOL.remedy}`,
    { data: { file: path } },
  );
}
