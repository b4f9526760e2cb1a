import { resolve } from 'node:path';
import { readActions } from '../data/import/actions.ts';
import { DATE_ORDERS } from '../data/import/date-reader.ts';
import type { DateOrder } from '../data/import/date-reader.ts';
import { IMPORT_ERRORS } from '../data/import/errors.ts';
import { ADJUSTED_CLOSE_USES } from '../data/import/import-options.ts';
import type { AdjustedCloseUse, ImportOptions } from '../data/import/import-options.ts';
import { LAYOUT_NAMES } from '../data/import/layouts.ts';
import type { LayoutName } from '../data/import/layouts.ts';
import type { DecimalSign } from '../data/import/number-style.ts';
import { NAMED_ROLES } from '../data/import/roles.ts';
import type { NamedRole } from '../data/import/roles.ts';
import type { SymbolFacts } from '../data/import/symbol-facts.ts';
import { tickerOf } from '../data/import/tickers.ts';
import { formatOfFolder, IMPORT_FORMATS } from '../data/import/write-import.ts';
import type { ImportFormat, ImportTarget } from '../data/import/write-import.ts';
import { encodingNamed } from '../data/formats/text-encoding.ts';
import { leanRowFormat } from '../data/formats/lean-row-format.ts';
import { isKnownMarket, knownMarkets } from '../data/security-identifier.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { shownText } from '../data/formats/shown-text.ts';
import { dataEnvironment } from '../host/data-environment.ts';
import { suggestion } from '../host/nearest-name.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { TickType } from '../model/data-kinds.ts';
import { parseResolution, Resolution } from '../model/resolution.ts';
import { parseSecurityType, SecurityType } from '../model/security-type.ts';
import type { Flag, FlagValues } from './command.ts';
import { CLI_ERRORS } from './errors.ts';

/** Default markets of the types whose bars can be imported. */
const MARKETS: Readonly<Partial<Record<SecurityType, string>>> = {
  [SecurityType.Equity]: 'usa',
  [SecurityType.Index]: 'usa',
  [SecurityType.Crypto]: 'coinbase',
  [SecurityType.CryptoFuture]: 'binance',
  [SecurityType.Forex]: 'oanda',
  [SecurityType.Cfd]: 'oanda',
};
/** Lengths of bars to which rows can be aggregated. */
const RESAMPLED: Readonly<Record<string, Resolution>> = {
  '1s': Resolution.Second,
  '1m': Resolution.Minute,
  '1h': Resolution.Hour,
  '1d': Resolution.Daily,
};

