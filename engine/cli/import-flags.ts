import type { DayOrder } from '../data/import/date-reader.ts';
import { IMPORT_ERRORS } from '../data/import/errors.ts';
import { ADJUSTED_CLOSE_USES } from '../data/import/import-options.ts';
import type { AdjustedCloseUse, ImportOptions } from '../data/import/import-options.ts';
import { LAYOUT_NAMES } from '../data/import/layouts.ts';
import type { LayoutName } from '../data/import/layouts.ts';
import type { DecimalSign } from '../data/import/number-style.ts';
import { NAMED_ROLES } from '../data/import/roles.ts';
import type { NamedRole } from '../data/import/roles.ts';
import type { ImportTarget } from '../data/import/write-import.ts';
import { leanRowFormat } from '../data/formats/lean-row-format.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import { dataEnvironment } from '../host/data-environment.ts';
import { suggestion } from '../host/nearest-name.ts';
import { EngineError } from '../model/engine-error.ts';
import { TickType } from '../model/data-kinds.ts';
import { parseResolution, Resolution } from '../model/resolution.ts';
import { parseSecurityType, SecurityType } from '../model/security-type.ts';
import type { Flag, FlagValues } from './command.ts';
import { CLI_ERRORS } from './errors.ts';

/** Markets of the types that trades can be kept of. */
const MARKETS: Readonly<Partial<Record<SecurityType, string>>> = {
  [SecurityType.Equity]: 'usa',
  [SecurityType.Index]: 'usa',
  [SecurityType.Crypto]: 'coinbase',
  [SecurityType.CryptoFuture]: 'binance',
};

export const IMPORT_FLAGS: readonly Flag[] = [
  { name: 'file', kind: 'list', isPositional: true, placeholder: 'FILE', description: 'CSV files to import' },
  { name: 'to', placeholder: 'FOLDER', description: "Data folder in LEAN's layout; made when it is not there" },
  { name: 'dry-run', kind: 'switch', description: 'Show how the columns were understood, and write nothing' },
  {
    name: 'layout',
    choices: ['auto', ...LAYOUT_NAMES],
    placeholder: 'NAME',
    description: 'Whose export it is; told by the header without it',
  },
  {
    name: 'symbol',
    placeholder: 'TICKER',
    description: 'Whose prices they are; told by a column or the name of the file without it',
  },
  {
    name: 'type',
    placeholder: 'TYPE',
    description: 'Type of the security: equity, index, crypto, cryptofuture; equity without it',
  },
  {
    name: 'market',
    placeholder: 'NAME',
    description: 'Market of the security; usa, coinbase or binance by its type without it',
  },
  {
    name: 'resolution',
    choices: ['second', 'minute', 'hour', 'daily'],
    placeholder: 'NAME',
    description: 'Told by the time from row to row without it',
  },
  { name: 'time-zone', placeholder: 'ZONE', description: 'Zone of times that name none, such as America/New_York' },
  {
    name: 'times',
    choices: ['start', 'end'],
    placeholder: 'WHICH',
    description: 'Whether times of day name the start or the end of bars; the start without it',
  },
  {
    name: 'column',
    kind: 'list',
    placeholder: 'ROLE=NAME',
    description: `What a column is, by name or position: ${NAMED_ROLES.join(', ')}`,
  },
  {
    name: 'date-format',
    choices: ['mm/dd/yyyy', 'dd/mm/yyyy'],
    placeholder: 'FORMAT',
    description: 'Order of day and month where the year stands last',
  },
  { name: 'decimal', choices: ['point', 'comma'], placeholder: 'SIGN', description: 'Decimal sign of the numbers' },
  {
    name: 'adjusted-close',
    choices: ADJUSTED_CLOSE_USES,
    placeholder: 'USE',
    description:
      'What becomes of an adjusted close: a factor file (factors), adjusted prices (prices), nothing (ignore)',
  },
  {
    name: 'replace',
    kind: 'switch',
    description: 'Let files of the same series that are there already give way to the new ones',
  },
  { name: 'skip-bad-rows', kind: 'switch', description: 'Leave out rows that cannot be read, and tell which' },
];

/** Where the flags say that series are to be written. @throws EngineError IMPORT_NO_TRADES */
export function importTarget(flags: FlagValues, folder: string | undefined): ImportTarget {
  const name = flags.text('type') ?? 'equity';
  const securityType = parseSecurityType(name);
  const market = securityType === undefined ? undefined : MARKETS[securityType];
  if (
    securityType === undefined ||
    market === undefined ||
    leanRowFormat(securityType, Resolution.Daily, TickType.Trade) === undefined
  ) {
    throw new EngineError(IMPORT_ERRORS.NO_TRADES, `--type is "${name}". ${IMPORT_ERRORS.NO_TRADES.remedy}`, {
      data: { type: name },
    });
  }
  return {
    folder: folder ?? '',
    securityType,
    market: flags.text('market')?.toLowerCase() ?? market,
    mayReplace: flags.isOn('replace'),
  };
}

/** What the flags say of the files. @throws EngineError */
export function importOptions(flags: FlagValues, target: ImportTarget): ImportOptions {
  const layout = flags.text('layout');
  const zone = flags.text('time-zone');
  return {
    layout: layout === 'auto' ? undefined : (layout as LayoutName | undefined),
    columns: namedColumns(flags.list('column')),
    dateFormat: flags.text('date-format') as DayOrder | undefined,
    decimal: flags.text('decimal') as DecimalSign | undefined,
    timeZone: zone === undefined ? undefined : timeZone(zone),
    dataZone: dataZone(target, flags.text('symbol')),
    symbol: flags.text('symbol')?.toUpperCase(),
    resolution: parseResolution(flags.text('resolution') ?? ''),
    namesEnds: flags.text('times') === 'end',
    adjustedClose: (flags.text('adjusted-close') ?? 'factors') as AdjustedCloseUse,
  };
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
    throw usage(`--time-zone is "${name}", which is no time zone. ${cause.descriptor.remedy}`);
  }
}

/** The zone in which the data of the type are kept. */
function dataZone({ folder, securityType, market }: ImportTarget, symbol = ''): TimeZone {
  const entry = dataEnvironment(folder).marketHours.tryEntry(market, symbol, securityType);
  const isUsual = securityType === SecurityType.Equity || securityType === SecurityType.Index;
  return entry?.dataTimeZone ?? (isUsual ? TimeZone.of(NEW_YORK) : TimeZone.UTC);
}

function usage(message: string): EngineError {
  return new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, message);
}
