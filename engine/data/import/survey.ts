import { EngineError } from '../../model/engine-error.ts';
import { DelimitedRows } from '../formats/delimited-rows.ts';
import type { PackedText } from '../formats/packed-text.ts';
import { printable } from '../formats/shown-text.ts';
import { DateStyleFinder } from './date-reader.ts';
import type { DateStyle } from './date-reader.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportOptions } from './import-options.ts';
import { findLayout, LAYOUTS } from './layouts.ts';
import type { ImportLayout } from './layouts.ts';
import { DecimalSignFinder } from './number-style.ts';
import type { DecimalSign } from './number-style.ts';
import { findRoles, looksLikeHeader, plainName } from './roles.ts';
import type { NamedRole, Roles } from './roles.ts';

/** What is known of a file before its rows are read. */
export interface Survey {
  readonly layout: ImportLayout | undefined;
  readonly roles: Roles;
  readonly delimiter: string;
  readonly dateStyle: DateStyle;
  readonly decimal: DecimalSign;
  /** The first row of data, as texts. */
  readonly sample: readonly string[];
  /** The ticker that lines above the data name. */
  readonly symbol: string | undefined;
  readonly start: TableStart;
}

/** Where the rows of data start. */
export interface TableStart {
  /** Bytes in front of the first line that is read, and its number. */
  readonly bytes: number;
  readonly line: number;
  /** Lines of the header, which are read and passed over. */
  readonly headerRows: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Lines among which the header is looked for. */
const LINES = 60;
/** So much is looked at before anything is decided. */
const HEAD = 262_144;
/** Rows by which the styles of dates and numbers are decided, where they leave nothing open. */
const DECIDING_ROWS = 20_000;
const PRICES: readonly NamedRole[] = ['open', 'high', 'low', 'close', 'adjustedClose'];

/**
 * Looks a file through as far as is needed to know its columns, and how it writes dates and numbers.
 *
 * @throws EngineError for what is ambiguous, and for a file without rows
 */
export async function surveyFile(text: PackedText, path: string, options: ImportOptions): Promise<Survey> {
  const styles = new StyleFinder(findTable(await headOf(text), path, options));
  for await (const rows of tablePieces(text, path, styles.table)) if (styles.add(rows)) break;
  return styles.survey(path, options);
}

/** {@link surveyFile} for a text that is all there. */
export function surveyBytes(bytes: Uint8Array, path: string, options: ImportOptions): Survey {
  const styles = new StyleFinder(findTable(bytes.subarray(0, HEAD), path, options));
  styles.add(tableOf(bytes, path, styles.table));
  return styles.survey(path, options);
}

/** The rows of a table that is all there, below its header. */
export function tableOf(
  bytes: Uint8Array,
  path: string,
  { delimiter, start }: { delimiter: string; start: TableStart },
): DelimitedRows {
  const rows = new DelimitedRows(path, delimiter, start.line);
  rows.feed(bytes.subarray(start.bytes));
  rows.finish();
  for (let header = 0; header < start.headerRows; header++) rows.next();
  return rows;
}

/** Decides the styles of a table's dates and numbers by its rows. */
class StyleFinder {
  readonly table: Table;
  private readonly dates = new DateStyleFinder();
  private readonly numbers = new DecimalSignFinder();
  private readonly columns: readonly number[];
  private sample: string[] | undefined;
  private rows = 0;

  constructor(table: Table) {
    this.table = table;
    this.columns = PRICES.flatMap((role) => table.roles.index[role] ?? []);
  }

  /** Takes rows until nothing is open any more; answers whether that is so. */
  add(rows: DelimitedRows): boolean {
    const { dates, numbers } = this;
    const date = this.table.roles.index.date ?? 0;
    while (rows.next()) {
      this.sample ??= rows.texts();
      if (date < rows.count && rows.starts[date] < rows.ends[date]) dates.add(rows.text(date));
      for (const column of this.columns) if (column < rows.count) numbers.add(rows.text(column));
      if (++this.rows >= DECIDING_ROWS && dates.isDecided && numbers.isDecided) return true;
    }
    return false;
  }

