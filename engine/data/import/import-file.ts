import { EngineError } from '../../model/engine-error.ts';
import { readFileIfThere } from '../formats/text-file.ts';
import { DATA_ERRORS } from '../errors.ts';
import { DateReader, findDateStyle } from './date-reader.ts';
import type { DateStyle } from './date-reader.ts';
import { readDelimited } from './delimited-text.ts';
import type { DelimitedText } from './delimited-text.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportOptions } from './import-options.ts';
import { findLayout, LAYOUTS } from './layouts.ts';
import type { ImportLayout } from './layouts.ts';
import { findDecimalSign, isBlank, plainNumber } from './number-style.ts';
import type { DecimalSign } from './number-style.ts';
import { findRoles, plainName } from './roles.ts';
import type { NamedRole, Roles, UnderstoodColumn } from './roles.ts';
import { tickerOf, tickerOfFile } from './tickers.ts';
import { TimeZone } from '../time/time-zone.ts';

/** A row that cannot be used. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** Plain decimal texts of a row's numbers; empty where there is none. */
export interface ImportedRow {
  readonly file: string;
  readonly line: number;
  /** Wall clock of the data's zone. */
  readonly time: number;
  readonly prices: readonly [open: string, high: string, low: string, close: string];
  readonly volume: string;
  readonly adjustedClose: string;
}

/** One file as it was understood. */
export interface ImportedFile {
  readonly path: string;
  readonly layout: ImportLayout | undefined;
  readonly delimiter: string;
  readonly columns: readonly (UnderstoodColumn & { readonly sample: string })[];
  readonly dateStyle: DateStyle;
  readonly decimal: DecimalSign;
  /** The zone that times were read in; empty for dates alone. */
  readonly timeZone: string;
  readonly hasTimes: boolean;
  readonly isClosesOnly: boolean;
  /** Rows by ticker. */
  readonly rows: ReadonlyMap<string, readonly ImportedRow[]>;
  readonly bad: readonly BadRow[];
  /** Rows without any price, and rows that tell of dividends and splits. */
  readonly withoutPrices: number;
}

const PRICE_ROLES = ['open', 'high', 'low', 'close'] as const;
/** `Dividend` and a number before it. */
const SHORTEST_EVENT = 10;
const EVENT = /\b(?:dividends?|stock splits?)\b/i;

/** Reads one file. @throws EngineError for what is ambiguous or cannot be understood at all */
export function importFile(path: string, options: ImportOptions): ImportedFile {
  const bytes = readFileIfThere(path);
  if (bytes === undefined) {
    throw new EngineError(DATA_ERRORS.FOLDER_MISSING, `There is no file ${path}. Name a CSV file that exists.`, {
      data: { file: path },
    });
  }
  const { text, symbol } = withoutSecondHeader(readDelimited(decoded(bytes)), path);
  if (text.rows.length === 0) throw noRows(path);
  const layout = layoutOf(text.rows[0], path, options);
  const roles = findRoles(text.rows[0], { path, layout, named: options.columns });
  return new FileReader({ path, layout, roles, text, symbol }, options).read();
}

/** UTF-16 where its byte order mark says so, else UTF-8. */
function decoded(bytes: Buffer): string {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
}

/** yfinance writes three lines in place of a header: names, tickers, and the name of the dates. */
function withoutSecondHeader(text: DelimitedText, path: string): { text: DelimitedText; symbol: string | undefined } {
  const [names = [], tickers = [], dates = []] = text.rows;
  if (names[0] !== 'Price' || tickers[0] !== 'Ticker' || !/^date(?:time)?$/i.test(dates[0] ?? ''))
    return { text, symbol: undefined };
  const symbols = [...new Set(tickers.slice(1))];
  if (symbols.length > 1) {
    throw new EngineError(
      IMPORT_ERRORS.AMBIGUOUS_COLUMNS,
      `${path} holds the columns of ${symbols.join(', ')} side by side. Export one ticker a file.`,
      { data: { file: path, candidates: symbols } },
    );
  }
  const rows = [[dates[0], ...names.slice(1)], ...text.rows.slice(3)];
  return { text: { ...text, rows, lines: [text.lines[0], ...text.lines.slice(3)] }, symbol: symbols[0] };
}

function layoutOf(
  firstRow: readonly string[],
  path: string,
  { layout: name }: ImportOptions,
): ImportLayout | undefined {
  const header = firstRow.map(plainName);
  const found = findLayout(header);
  if (name === undefined) return found;
  if (found !== undefined && found.name !== name) {
    throw new EngineError(
      IMPORT_ERRORS.NOT_A_LAYOUT,
      `${path} has the columns of ${found.name} and not those of ${name}: ${firstRow.join(', ')}. ${IMPORT_ERRORS.NOT_A_LAYOUT.remedy}`,
      { data: { file: path, layout: name, found: found.name } },
    );
  }
  return LAYOUTS.find((layout) => layout.name === name);
}

interface FileParts {
  readonly path: string;
  readonly layout: ImportLayout | undefined;
  readonly roles: Roles;
  readonly text: DelimitedText;
  readonly symbol: string | undefined;
}

class FileReader {
  private readonly parts: FileParts;
  private readonly options: ImportOptions;
  private readonly decimal: DecimalSign;
  private readonly dates: DateReader;
  private readonly firstRow: number;
  private readonly fileTicker: string;
  private readonly rows = new Map<string, ImportedRow[]>();
  private readonly bad: BadRow[] = [];
  private withoutPrices = 0;

