import { EngineError } from '../../model/engine-error.ts';
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
/** What a column is; `ignored` is known and not wanted. */
export type ImportRole = NamedRole | 'ignored';

/** One column as it was understood. */
export interface UnderstoodColumn {
  /** The header's text, or the position where there is no header. */
  readonly column: string;
  /** Undefined where nobody knows what the column is, so that it is not used. */
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
/** One letter is a name only where all four prices have one. */
const LETTERS: Readonly<Partial<Record<string, NamedRole>>> = {
  t: 'date',
  o: 'open',
  h: 'high',
  l: 'low',
  c: 'close',
  v: 'volume',
  s: 'symbol',
};

/** Letters and digits of a column's name, in lower case. */
export function plainName(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Finds what each column is: by what was said of it, by the layout's own names, by common names.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_COLUMNS, IMPORT_UNKNOWN_COLUMNS
 */
export function findRoles(
  firstRow: readonly string[],
  { path, layout, named }: { path: string; layout: ImportLayout | undefined; named: ReadonlyMap<NamedRole, string> },
): Roles {
  const hasHeader = !firstRow.some((field) => /^[-+]?[\d.,:/ -]*\d[\d.,:/ -]*$/.test(field));
  const header = hasHeader ? firstRow : firstRow.map((_, index) => String(index + 1));
  if (!hasHeader && named.size === 0)
    throw unknownColumns(path, `has no header: its first row is ${firstRow.join(', ')}`);
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
    if (other !== undefined) throw ambiguous(path, role, [header[other], column]);
    index[role] = position;
    return { column, role, why: ofLayout === undefined ? 'name' : 'layout' };
  });
  if (index.date === undefined && index.time !== undefined) {
    const position = index.time;
    columns[position] = { ...columns[position], role: 'date' };
    index.date = position;
    delete index.time;
  }
  checkRoles(index, header, path);
  return { columns, index, hasHeader };
}

function columnNamed(
  header: readonly string[],
  name: string,
  { path, role }: { path: string; role: NamedRole },
): number {
  const found = header.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  const position = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  const index = found >= 0 ? found : position;
  if (index < 0 || index >= header.length)
    throw unknownColumns(
      path,
      `has no column "${name}", which --column names as the ${role}, among: ${header.join(', ')}`,
    );
  return index;
}

function checkRoles(
  index: Readonly<Partial<Record<NamedRole, number>>>,
  header: readonly string[],
  path: string,
): void {
  const among = `among: ${header.join(', ')}`;
  if (index.date === undefined) throw unknownColumns(path, `has no column that is a date ${among}`);
  if (index.close === undefined && index.adjustedClose === undefined)
    throw unknownColumns(path, `has no column that is a close ${among}`);
  const missing = (['open', 'high', 'low'] as const).filter((role) => index[role] === undefined);
  if (missing.length > 0 && missing.length < 3)
    throw unknownColumns(path, `has no column that is the ${missing.join(' or the ')} ${among}`);
}

function ambiguous(path: string, role: NamedRole, candidates: readonly string[]): EngineError {
  const [first, second] = candidates;
  return new EngineError(
    IMPORT_ERRORS.AMBIGUOUS_COLUMNS,
    `In ${path} "${first}" and "${second}" can both be the ${role}. Say which one is meant: --column "${role}=${first}" or --column "${role}=${second}".`,
    { data: { file: path, role, candidates } },
  );
}

function unknownColumns(path: string, what: string): EngineError {
  return new EngineError(IMPORT_ERRORS.UNKNOWN_COLUMNS, `${path} ${what}. ${IMPORT_ERRORS.UNKNOWN_COLUMNS.remedy}`, {
    data: { file: path },
  });
}
