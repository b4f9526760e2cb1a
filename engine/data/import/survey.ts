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

/** The properties of a file that are determined before its rows are read. */
export interface Survey {
  readonly layout: ImportLayout | undefined;
  readonly roles: Roles;
  readonly delimiter: string;
  readonly dateStyle: DateStyle;
  readonly decimal: DecimalSign;
  /** The first row of data, as texts. */
  readonly sample: readonly string[];
  /** The ticker in the lines above the data. */
  readonly symbol: string | undefined;
  readonly start: TableStart;
}

/** Position at which the rows of data start. */
export interface TableStart {
  /** Bytes before the first line that is read, and the number of that line. */
  readonly bytes: number;
  readonly line: number;
  /** Number of header lines, which are skipped. */
  readonly headerRows: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Number of lines in which the header is searched. */
const LINES = 60;
/** Number of bytes inspected to determine the layout. */
const HEAD = 262_144;
/** Number of rows that normally suffice to determine the formats of dates and numbers. */
const DECIDING_ROWS = 20_000;
const PRICES: readonly NamedRole[] = ['open', 'high', 'low', 'close', 'adjustedClose'];

/**
 * Inspects a file as far as necessary to determine its columns and the formats of its dates and numbers.
 *
 * @throws EngineError for ambiguous content, and for a file without rows
 */
export async function surveyFile(text: PackedText, path: string, options: ImportOptions): Promise<Survey> {
  const styles = new StyleFinder(findTable(await headOf(text), path, options));
  for await (const rows of tablePieces(text, path, styles.table)) if (styles.add(rows)) break;
  return styles.survey(path, options);
}

/** {@link surveyFile} for a complete text. */
export function surveyBytes(bytes: Uint8Array, path: string, options: ImportOptions): Survey {
  const styles = new StyleFinder(findTable(bytes.subarray(0, HEAD), path, options));
  styles.add(tableOf(bytes, path, styles.table));
  return styles.survey(path, options);
}

/** The rows of a complete table, below its header. */
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

/** Determines the formats of a table's dates and numbers from its rows. */
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

  /** Reads rows until the formats are determined; returns whether they are. */
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

/** Iterates over the rows of a table in chunks: call `next` until it returns none. Faster than row by row. */
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

/** Finds header and delimiter in the first lines; lines before the header are not part of the table. */
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
  /** Byte offset of its start. */
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

/** The most frequent delimiter of a line, outside quotes. */
export function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/**
 * The first line with the most common number of fields: without a header, lines above the rows have a different number.
 */
function likeMost(lines: readonly Line[], fieldsOf: (line: Line) => { fields: string[] }): Line {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = fieldsOf(line).fields;
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  return lines.find((line) => fieldsOf(line).fields.length === most) ?? lines[0];
}

/** yfinance writes a header of three lines: names, tickers, and the name of the date column. */
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
      `${path} has the columns of ${printable(symbols.join(', '))} side by side. Export one ticker per file.`,
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

/** The fault for a file without prices. */
export function noRows(path: string): EngineError {
  return new EngineError(IMPORT_ERRORS.NO_ROWS, `${path} has no rows with prices. ${IMPORT_ERRORS.NO_ROWS.remedy}`, {
    data: { file: path },
  });
}