  survey(path: string, options: ImportOptions): Survey {
    return {
      ...this.table,
      dateStyle: options.dateFormat ?? this.dates.style(path),
      decimal: options.decimal ?? this.numbers.sign({ path, delimiter: this.table.delimiter }),
      sample: this.sample ?? [],
    };
  }
}

/** The rows of a table piece by piece: to be asked for with `next` until there is none. Faster than row by row. */
export async function* tablePieces(
  text: PackedText,
  path: string,
  { delimiter, start }: { delimiter: string; start: TableStart },
): AsyncGenerator<DelimitedRows> {
  const rows = new DelimitedRows(path, delimiter, start.line);
  let [skipped, headerRows] = [0, start.headerRows];
  const header = (): boolean => {
    while (headerRows > 0 && rows.next()) headerRows--;
    return headerRows === 0;
  };
  for await (const piece of text.pieces()) {
    const from = Math.min(piece.length, start.bytes - skipped);
    skipped += from;
    if (from === piece.length) continue;
    rows.feed(piece.subarray(from));
    if (header()) yield rows;
  }
  rows.finish();
  if (header()) yield rows;
}

type Table = Pick<Survey, 'layout' | 'roles' | 'delimiter' | 'symbol' | 'start'>;

/** Finds header and delimiter among the first lines: what stands in front of the header is no part of the table. */
function findTable(head: Uint8Array, path: string, options: ImportOptions): Table {
  const lines = firstLines(head);
  if (lines.length === 0) throw noRows(path);
  const told = /^"?sep=(.)"?$/i.exec(lines[0].text)?.[1];
  const fieldsOf = (line: Line): { fields: string[]; delimiter: string } => {
    const delimiter = told ?? delimiterOf(line.text);
    return { fields: fieldsOfLine(line.text, delimiter), delimiter };
  };
  const named = lines.length > 2 ? sideBySide(lines, path) : undefined;
  if (named !== undefined) {
    const { fields, symbol, delimiter } = named;
    const roles = findRoles(fields, { path, layout: undefined, named: options.columns });
    return {
      layout: layoutOf(fields, path, options),
      roles,
      delimiter,
      symbol,
      start: { ...startOf(lines[0]), headerRows: 3 },
    };
  }
  const isHeader = (line: Line, mayLackName: boolean): boolean => {
    const { fields } = fieldsOf(line);
    return looksLikeHeader(fields, { layout: findLayout(fields.map(plainName)), named: options.columns, mayLackName });
  };
  const first = lines.find((line) => isHeader(line, false)) ?? lines.find((line) => isHeader(line, true));
  const line = first ?? likeMost(lines.slice(told === undefined ? 0 : 1), fieldsOf);
  const { fields, delimiter } = fieldsOf(line);
  const layout = layoutOf(fields, path, options);
  const next = lines[lines.indexOf(line) + 1];
  const sample = next === undefined ? [] : fieldsOfLine(next.text, delimiter);
  const roles = findRoles(fields, { path, layout, named: options.columns, sample, ticker: options.symbol });
  return {
    layout,
    roles,
    delimiter,
    symbol: undefined,
    start: { ...startOf(line), headerRows: roles.hasHeader ? 1 : 0 },
  };
}

/** One of the first lines of a file. */
export interface Line {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where it starts. */
  readonly bytes: number;
}

function startOf({ line, bytes }: Line): { line: number; bytes: number } {
  return { line, bytes };
}

/** Lines that are not blank. */
export function firstLines(head: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let start = 0, line = 1; start < head.length && lines.length < LINES; line++) {
    let end = start;
    while (end < head.length && head[end] !== 10 && head[end] !== 13) end++;
    const text = Buffer.from(head.subarray(start, end)).toString('utf8').trim();
    if (text !== '') lines.push({ text, line, bytes: start });
    start = end + (head[end] === 13 && head[end + 1] === 10 ? 2 : 1);
  }
  return lines;
}

/** The fields of a line. */
export function fieldsOfLine(text: string, delimiter: string): string[] {
  const rows = new DelimitedRows('', delimiter);
  rows.feed(Buffer.from(text));
  rows.finish();
  return rows.next() ? rows.texts() : [];
}

/** The delimiter that a line has most of, outside quotes. */
export function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** The first line with as many fields as most have: without a header, what stands above the rows has another number of them. */
function likeMost(lines: readonly Line[], fieldsOf: (line: Line) => { fields: string[] }): Line {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = fieldsOf(line).fields;
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  return lines.find((line) => fieldsOf(line).fields.length === most) ?? lines[0];
}

/** yfinance writes three lines in place of a header: names, tickers, and the name of the dates. */
function sideBySide(
  lines: readonly Line[],
  path: string,
): { fields: string[]; symbol: string; delimiter: string } | undefined {
  const delimiter = delimiterOf(lines[0].text);
  const [names, tickers, dates] = lines.slice(0, 3).map(({ text }) => fieldsOfLine(text, delimiter));
  if (names[0] !== 'Price' || tickers[0] !== 'Ticker' || !/^date(?:time)?$/i.test(dates[0] ?? '')) return undefined;
  const symbols = [...new Set(tickers.slice(1))];
  if (symbols.length > 1) {
    throw new EngineError(
      IMPORT_ERRORS.AMBIGUOUS_COLUMNS,
      `${path} holds the columns of ${printable(symbols.join(', '))} side by side. Export one ticker a file.`,
      { data: { file: path, candidates: symbols.slice(0, 20) } },
    );
  }
  return { fields: [dates[0], ...names.slice(1)], symbol: symbols[0], delimiter };
}

function layoutOf(fields: readonly string[], path: string, { layout: name }: ImportOptions): ImportLayout | undefined {
  const found = findLayout(fields.map(plainName));
  if (name === undefined) return found;
  if (found !== undefined && found.name !== name) {
    throw new EngineError(
      IMPORT_ERRORS.NOT_A_LAYOUT,
      `${path} has the columns of ${found.name} and not those of ${name}: ${printable(fields.join(', '), 400)}. ${IMPORT_ERRORS.NOT_A_LAYOUT.remedy}`,
      { data: { file: path, layout: name, found: found.name } },
    );
  }
  return LAYOUTS.find((layout) => layout.name === name);
}

async function headOf(text: PackedText): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of text.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  return Buffer.concat(pieces);
}

/** The fault of a file without prices. */
export function noRows(path: string): EngineError {
  return new EngineError(IMPORT_ERRORS.NO_ROWS, `${path} has no rows with prices. ${IMPORT_ERRORS.NO_ROWS.remedy}`, {
    data: { file: path },
  });
}
