import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { DATA_ERRORS } from '../errors.ts';
import { ByteScanner } from './byte-scanner.ts';
import { CsvDateReader, findDateFormat, readTimeOfDay } from './csv-dates.ts';
import type { CsvDateFormat } from './csv-dates.ts';
import { csvLayout } from './csv-layout.ts';
import type { CsvColumns, CsvLayout } from './csv-layout.ts';
import type { InspectedRows } from './lean-rows.ts';
import { LARGEST_SCALE, SCALE_WEIGHTS } from './price-scales.ts';

export interface CsvOptions {
  /** The file's name for messages. */
  readonly path: string;
  /** Columns that are not to be recognised by name. */
  readonly columns?: CsvColumns;
  /** Order of day and month where the year stands last. */
  readonly dateFormat?: CsvDateFormat;
  /** Times are UTC's and may end in Z. */
  readonly isUtc?: boolean;
}

/** The numbers of one column; a blank is NaN. */
interface CsvColumn {
  readonly values: Float64Array;
  readonly places: Uint8Array;
}

const QUOTE = 34;
const SPACE = 32;
const MINUS = 45;
/** Texts that stand for a missing number, in lower case. */
const BLANKS = new Set(['', 'null', 'nan', 'na', 'n/a', '-', '.']);

/** A price file in memory: the bars of one instrument, or the closes of many. */
export class CsvTable {
  readonly path: string;
  /** Tickers by column, in the order of the header; empty for the bars of one instrument. */
  readonly tickers: readonly string[];
  /** True when there are no opens, highs and lows: bars have four equal prices. */
  readonly isClosesOnly: boolean;
  /** True when the only prices are adjusted closes. */
  readonly isAdjusted: boolean;
  private readonly layout: CsvLayout;
  private readonly scanner: ByteScanner;
  private readonly time: Float64Array;
  private readonly lines: Int32Array;
  private readonly columns = new Map<number, CsvColumn>();
  private length = 0;

  /** @throws EngineError DATA_UNKNOWN_COLUMNS, DATA_AMBIGUOUS_DATES and DATA_MALFORMED_ROW, naming file and line. */
  constructor(bytes: Uint8Array, options: CsvOptions) {
    const text = withoutByteOrderMark(bytes);
    const firstEnd = text.indexOf(10);
    const firstLine = Buffer.from(text.subarray(0, firstEnd < 0 ? text.length : firstEnd))
      .toString('utf8')
      .trim();
    this.layout = csvLayout(firstLine, options.path, options.columns);
    this.path = options.path;
    this.tickers = [...this.layout.tickers.keys()];
    const { roles } = this.layout;
    this.isClosesOnly = roles.open === undefined;
    this.isAdjusted = this.tickers.length === 0 && roles.close === undefined;
    this.scanner = new ByteScanner(text, options.path, this.layout.delimiter);
    const capacity = this.scanner.countLines();
    this.time = new Float64Array(capacity);
    this.lines = new Int32Array(capacity);
    for (const index of this.valueColumns())
      this.columns.set(index, { values: new Float64Array(capacity), places: new Uint8Array(capacity) });
    this.readRows(
      new CsvDateReader(options.dateFormat ?? findDateFormat(this.dateTexts(), options.path), options.isUtc),
    );
  }

  /**
   * The rows of a ticker (of the file's one instrument when it names none), blanks left out; of equal times the first is kept.
   *
   * @throws EngineError DATA_ROWS_OUT_OF_ORDER, naming file and line; DATA_MALFORMED_ROW for a bar that lacks some prices.
   */
  rows(ticker = ''): RowColumns {
    const kept: number[] = [];
    let last = -Infinity;
    for (const row of this.rowsOf(ticker)) {
      const time = this.time[row];
      if (time < last) this.fail(row, 'lies before its predecessor in time', DATA_ERRORS.ROWS_OUT_OF_ORDER);
      if (time !== last) kept.push(row);
      last = time;
    }
    return this.gather(ticker, kept);
  }

  /** The rows of a ticker as they stand: out of order and repeated ones too. */
  inspect(ticker = ''): InspectedRows {
    const rows = this.rowsOf(ticker);
    return { columns: this.gather(ticker, rows), lines: Int32Array.from(rows, (row) => this.lines[row]) };
  }

  /** The smallest time between two rows in milliseconds; Infinity with fewer than two times. */
  smallestStep(): number {
    let step = Infinity;
    for (let row = 1; row < this.length; row++) {
      const difference = this.time[row] - this.time[row - 1];
      if (difference > 0 && difference < step) step = difference;
    }
    return step;
  }

  private valueColumns(): number[] {
    const { roles, tickers } = this.layout;
    if (tickers.size > 0) return [...tickers.values()];
    const { open, high, low, close, adjustedClose, volume } = roles;
    return [open, high, low, close ?? adjustedClose, volume].filter((index) => index !== undefined);
  }

  /** The column of each of open, high, low and close of a ticker's bars. */
  private priceColumns(ticker: string): CsvColumn[] {
    const { open, high, low, close, adjustedClose } = this.layout.roles;
    const last = this.tickers.length > 0 ? this.layout.tickers.get(ticker) : (close ?? adjustedClose);
    return [open, high, low, last].map((index) => this.columns.get(index ?? last ?? -1)!);
  }

  /** Indices of the rows that have prices. */
  private rowsOf(ticker: string): number[] {
    if (this.tickers.length > 0 && !this.layout.tickers.has(ticker)) return [];
    const prices = this.priceColumns(ticker);
    const rows: number[] = [];
    for (let row = 0; row < this.length; row++) {
      let blanks = 0;
      for (const { values } of prices) if (Number.isNaN(values[row])) blanks++;
      if (blanks === 0) rows.push(row);
      else if (blanks < prices.length) this.fail(row, 'lacks some of its prices');
    }
    return rows;
  }