export const IMPORT_FLAGS: readonly Flag[] = [
  {
    name: 'file',
    kind: 'list',
    isPositional: true,
    placeholder: 'FILE',
    description: 'CSV files to import, plain or compressed by gzip, zstd or zip',
  },
  { name: 'to', placeholder: 'FOLDER', description: 'Target data folder; created if it does not exist' },
  {
    name: 'format',
    choices: IMPORT_FORMATS,
    placeholder: 'NAME',
    description: "Format to write: LEAN's layout (lean) or Parquet; by default that of the folder, or lean",
  },
  { name: 'dry-run', kind: 'switch', description: 'Show how the columns are read, and write nothing' },
  {
    name: 'layout',
    choices: ['auto', ...LAYOUT_NAMES],
    placeholder: 'NAME',
    description: 'Provider of the export; by default recognised by the header',
  },
  {
    name: 'symbol',
    placeholder: 'TICKER',
    description: 'Ticker of the prices; by default from a column or the name of the file',
  },
  {
    name: 'type',
    placeholder: 'TYPE',
    description: 'Type of the security: equity (default), index, crypto, cryptofuture, forex or cfd',
  },
  {
    name: 'market',
    placeholder: 'NAME',
    description: 'Market of the security; by default usa, coinbase, binance or oanda, depending on its type',
  },
  {
    name: 'resolution',
    choices: ['second', 'minute', 'hour', 'daily'],
    placeholder: 'NAME',
    description: 'Resolution to store; by default from the time between rows; longer bars are stored at their ends',
  },
  {
    name: 'resample',
    choices: Object.keys(RESAMPLED),
    placeholder: 'LENGTH',
    description: 'Aggregate rows into bars of a second, a minute, an hour or a day',
  },
  { name: 'time-zone', placeholder: 'ZONE', description: 'Time zone of times without one, such as America/New_York' },
  {
    name: 'times',
    choices: ['start', 'end'],
    placeholder: 'WHICH',
    description: 'Whether times are the start or the end of bars; by default determined by the edges of sessions',
  },
  {
    name: 'column',
    kind: 'list',
    placeholder: 'ROLE=NAME',
    description: `Role of a column, by name or position: ${NAMED_ROLES.join(', ')}`,
  },
  {
    name: 'date-format',
    choices: DATE_ORDERS,
    placeholder: 'FORMAT',
    description: 'Order of day, month and year in numeric dates; years may have two digits',
  },
  { name: 'decimal', choices: ['point', 'comma'], placeholder: 'SIGN', description: 'Decimal sign of the numbers' },
  {
    name: 'encoding',
    placeholder: 'NAME',
    description: 'Encoding of the text, such as windows-1250; by default detected from its bytes',
  },
  {
    name: 'quote',
    placeholder: 'CURRENCY',
    description: "Currency of prices, stored in the folder's symbol properties, like the next three",
  },
  { name: 'tick', placeholder: 'STEP', description: 'Tick size of prices, such as 0.01' },
  { name: 'lot', placeholder: 'STEP', description: 'Lot size of quantities, such as 0.0001' },
  { name: 'multiplier', placeholder: 'NUMBER', description: 'Value of one point of price, in quote currency' },
  {
    name: 'spread',
    placeholder: 'WIDTH',
    description: 'Spread of forex and CFDs, half of it on each side of the price; 0 for one price',
  },
  {
    name: 'actions',
    placeholder: 'FILE',
    description: 'File of splits and dividends: lines date,action,value such as 2024-01-10,split,2:1',
  },
  {
    name: 'adjusted-close',
    choices: ADJUSTED_CLOSE_USES,
    placeholder: 'USE',
    description: 'Use of an adjusted close: a factor file (factors), adjusted prices (prices) or nothing (ignore)',
  },
  {
    name: 'replace',
    kind: 'switch',
    description: 'Replace existing files of the same series',
  },
  { name: 'skip-bad-rows', kind: 'switch', description: 'Skip rows that cannot be read, and list them' },
];

/** The target of the series according to the flags. @throws EngineError IMPORT_NO_TRADES, IMPORT_OTHER_FORMAT */
export function importTarget(flags: FlagValues, folder: string | undefined): ImportTarget {
  const name = flags.text('type') ?? 'equity';
  const securityType = parseSecurityType(name);
  const market = securityType === undefined ? undefined : MARKETS[securityType];
  const isTraded =
    securityType !== undefined && leanRowFormat(securityType, Resolution.Daily, TickType.Trade) !== undefined;
  if (securityType === undefined || market === undefined || (!isTraded && flags.text('spread') === undefined)) {
    throw new EngineError(IMPORT_ERRORS.NO_TRADES, `--type is "${name}". ${IMPORT_ERRORS.NO_TRADES.remedy}`, {
      data: { type: name },
    });
  }
  const named = flags.text('market')?.toLowerCase() ?? market;
  if (!isKnownMarket(named))
    throw usage(`--market is "${named}", which is not a market. ${suggestion(named, knownMarkets(), 'markets')}`);
  const format = flags.text('format') as ImportFormat | undefined;
  return {
    folder: folder ?? '',
    format: format ?? (folder === undefined ? undefined : formatOfFolder(folder)) ?? 'lean',
    securityType,
    market: named,
    mayReplace: flags.isOn('replace'),
    facts: symbolFacts(flags),
  };
}

/** The symbol properties in the flags; undefined without such flags. */
function symbolFacts(flags: FlagValues): SymbolFacts | undefined {
  const quote = flags.text('quote');
  if (quote !== undefined && !/^[A-Z0-9]{2,12}$/i.test(quote))
    throw usage(`--quote is ${shownText(quote)}, which is not a currency. Write one such as USD or USDT.`);
  const facts = {
    quoteCurrency: quote?.toUpperCase(),
    contractMultiplier: positive(flags, 'multiplier', '1'),
    minimumPriceVariation: positive(flags, 'tick', '0.01'),
    lotSize: positive(flags, 'lot', '0.0001'),
  };
  return Object.values(facts).some((fact) => fact !== undefined) ? facts : undefined;
}

