import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';

/** What a column of a price file can be. */
export type CsvRole = 'date' | 'time' | 'open' | 'high' | 'low' | 'close' | 'adjustedClose' | 'volume';

/** Columns by role: the header's text, or the position counted from 1 for a file without a header. */
export type CsvColumns = Readonly<Partial<Record<CsvRole, string | number>>>;

/** Where the columns of a file are, as indices counted from 0. */
export interface CsvLayout {
  readonly delimiter: number;
  readonly hasHeader: boolean;
  readonly fieldCount: number;
  readonly roles: Readonly<Partial<Record<CsvRole, number>>>;
  /** Tickers in upper case by column, for a file of many closes; empty for a file of one instrument's bars. */
  readonly tickers: ReadonlyMap<string, number>;
}

/** Letters and digits of the names by which columns are recognised. */
const SYNONYMS: Readonly<Record<CsvRole, readonly string[]>> = {
  date: ['date', 'datetime', 'timestamp', 'day', 'tradedate', 'tradingday'],
  time: ['time', 'timeofday', 'tradetime'],
  open: ['open', 'openprice', 'openingprice', 'pxopen'],
  high: ['high', 'highprice', 'pxhigh'],
  low: ['low', 'lowprice', 'pxlow'],
  close: ['close', 'closeprice', 'closingprice', 'last', 'lastprice', 'price', 'pxlast', 'settle', 'value'],
  adjustedClose: ['adjclose', 'adjustedclose', 'closeadj', 'closeadjusted', 'adjcloseprice'],
  volume: ['volume', 'vol', 'totalvolume', 'sharestraded'],
};

/** One letter is a name only where all four prices have one, as C, H, L, O and V are tickers too. */
const LETTERS: Readonly<Partial<Record<string, CsvRole>>> = {
  t: 'date',
  o: 'open',
  h: 'high',
  l: 'low',
  c: 'close',
  v: 'volume',
};

const ROLE_OF: ReadonlyMap<string, CsvRole> = new Map(
  Object.entries(SYNONYMS).flatMap(([role, names]) => names.map((name): [string, CsvRole] => [name, role as CsvRole])),
);

/**
 * Finds the columns of a price file by its header or by what is configured.
 *
 * A file with a close is one instrument's; a file with a date and no close holds one column of closes per ticker.
 *
 * @throws EngineError DATA_UNKNOWN_COLUMNS when no date or no price is recognised, or two columns mean the same.
 */
export function csvLayout(firstLine: string, path: string, configured: CsvColumns = {}): CsvLayout {
  const delimiter = delimiterOf(firstLine);
  const header = firstLine.split(delimiter).map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  const isByPosition = Object.values(configured).some((column) => typeof column === 'number');
  const roles = isByPosition ? rolesByPosition(configured, header, path) : rolesByName(header, path, configured);
  if (roles.date === undefined) throw unknownColumns(path, `has no column that is a date among: ${header.join(', ')}`);
  const isOneInstrument = roles.close !== undefined || roles.adjustedClose !== undefined;
  if (isOneInstrument) checkPrices(roles, path);
  const tickers = isOneInstrument ? new Map<string, number>() : tickerColumns(header, roles.date, path);
  return {
    delimiter: delimiter.charCodeAt(0),
    hasHeader: !isByPosition || !/^"?\d/.test(firstLine),
    fieldCount: header.length,
    roles: isOneInstrument ? roles : { date: roles.date },
    tickers,
  };
}

function rolesByName(
  header: readonly string[],
  path: string,
  configured: CsvColumns,
): Partial<Record<CsvRole, number>> {
  const roles: Partial<Record<CsvRole, number>> = {};
  for (const [role, name] of Object.entries(configured) as [CsvRole, string][]) {
    const index = header.findIndex((field) => field.toLowerCase() === name.toLowerCase());
    if (index < 0)
      throw unknownColumns(path, `has no column "${name}" (configured as ${role}) among: ${header.join(', ')}`);
    roles[role] = index;
  }
  const names = header.map((field) => field.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  const usesLetters = ['o', 'h', 'l', 'c'].every((letter) => names.includes(letter));
  names.forEach((name, index) => {
    const role = ROLE_OF.get(name) ?? (usesLetters ? LETTERS[name] : undefined);
    if (role === undefined || configured[role] !== undefined || Object.values(roles).includes(index)) return;
    const other = roles[role];
    if (other !== undefined)
      throw unknownColumns(path, `has two columns that can be the ${role}: "${header[other]}" and "${header[index]}"`);
    roles[role] = index;
  });
  if (roles.date === undefined && roles.time !== undefined) {
    roles.date = roles.time;
    delete roles.time;
  }
  return roles;
}

function rolesByPosition(
  configured: CsvColumns,
  header: readonly string[],
  path: string,
): Partial<Record<CsvRole, number>> {
  const roles: Partial<Record<CsvRole, number>> = {};
  for (const [role, position] of Object.entries(configured) as [CsvRole, string | number][]) {
    if (typeof position !== 'number' || !Number.isInteger(position) || position < 1 || position > header.length) {
      throw unknownColumns(
        path,
        `has ${header.length} columns, so ${JSON.stringify(position)} cannot be the position of the ${role}`,
      );
    }
    roles[role] = position - 1;
  }
  return roles;
}

function checkPrices(roles: Readonly<Partial<Record<CsvRole, number>>>, path: string): void {
  const missing = (['open', 'high', 'low', 'close'] as const).filter((role) => roles[role] === undefined);
  const isClosesOnly = roles.open === undefined && roles.high === undefined && roles.low === undefined;
  if (missing.length > 0 && !isClosesOnly)
    throw unknownColumns(path, `has some prices of a bar but no ${missing.join(', ')}`);
}

function tickerColumns(header: readonly string[], date: number, path: string): Map<string, number> {
  const tickers = new Map<string, number>();
  header.forEach((field, index) => {
    if (index === date) return;
    if (!/^[\p{L}^][^\s]*$/u.test(field))
      throw unknownColumns(path, `has a column "${field}" that is neither a price nor a ticker`);
    if (tickers.has(field.toUpperCase())) throw unknownColumns(path, `has two columns "${field}"`);
    tickers.set(field.toUpperCase(), index);
  });
  if (tickers.size === 0) throw unknownColumns(path, 'has a date and nothing else');
  return tickers;
}

function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function unknownColumns(path: string, what: string): EngineError {
  return new EngineError(DATA_ERRORS.UNKNOWN_COLUMNS, `${path} ${what}. ${DATA_ERRORS.UNKNOWN_COLUMNS.remedy}`, {
    data: { file: path },
  });
}
