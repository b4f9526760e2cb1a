import { EngineError } from '../../model/engine-error.ts';
import { printable } from '../formats/shown-text.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportLayout } from './layouts.ts';

export const NAMED_ROLES = [
  'date',
  'time',
  'symbol',
  'open',
  'high',
  'low',
  'close',
  'adjustedClose',
  'volume',
] as const;
export type NamedRole = (typeof NAMED_ROLES)[number];
/** The role of a column; `ignored` is known but not used. */
export type ImportRole = NamedRole | 'ignored';

/** The interpretation of one column. */
export interface UnderstoodColumn {
  /** The header's text, or the position if there is no header. */
  readonly column: string;
  /** Undefined for an unknown column, which is not used. */
  readonly role: ImportRole | undefined;
  readonly why: 'name' | 'flag' | 'layout' | 'position' | '';
}

export interface Roles {
  readonly columns: readonly UnderstoodColumn[];
  /** Indices of columns, counted from 0. */
  readonly index: Readonly<Partial<Record<NamedRole, number>>>;
  readonly hasHeader: boolean;
}

const NAMES: Readonly<Record<NamedRole, readonly string[]>> = {
  date: ['date', 'datetime', 'timestamp', 'day', 'tradedate', 'tradingday', 'index', 'dt'],
  time: ['time', 'timeofday', 'tradetime'],
  symbol: ['symbol', 'ticker', 'instrument', 'paper'],
  open: ['open', 'openprice', 'openingprice', 'pxopen', 'first'],
  high: ['high', 'highprice', 'pxhigh', 'max'],
  low: ['low', 'lowprice', 'pxlow', 'min'],
  close: [
    'close',
    'closeprice',
    'closingprice',
    'closelast',
    'last',
    'lastprice',
    'price',
    'pxlast',
    'settle',
    'value',
  ],
  adjustedClose: ['adjclose', 'adjustedclose', 'closeadj', 'closeadjusted', 'adjcloseprice'],
  volume: ['volume', 'vol', 'totalvolume', 'sharestraded', 'volumeshares'],
};
/** Names that are used only when no column has one of the usual names. */
const SECOND_NAMES: Readonly<Partial<Record<NamedRole, readonly string[]>>> = {
  date: ['unix', 'unixtimestamp', 'unixtime', 'epoch', 'opentime', 'starttime', 'begin', 'begins', 'start'],
};
/** Single-letter names are used only when all four prices have one. */
const LETTERS: Readonly<Partial<Record<string, NamedRole>>> = {
  t: 'date',
  o: 'open',
  h: 'high',
  l: 'low',
  c: 'close',
  v: 'volume',
  s: 'symbol',
};