function positive(flags: FlagValues, name: string, example: string): Decimal | undefined {
  const text = flags.text(name);
  if (text === undefined) return undefined;
  const number = /^\d{1,12}(?:\.\d{1,12})?$/.test(text) ? Decimal.parse(text) : undefined;
  if (number === undefined || number.sign <= 0)
    throw usage(`--${name} is ${shownText(text)}. Write a number above zero with a decimal point, such as ${example}.`);
  return number;
}

/** The import options according to the flags. @throws EngineError */
export function importOptions(flags: FlagValues, target: ImportTarget, workingFolder: string): ImportOptions {
  const { securityType } = target;
  const layout = flags.text('layout');
  const zone = flags.text('time-zone');
  const actions = flags.text('actions');
  const resample = flags.text('resample');
  const symbol = symbolOf(flags.text('symbol'), securityType);
  const data = dataTimes(target, symbol);
  return {
    securityType,
    layout: layout === 'auto' ? undefined : (layout as LayoutName | undefined),
    columns: namedColumns(flags.list('column')),
    dateFormat: flags.text('date-format') as DateOrder | undefined,
    decimal: flags.text('decimal') as DecimalSign | undefined,
    encoding: encodingOf(flags.text('encoding')),
    timeZone: zone === undefined ? undefined : timeZone(zone),
    dataZone: data.zone,
    hours: data.hours,
    symbol,
    resolution: parseResolution(flags.text('resolution') ?? ''),
    resample: resample === undefined ? undefined : RESAMPLED[resample],
    times: flags.text('times') as ImportOptions['times'],
    spread: spreadOf(flags.text('spread')),
    adjustedClose: (flags.text('adjusted-close') ?? 'factors') as AdjustedCloseUse,
    actions: actions === undefined ? undefined : readActions(resolve(workingFolder, actions), securityType),
  };
}

function symbolOf(text: string | undefined, securityType: SecurityType): string | undefined {
  if (text === undefined) return undefined;
  const ticker = tickerOf(text, securityType);
  if (ticker === undefined)
    throw usage(`--symbol is ${shownText(text)}, which is not a ticker. Write one such as KO or BTCUSD.`);
  return ticker;
}

function encodingOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const encoding = encodingNamed(name);
  if (encoding === undefined)
    throw usage(
      `--encoding is ${shownText(name)}, which is not a known encoding. Write one such as utf-8, utf-16le, windows-1250 or iso-8859-2.`,
    );
  return encoding.name;
}

function spreadOf(text: string | undefined): ImportOptions['spread'] {
  if (text === undefined) return undefined;
  const match = /^\d{1,9}(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null)
    throw usage(`--spread is ${shownText(text)}. Write the spread in units of the price, such as 0.0002.`);
  return { width: Number(text), places: match[1]?.length ?? 0 };
}

function namedColumns(texts: readonly string[]): Map<NamedRole, string> {
  const columns = new Map<NamedRole, string>();
  for (const text of texts) {
    const [role, ...name] = text.split('=');
    if (!(NAMED_ROLES as readonly string[]).includes(role) || name.join('=') === '') {
      throw usage(`--column is "${text}". Write --column ROLE=NAME; ${suggestion(role, NAMED_ROLES, 'roles')}`);
    }
    columns.set(role as NamedRole, name.join('='));
  }
  return columns;
}

function timeZone(name: string): TimeZone {
  try {
    return TimeZone.of(name);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    throw usage(`--time-zone is "${name}", which is not a time zone. ${cause.descriptor.remedy}`);
  }
}

/** The time zone of the data of the type, and its sessions in that zone if there are any. */
function dataTimes(
  { folder, securityType, market }: ImportTarget,
  symbol = '',
): { zone: TimeZone; hours: ExchangeHours | undefined } {
  const entry = dataEnvironment(folder).marketHours.tryEntry(market, symbol, securityType);
  const isUsual = securityType === SecurityType.Equity || securityType === SecurityType.Index;
  const zone = entry?.dataTimeZone ?? (isUsual ? TimeZone.of(NEW_YORK) : TimeZone.UTC);
  const hours = entry?.exchangeHours;
  const hasSessions = isUsual && hours !== undefined && !hours.isMarketAlwaysOpen && hours.timeZone.id === zone.id;
  return { zone, hours: hasSessions ? hours : undefined };
}

function usage(message: string): EngineError {
  return new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, message);
}
