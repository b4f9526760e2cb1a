import { join } from 'node:path';
import type { Decimal } from '../../model/decimal.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SecurityType } from '../../model/security-type.ts';
import type { SymbolProperties } from '../../model/symbol-properties.ts';
import { readFileIfThere } from '../formats/text-file.ts';
import { SYMBOL_PROPERTIES_FILE, SymbolPropertiesDatabase } from '../symbol-properties.ts';
import { IMPORT_ERRORS } from './errors.ts';

/** Properties of a symbol that are given with an import; absent ones are those of the tables. */
export interface SymbolFacts {
  readonly quoteCurrency?: string;
  /** The value of one point of price, in quote currency. */
  readonly contractMultiplier?: Decimal;
  /** The smallest step of a price, in quote currency. */
  readonly minimumPriceVariation?: Decimal;
  /** The smallest step of a quantity, in units. */
  readonly lotSize?: Decimal;
}

/** The properties that runs read for a ticker after the import. */
export type KnownFacts = Required<SymbolFacts> & { readonly ticker: string };

/** The ticker with these properties. */
export interface FactsTarget {
  /** The data folder, or an empty string when nothing will be written. */
  readonly folder: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly facts: SymbolFacts;
}

/** Positions of the columns in LEAN's file that {@link SymbolFacts} fill. */
const [QUOTE, MULTIPLIER, STEP, LOT] = [4, 5, 6, 7];
const HEADER =
  'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size,price_magnifier,strike_multiplier\n';
/** Types whose ticker is the base currency followed by the quote currency. */
const PAIRS: ReadonlySet<SecurityType> = new Set([SecurityType.Crypto, SecurityType.Forex]);
/** Types without default quote currency, tick size and lot size. */
const QUOTED: ReadonlySet<SecurityType> = new Set([...PAIRS, SecurityType.Cfd, SecurityType.CryptoFuture]);

/**
 * The given properties, completed from the tables of the data folder and the engine.
 *
 * @throws EngineError IMPORT_INCOMPLETE_PROPERTIES for a pair without complete properties, or that does not end with
 * the quote currency
 */
export function knownFacts(target: FactsTarget, tickers: readonly string[]): KnownFacts[] {
  const { folder, market, securityType, facts } = target;
  const database = folder === '' ? SymbolPropertiesDatabase.fromText() : SymbolPropertiesDatabase.fromFolder(folder);
  return [...new Set(tickers)].map((ticker) => {
    const isWhole = facts.quoteCurrency && facts.minimumPriceVariation && facts.lotSize;
    if (!isWhole && QUOTED.has(securityType) && !database.knows(market, ticker, securityType))
      throw incomplete(
        `The properties of the ${securityType} ${ticker} on the market ${market} are unknown, so --quote, --tick and --lot are all required.`,
        ticker,
      );
    const known = database.get(market, ticker, securityType, 'USD');
    const quoteCurrency = facts.quoteCurrency ?? known.quoteCurrency;
    if (PAIRS.has(securityType) && !(ticker.endsWith(quoteCurrency) && ticker.length > quoteCurrency.length))
      throw incomplete(`The ${securityType} ${ticker} does not end with its quote currency ${quoteCurrency}.`, ticker);
    return {
      ticker,
      quoteCurrency,
      contractMultiplier: facts.contractMultiplier ?? known.contractMultiplier,
      minimumPriceVariation: facts.minimumPriceVariation ?? known.minimumPriceVariation,
      lotSize: facts.lotSize ?? known.lotSize,
    };
  });
}

/**
 * The data folder's table of symbol properties with a row for each ticker: in an existing row the columns of
 * {@link SymbolFacts} are replaced and the other columns stay.
 */
export function symbolPropertiesText(target: FactsTarget, tickers: readonly string[]): string {
  const path = join(target.folder, SYMBOL_PROPERTIES_FILE);
  // latin1 preserves every byte of descriptions in any encoding
  let text = readFileIfThere(path)?.toString('latin1') ?? HEADER;
  if (!text.endsWith('\n')) text += '\n';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const database = SymbolPropertiesDatabase.fromFolder(target.folder);
  for (const facts of knownFacts(target, tickers)) {
    const key = `${target.market},${facts.ticker},${target.securityType},`;
    const at = text.indexOf(`\n${key}`) + 1;
    if (at === 0) {
      const row = newRow(key, database.get(target.market, facts.ticker, target.securityType, facts.quoteCurrency), {
        isOwn: database.has(target.market, facts.ticker, target.securityType),
      });
      text += `${withFacts(row, facts)}${lineBreak}`;
    } else {
      const end = text.indexOf('\n', at);
      const row = text.slice(at, end).replace(/\r$/, '');
      text = `${text.slice(0, at)}${withFacts(row, facts)}${text.slice(at + row.length)}`;
    }
  }
  return text;
}

/** A complete row; names of the instrument are copied only from its own row, not from that of its market. */
function newRow(key: string, known: SymbolProperties, { isOwn }: { readonly isOwn: boolean }): string {
  const { description, marketTicker, minimumOrderSize, priceMagnifier, strikeMultiplier } = known;
  const names = isOwn ? { description, marketTicker } : { description: '', marketTicker: '' };
  return `${key}${names.description},,,,,${names.marketTicker},${minimumOrderSize?.toString() ?? ''},${priceMagnifier.toString()},${strikeMultiplier.toString()}`;
}

function withFacts(row: string, facts: KnownFacts): string {
  const fields = row.split(',');
  fields[QUOTE] = facts.quoteCurrency;
  fields[MULTIPLIER] = facts.contractMultiplier.toString();
  fields[STEP] = facts.minimumPriceVariation.toString();
  fields[LOT] = facts.lotSize.toString();
  return fields.join(',');
}

function incomplete(message: string, ticker: string): EngineError {
  return new EngineError(
    IMPORT_ERRORS.INCOMPLETE_PROPERTIES,
    `${message} ${IMPORT_ERRORS.INCOMPLETE_PROPERTIES.remedy}`,
    { data: { ticker } },
  );
}