/** A column's name reduced to digits and letters without accents, in lower case. */
export function plainName(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a row can be the header: it names a date or time, and a close. */
export function looksLikeHeader(
  row: readonly string[],
  {
    layout,
    named,
    mayLackName = false,
  }: {
    layout: ImportLayout | undefined;
    named: ReadonlyMap<NamedRole, string>;
    /** Whether the date column may have a blank name, as in pandas' exports of an index. */
    mayLackName?: boolean;
  },
): boolean {
  const plain = row.map(plainName);
  const usesLetters = ['o', 'h', 'l', 'c'].every((letter) => plain.includes(letter));
  const has = (role: NamedRole): boolean => {
    const name = named.get(role)?.toLowerCase();
    return row.some(
      (column, position) =>
        column.toLowerCase() === name ||
        layout?.names?.[plain[position]] === role ||
        NAMES[role].includes(plain[position]) ||
        SECOND_NAMES[role]?.includes(plain[position]) === true ||
        (usesLetters && LETTERS[plain[position]] === role),
    );
  };
  const hasDate = has('date') || has('time') || (mayLackName && row[0] === '');
  return row.length > 1 && hasDate && (has('close') || has('adjustedClose'));
}

/**
 * Finds the role of each column: by the given roles, by the layout's names, by common names.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_COLUMNS, IMPORT_UNKNOWN_COLUMNS
 */
export function findRoles(
  firstRow: readonly string[],
  {
    path,
    layout,
    named,
    sample = [],
    ticker = '',
  }: {
    path: string;
    layout: ImportLayout | undefined;
    named: ReadonlyMap<NamedRole, string>;
    /** The first row below the header, and the ticker if known: they determine which of two volumes is used. */
    sample?: readonly string[];
    ticker?: string;
  },
): Roles {
  const hasHeader = !firstRow.some((field) => /^[-+]?[\d.,:/ -]*\d[\d.,:/ -]*$/.test(field));
  const header = hasHeader ? firstRow : firstRow.map((_, index) => String(index + 1));
  if (!hasHeader && named.size === 0)
    throw unknownColumns(path, `has no header: its first row is ${printable(firstRow.join(', '), 400)}`);
  const index: Partial<Record<NamedRole, number>> = {};
  for (const [role, name] of named) index[role] = columnNamed(header, name, { path, role });
  const plain = header.map(plainName);
  const usesLetters = ['o', 'h', 'l', 'c'].every((letter) => plain.includes(letter));
  const columns = header.map((column, position): UnderstoodColumn => {
    const flagged = NAMED_ROLES.find((role) => index[role] === position && named.has(role));
    if (flagged !== undefined) return { column, role: flagged, why: hasHeader ? 'flag' : 'position' };
    const ofLayout = layout?.names?.[plain[position]];
    const role =
      ofLayout ??
      NAMED_ROLES.find((one) => NAMES[one].includes(plain[position])) ??
      (usesLetters ? LETTERS[plain[position]] : undefined);
    if (role === undefined || role === 'ignored' || named.has(role))
      return { column, role: role === 'ignored' ? role : undefined, why: role === 'ignored' ? 'layout' : '' };
    const other = index[role];
    if (other !== undefined) throw ambiguous(path, role, { header, positions: [other, position] });
    index[role] = position;
    return { column, role, why: ofLayout === undefined ? 'name' : 'layout' };
  });
  const found = { columns, index, hasHeader };
  addSecondNames(found, plain, sample[index.symbol ?? -1] ?? ticker);
  checkRoles(index, header, path);
  return found;
}

/** Assigns roles without a usual name: dates by rarer names, a volume by the name of its coin. */
function addSecondNames(
  { columns, index }: { columns: UnderstoodColumn[]; index: Partial<Record<NamedRole, number>> },
  plain: readonly string[],
  symbol: string,
): void {
  const take = (role: NamedRole, position: number | undefined): void => {
    if (position === undefined || position < 0) return;
    columns[position] = {
      ...columns[position],
      role,
      why: columns[position].why === '' ? 'name' : columns[position].why,
    };
    index[role] = position;
  };
  if (index.date === undefined && index.time === undefined) {
    const second = plain.findIndex((name) => SECOND_NAMES.date?.includes(name));
    // pandas writes a blank header for its index.
    take('date', second < 0 && plain[0] === '' ? 0 : second);
  }
  if (index.volume === undefined) take('volume', namedVolume(plain, symbol));
  if (index.date === undefined && index.time !== undefined) {
    take('date', index.time);
    delete index.time;
  }
}

function columnNamed(
  header: readonly string[],
  name: string,
  { path, role }: { path: string; role: NamedRole },
): number {
  const found = header.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  const second = header.findIndex((column, index) => index > found && column.toLowerCase() === name.toLowerCase());
  if (found >= 0 && second >= 0) throw ambiguous(path, role, { header, positions: [found, second] });
  const position = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  const index = found >= 0 ? found : position;
  if (index < 0 || index >= header.length)
    throw unknownColumns(
      path,
      `has no column "${name}", which --column names as the ${role}, among: ${printable(header.join(', '), 400)}`,
    );
  return index;
}

function checkRoles(
  index: Readonly<Partial<Record<NamedRole, number>>>,
  header: readonly string[],
  path: string,
): void {
  const among = `among: ${printable(header.join(', '), 400)}`;
  if (index.date === undefined) throw unknownColumns(path, `has no column that is a date ${among}`);
  if (index.close === undefined && index.adjustedClose === undefined)
    throw unknownColumns(path, `has no column that is a close ${among}`);
  const missing = (['open', 'high', 'low'] as const).filter((role) => index[role] === undefined);
  if (missing.length > 0 && missing.length < 3)
    throw unknownColumns(path, `has no column that is the ${missing.join(' or the ')} ${among}`);
}

/**
 * The volume of the traded coin or share among columns such as `Volume BTC` and `Volume USD`: the one named after the
 * first part of the ticker.
 */
function namedVolume(plain: readonly string[], symbol: string): number | undefined {
  const found = plain.flatMap((name, position) => (/^vol(?:ume)?(?=.)/.test(name) ? [position] : []));
  if (found.length === 1) return found[0];
  const ticker = plainName(symbol);
  return found.find((position) => ticker.startsWith(plain[position].replace(/^vol(?:ume)?/, '')));
}

function ambiguous(
  path: string,
  role: NamedRole,
  { header, positions }: { header: readonly string[]; positions: readonly number[] },
): EngineError {
  const [first, second] = positions.map((position) => printable(header[position], 60));
  // Columns with the same name are distinguished by their positions.
  const isSame = first.toLowerCase() === second.toLowerCase();
  const [one, other] = isSame ? positions.map((position) => String(position + 1)) : [first, second];
  const place = (position: number): string => (isSame ? ` (column ${positions[position] + 1})` : '');
  return new EngineError(
    IMPORT_ERRORS.AMBIGUOUS_COLUMNS,
    `In ${path} "${first}"${place(0)} and "${second}"${place(1)} can both be the ${role}. Choose one: --column "${role}=${one}" or --column "${role}=${other}".`,
    { data: { file: path, role, candidates: [one, other] } },
  );
}

function unknownColumns(path: string, what: string): EngineError {
  return new EngineError(IMPORT_ERRORS.UNKNOWN_COLUMNS, `${path} ${what}. ${IMPORT_ERRORS.UNKNOWN_COLUMNS.remedy}`, {
    data: { file: path },
  });
}