  constructor(parts: FileParts, options: ImportOptions) {
    const { path, layout, roles, text } = parts;
    this.parts = parts;
    this.options = options;
    this.firstRow = roles.hasHeader ? 1 : 0;
    const zone = options.timeZone ?? (layout?.timeZone === 'UTC' ? TimeZone.UTC : options.dataZone);
    this.decimal = options.decimal ?? findDecimalSign(this.numberTexts(), { path, delimiter: text.delimiter });
    this.dates = new DateReader(
      options.dateFormat ?? findDateStyle(this.textsOf('date'), path),
      zone,
      options.dataZone,
    );
    this.fileTicker = roles.index.symbol === undefined ? (options.symbol ?? tickerOfFile(parts.symbol, path)) : '';
  }

  read(): ImportedFile {
    const { path, layout, roles, text } = this.parts;
    for (let row = this.firstRow; row < text.rows.length; row++) this.readRow(text.rows[row], text.lines[row]);
    if (this.rows.size === 0 && this.bad.length === 0) throw noRows(path);
    if (
      this.dates.hasPlainTimes &&
      this.options.timeZone === undefined &&
      layout !== undefined &&
      layout.timeZone === undefined
    )
      throw unknownZone(path, layout);
    return {
      path,
      layout,
      delimiter: text.delimiter,
      columns: roles.columns.map((column, index) => ({
        ...column,
        sample: text.rows.at(this.firstRow)?.[index] ?? '',
      })),
      dateStyle: this.dates.style,
      decimal: this.decimal,
      timeZone: this.zoneWords(),
      hasTimes: this.dates.hasTimes,
      isClosesOnly: roles.index.open === undefined,
      rows: this.rows,
      bad: this.bad,
      withoutPrices: this.withoutPrices,
    };
  }

  private readRow(fields: readonly string[], line: number): void {
    const { index } = this.parts.roles;
    if (fields.some((field) => field.length >= SHORTEST_EVENT && EVENT.test(field))) {
      this.withoutPrices++;
      return;
    }
    const field = (role: NamedRole): string => (index[role] === undefined ? '' : (fields[index[role]] ?? ''));
    const close = index.close === undefined ? field('adjustedClose') : field('close');
    const texts =
      index.open === undefined ? [close, close, close, close] : [field('open'), field('high'), field('low'), close];
    const blanks = texts.filter(isBlank).length;
    if (blanks === 4) {
      this.withoutPrices++;
      return;
    }
    const fault =
      fields.length < this.parts.roles.columns.length
        ? `has ${fields.length} columns in place of ${this.parts.roles.columns.length}`
        : undefined;
    const row = fault ?? this.parse(field, texts, line);
    if (typeof row === 'string') this.bad.push({ file: this.parts.path, line, what: row });
    else this.keep(index.symbol === undefined ? this.fileTicker : tickerOf(field('symbol')), row);
  }

  /** The row, or what is wrong with it. */
  private parse(field: (role: NamedRole) => string, texts: readonly string[], line: number): ImportedRow | string {
    const time = this.dates.read(field('date'), field('time'));
    if (time === undefined) return `has "${`${field('date')} ${field('time')}`.trim()}" where a date is expected`;
    const numbers: string[] = [];
    for (const [index, text] of [...texts, field('volume'), field('adjustedClose')].entries()) {
      if (isBlank(text)) {
        if (index < PRICE_ROLES.length) return `has no ${PRICE_ROLES[index]}`;
        numbers.push('');
        continue;
      }
      const number = plainNumber(text, this.decimal);
      if (number === undefined) return `has "${text}" where a number is expected`;
      if (index < PRICE_ROLES.length && !(Number(number) > 0)) return `has the ${PRICE_ROLES[index]} ${text}`;
      numbers.push(number);
    }
    const [open, high, low, close, volume, adjustedClose] = numbers;
    // Interactive Brokers writes -1 where there is no volume.
    return {
      file: this.parts.path,
      line,
      time,
      prices: [open, high, low, close],
      volume: volume.startsWith('-') ? '' : volume.replace(/\.0+$/, ''),
      adjustedClose,
    };
  }

  private keep(ticker: string, row: ImportedRow): void {
    if (this.options.symbol !== undefined && ticker !== this.options.symbol) return;
    const rows = this.rows.get(ticker);
    if (rows === undefined) this.rows.set(ticker, [row]);
    else rows.push(row);
  }

  private *textsOf(role: NamedRole): Generator<string> {
    const index = this.parts.roles.index[role];
    const { rows } = this.parts.text;
    if (index === undefined) return;
    for (let row = this.firstRow; row < rows.length; row++) if (rows[row][index] !== undefined) yield rows[row][index];
  }

  private *numberTexts(): Generator<string> {
    for (const role of [...PRICE_ROLES, 'adjustedClose'] as const) yield* this.textsOf(role);
  }

  private zoneWords(): string {
    if (!this.dates.hasTimes) return '';
    if (!this.dates.hasPlainTimes) return `${this.dates.namedZone}, as the times say`;
    if (this.options.timeZone !== undefined) return `${this.options.timeZone.toString()}, as --time-zone says`;
    return this.parts.layout?.timeZone === 'UTC'
      ? 'UTC, as the layout has it'
      : `${this.options.dataZone.toString()}, the zone of the data`;
  }
}

function noRows(path: string): EngineError {
  return new EngineError(IMPORT_ERRORS.NO_ROWS, `${path} has no rows with prices. ${IMPORT_ERRORS.NO_ROWS.remedy}`, {
    data: { file: path },
  });
}

function unknownZone(path: string, { name }: ImportLayout): EngineError {
  return new EngineError(
    IMPORT_ERRORS.AMBIGUOUS_TIMES,
    `${path} has times of day without a zone, and those of ${name} are not always the exchange's. ${IMPORT_ERRORS.AMBIGUOUS_TIMES.remedy}`,
    { data: { file: path, layout: name } },
  );
}
