import { join } from 'node:path';
import { Decimal } from '../model/decimal.ts';
import { parseSecurityType } from '../model/security-type.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { SymbolProperties } from '../model/symbol-properties.ts';
import { builtInSymbolProperties } from './built-in-symbol-properties.ts';
import { malformedRow, readFileIfThere } from './formats/text-file.ts';

const WILDCARD = '[*]';
const FILE = 'symbol-properties-database.csv';
/** Where a data folder keeps the table, from the folder. */
export const SYMBOL_PROPERTIES_FILE = join('symbol-properties', FILE);

/**
 * The symbol properties of a data folder (Common/Securities/SymbolPropertiesDatabase.cs).
 *
 * LEAN's file has 10,900 rows, so nothing is parsed in advance: the bytes are searched for the requested key.
 */
export class SymbolPropertiesDatabase {
  private readonly path: string;
  private readonly load: () => Buffer;
  private readonly found = new Map<string, SymbolProperties | undefined>();
  private bytes: Buffer | undefined;

  private constructor(path: string, load: () => Buffer) {
    this.path = path;
    this.load = load;
  }

  /** The rows of the data folder's `symbol-properties` folder, if any, before the built-in ones; loaded lazily. */
  static fromFolder(dataFolder: string): SymbolPropertiesDatabase {
    const path = join(dataFolder, SYMBOL_PROPERTIES_FILE);
    return new SymbolPropertiesDatabase(path, () => {
      const builtIn = Buffer.from(`\n${builtInSymbolProperties()}`);
      const own = readFileIfThere(path);
      return own === undefined ? builtIn : Buffer.concat([own, builtIn]);
    });
  }

  /** The rows of a text in LEAN's format, or the built-in ones. */
  static fromText(text: string = builtInSymbolProperties(), path: string = FILE): SymbolPropertiesDatabase {
    return new SymbolPropertiesDatabase(path, () => Buffer.from(text));
  }

  /** The properties of a ticker: its row, otherwise the market's for the type, otherwise tick size 0.01 and lot size 1. */
  get(market: string, ticker: string, type: SecurityType, defaultQuoteCurrency: string): SymbolProperties {
    return (
      this.row(market, ticker, type) ?? this.row(market, WILDCARD, type) ?? defaultProperties(defaultQuoteCurrency)
    );
  }

  /** Whether there is a row for the ticker, or one of its market for the type. */
  knows(market: string, ticker: string, type: SecurityType): boolean {
    return this.has(market, ticker, type) || this.row(market, WILDCARD, type) !== undefined;
  }

  /** Whether there is a row for the ticker. */
  has(market: string, ticker: string, type: SecurityType): boolean {
    return this.row(market, ticker, type) !== undefined;
  }

  /** The market of the first row with the ticker and type. */
  marketOf(ticker: string, type: SecurityType): string | undefined {
    const bytes = (this.bytes ??= this.load());
    const key = `,${ticker.toUpperCase()},${type},`;
    const at = bytes.indexOf(key);
    return at < 0 ? undefined : bytes.toString('utf8', bytes.lastIndexOf('\n', at) + 1, at);
  }

  /** The keys of a market's rows of a type, in the order of the file. */
  tickers(market: string, type: SecurityType): string[] {
    const bytes = (this.bytes ??= this.load());
    const key = `\n${market.toLowerCase()},`;
    const tickers = new Set<string>();
    for (let at = bytes.indexOf(key); at >= 0; at = bytes.indexOf(key, at + 1)) {
      const [ticker, typeName] = bytes.toString('utf8', at + key.length, lineEnd(bytes, at + 1)).split(',', 2);
      if (parseSecurityType(typeName) === type && ticker !== WILDCARD) tickers.add(ticker);
    }
    return [...tickers];
  }

  private row(market: string, ticker: string, type: SecurityType): SymbolProperties | undefined {
    const key = `${market.toLowerCase()},${ticker.toUpperCase()},${type},`;
    if (!this.found.has(key)) this.found.set(key, this.search(key));
    return this.found.get(key);
  }

  private search(key: string): SymbolProperties | undefined {
    const bytes = (this.bytes ??= this.load());
    const at = bytes.indexOf(`\n${key}`);
    if (at < 0) return undefined;
    const row = bytes.toString('utf8', at + 1, lineEnd(bytes, at + 1)).trim();
    const properties = parseRow(row.split(','));
    if (properties !== undefined) return properties;
    const line = bytes.subarray(0, at + 1).filter((code) => code === 10).length + 1;
    throw malformedRow(this.path, line, row, 'is not a row of symbol properties');
  }
}

/** The default properties: tick size 0.01, lot size 1, multiplier 1. */
function defaultProperties(quoteCurrency: string): SymbolProperties {
  return {
    description: '',
    quoteCurrency: quoteCurrency.toUpperCase(),
    contractMultiplier: Decimal.one,
    minimumPriceVariation: Decimal.parse('0.01'),
    lotSize: Decimal.one,
    marketTicker: '',
    minimumOrderSize: undefined,
    priceMagnifier: Decimal.one,
    strikeMultiplier: Decimal.one,
  };
}

function parseRow(fields: readonly string[]): SymbolProperties | undefined {
  const number = (index: number): Decimal | undefined => Decimal.tryParse(fields[index] ?? '');
  const optional = (index: number): Decimal | undefined => (fields[index] ? number(index) : Decimal.one);
  const minimumOrderSize = fields[9] ? number(9) : undefined;
  const [contractMultiplier, minimumPriceVariation, lotSize] = [number(5), number(6), number(7)];
  const [priceMagnifier, strikeMultiplier] = [optional(10), optional(11)];
  if (!isPositive(contractMultiplier) || minimumPriceVariation === undefined || !isPositive(lotSize)) return undefined;
  if (minimumPriceVariation.sign < 0) return undefined;
  if (!isPositive(priceMagnifier) || !isPositive(strikeMultiplier) || (fields[9] && minimumOrderSize === undefined))
    return undefined;
  return {
    description: fields[3],
    quoteCurrency: fields[4],
    contractMultiplier,
    minimumPriceVariation,
    lotSize,
    marketTicker: fields[8] ?? '',
    minimumOrderSize,
    priceMagnifier,
    strikeMultiplier,
  };
}

function isPositive(value: Decimal | undefined): value is Decimal {
  return value !== undefined && value.sign > 0;
}

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('\n', from);
  return end < 0 ? bytes.length : end;
}