  private gather(ticker: string, rows: readonly number[]): RowColumns {
    const prices = this.priceColumns(ticker);
    const volume = this.layout.roles.volume === undefined ? undefined : this.columns.get(this.layout.roles.volume);
    const take = (column: CsvColumn): Float64Array => Float64Array.from(rows, (row) => column.values[row]);
    const close = take(prices[3]);
    const values = this.isClosesOnly ? [close, close, close, close] : [...prices.slice(0, 3).map(take), close];
    const scales = Float64Array.from(rows, (row) =>
      prices.reduce((sum, column, index) => sum + column.places[row] * SCALE_WEIGHTS[index], 0),
    );
    const volumes = Float64Array.from(rows, (row) => volume?.values[row] || 0);
    return {
      kind: RowKind.TradeBar,
      length: rows.length,
      time: Float64Array.from(rows, (row) => this.time[row]),
      values: [...values, volumes],
      scales,
    };
  }

  private readRows(dates: CsvDateReader): void {
    const { scanner } = this;
    let line = 1;
    let counted = 0;
    for (const start of this.rowStarts()) {
      for (; counted < start; counted++) if (scanner.bytes[counted] === 10) line++;
      this.lines[this.length] = line;
      this.readRow(dates);
      this.length++;
    }
  }

  private readRow(dates: CsvDateReader): void {
    const { scanner, length } = this;
    const { fieldCount, roles } = this.layout;
    const start = scanner.position;
    let time = NaN;
    let timeOfDay = 0;
    for (let field = 0; field < fieldCount; field++) {
      if (field > 0) scanner.nextField();
      if (field === roles.date) time = dates.read(this.readText()) ?? NaN;
      else if (field === roles.time) timeOfDay = readTimeOfDay(this.readText()) ?? NaN;
      else this.readNumber(this.columns.get(field), length);
    }
    scanner.lineEnd();
    this.time[length] = time + timeOfDay;
    if (Number.isNaN(this.time[length]))
      scanner.fail('has no date and time that can be read', DATA_ERRORS.MALFORMED_ROW, start);
  }

  /** Reads a number, with or without quotes; a text that stands for a missing one is NaN. Passes over columns that are not wanted. */
  private readNumber(column: CsvColumn | undefined, row: number): void {
    const { scanner } = this;
    const start = scanner.position;
    if (column !== undefined && this.startsNumber()) {
      column.values[row] = scanner.number();
      column.places[row] = Math.min(scanner.places, LARGEST_SCALE);
      while (scanner.position < scanner.bytes.length && scanner.bytes[scanner.position] === SPACE) scanner.position++;
      if (scanner.isEmptyField()) return;
      scanner.position = start;
    }
    const text = this.readText();
    if (column === undefined) return;
    const value = BLANKS.has(text.toLowerCase()) ? NaN : Number(text);
    if (Number.isNaN(value) && !BLANKS.has(text.toLowerCase()))
      scanner.fail(`has "${text}" where a number is expected`, DATA_ERRORS.MALFORMED_ROW, start);
    column.values[row] = value;
    column.places[row] = Math.min(/\.(\d+)$/.exec(text)?.[1].length ?? 0, LARGEST_SCALE);
  }

  /** Whether a digit follows, or a minus and a digit. */
  private startsNumber(): boolean {
    const { bytes, position } = this.scanner;
    if (position + 1 >= bytes.length) return position < bytes.length && isDigit(bytes[position]);
    return isDigit(bytes[position]) || (bytes[position] === MINUS && isDigit(bytes[position + 1]));
  }

  /** The text of a field, without blanks and quotes around it. */
  private readText(): string {
    const { scanner } = this;
    const { bytes } = scanner;
    while (scanner.position < bytes.length && bytes[scanner.position] === SPACE) scanner.position++;
    const isQuoted = scanner.position < bytes.length && bytes[scanner.position] === QUOTE;
    if (isQuoted) scanner.position++;
    const start = scanner.position;
    while (
      isQuoted
        ? scanner.position < bytes.length && bytes[scanner.position] !== QUOTE && bytes[scanner.position] !== 10
        : !scanner.isEmptyField()
    )
      scanner.position++;
    const text = scanner.text(start, scanner.position).trim();
    if (isQuoted && scanner.position < bytes.length && bytes[scanner.position] === QUOTE) scanner.position++;
    return text;
  }

  /** The dates of all rows, read ahead of the rows to find their order of day and month. */
  private *dateTexts(): Generator<string> {
    const { scanner } = this;
    const index = this.layout.roles.date ?? 0;
    for (const start of this.rowStarts()) {
      scanner.position = start;
      for (let field = 0; field < index && !scanner.isLineEnd(); field++) {
        this.readText();
        if (!scanner.isLineEnd()) scanner.nextField();
      }
      yield this.readText();
      while (!scanner.isLineEnd()) scanner.position++;
    }
  }

  /** Where the rows start, blank lines and the header left out; the scanner stands at the start that was given. */
  private *rowStarts(): Generator<number> {
    const { scanner } = this;
    scanner.position = 0;
    if (this.layout.hasHeader && scanner.toNextRow()) while (!scanner.isLineEnd()) scanner.position++;
    while (scanner.toNextRow()) yield scanner.position;
  }

  private fail(
    row: number,
    what: string,
    descriptor: typeof DATA_ERRORS.MALFORMED_ROW | typeof DATA_ERRORS.ROWS_OUT_OF_ORDER = DATA_ERRORS.MALFORMED_ROW,
  ): never {
    return this.scanner.fail(what, descriptor, this.scanner.startOfLine(this.lines[row]));
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
