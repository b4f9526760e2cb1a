import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { DateReader, DateStyleFinder } from '../import/date-reader.ts';
import { DecimalSignFinder } from '../import/number-style.ts';
import { fieldsOfLine, tableOf } from '../import/survey.ts';
import type { Line } from '../import/survey.ts';
import { dateOf } from '../time/calendar-math.ts';
import type { CsvDescription } from './csv-description.ts';
import type { InspectedRows } from './lean-rows.ts';
import { isBlankField, NumberField } from './number-field.ts';
import { LARGEST_SCALE, SCALE_WEIGHTS } from './price-scales.ts';
import { shownText } from './shown-text.ts';

const DATE_NAMES: ReadonlySet<string> = new Set([
  'date',
  'datetime',
  'timestamp',
  'day',
  'tradedate',
  'tradingday',
  'time',
  '',
]);
/** Index of the close among the price columns. */
const FOUR = SCALE_WEIGHTS[0] + SCALE_WEIGHTS[1] + SCALE_WEIGHTS[2] + SCALE_WEIGHTS[3];

/** The columns of a table of closes. */
export interface ClosesLayout {
  readonly line: Line;
  readonly delimiter: string;
  readonly date: number;
  /** Columns by ticker, in upper case. */
  readonly tickers: ReadonlyMap<string, number>;
  readonly width: number;
}

/**
 * The columns of a table of closes, one per ticker, from the line that may be its header.
 *
 * @returns undefined for a line that is not a header
 * @throws EngineError DATA_UNKNOWN_COLUMNS for a header with a column that is no ticker, or with two equal columns
 */
export function closesLayout(line: Line, delimiter: string, path: string): ClosesLayout | undefined {
  const header = fieldsOfLine(line.text, delimiter);
  const date = header.findIndex((name) => DATE_NAMES.has(name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')));
  if (date < 0 || header.length < 2 || (header[date] === '' && date > 0)) return undefined;
  const tickers = new Map<string, number>();
  header.forEach((name, index) => {
    if (index === date || (name === '' && index === header.length - 1)) return;
    if (!/^[\p{L}^][^\s]*$/u.test(name))
      throw unknownColumns(path, `has a column ${shownText(name, 40)} that is neither a price nor a ticker`);
    if (tickers.has(name.toUpperCase())) throw unknownColumns(path, `has two columns ${shownText(name, 40)}`);
    tickers.set(name.toUpperCase(), index);
  });
  return { line, delimiter, date, tickers, width: header.length };
}

/** A table with one column of daily closes for each ticker. */
export class CsvCloses {
  private readonly path: string;
  private readonly dates: Float64Array;
  private readonly lines: Int32Array;
  private readonly values = new Map<string, Float64Array>();
  private readonly places = new Map<string, Uint8Array>();
  private length = 0;

  /** @throws EngineError DATA_MALFORMED_ROW and DATA_ROWS_OUT_OF_ORDER with file and line; DATA_AMBIGUOUS_DATES */
  constructor(path: string, bytes: Uint8Array, layout: ClosesLayout, description: CsvDescription) {
    this.path = path;
    const start = { bytes: layout.line.bytes, line: layout.line.line, headerRows: 1 };
    const table = { delimiter: layout.delimiter, start };
    const dateStyles = new DateStyleFinder();
    const signs = new DecimalSignFinder();
    let capacity = 0;
    for (const rows = tableOf(bytes, path, table); rows.next(); capacity++) {
      dateStyles.add(rows.text(layout.date));
      for (let field = 0; field < rows.count; field++)
        if (field !== layout.date && !signs.isProven) signs.add(rows.text(field));
    }
    const reader = new DateReader(description.dateFormat ?? dateStyles.style(path));
    const number = new NumberField(signs.sign({ path, delimiter: layout.delimiter }));
    this.dates = new Float64Array(capacity);
    this.lines = new Int32Array(capacity);
    for (const ticker of layout.tickers.keys()) {
      this.values.set(ticker, new Float64Array(capacity));
      this.places.set(ticker, new Uint8Array(capacity));
    }
    for (const rows = tableOf(bytes, path, table); rows.next(); this.length++) {
      const { length } = this;
      this.lines[length] = rows.line;
      if (rows.count !== layout.width) throw this.fault(length, `has ${rows.count} columns instead of ${layout.width}`);
      if (!reader.readSpans(rows.bytes, rows.starts[layout.date], rows.ends[layout.date]))
        throw this.fault(length, `has ${shownText(rows.text(layout.date))} where a date is expected`);
      this.dates[length] = dateOf(reader.local);
      for (const [ticker, field] of layout.tickers) {
        const [from, to] = [rows.starts[field], rows.ends[field]];
        const isBlank = isBlankField(rows.bytes, from, to);
        if (!isBlank && !(number.read(rows.bytes, from, to) && number.value > 0))
          throw this.fault(length, `has ${shownText(rows.text(field))} where a price of ${ticker} is expected`);
        this.values.get(ticker)![length] = isBlank ? NaN : number.value;
        this.places.get(ticker)![length] = isBlank ? 0 : Math.min(number.places, LARGEST_SCALE);
      }
    }
  }

  /** The closes of a ticker as bars of four equal prices; of equal dates the first one is kept. */
  rows(ticker: string): RowColumns {
    const kept: number[] = [];
    let last = -Infinity;
    for (const row of this.rowsOf(ticker)) {
      if (this.dates[row] < last)
        throw this.fault(row, 'is earlier than its predecessor', DATA_ERRORS.ROWS_OUT_OF_ORDER);
      if (this.dates[row] !== last) kept.push(row);
      last = this.dates[row];
    }
    return this.gather(ticker, kept);
  }

  inspect(ticker: string): InspectedRows {
    const rows = this.rowsOf(ticker);
    return { columns: this.gather(ticker, rows), lines: Int32Array.from(rows, (row) => this.lines[row]) };
  }

  /** Indices of the rows with a close. */
  private rowsOf(ticker: string): number[] {
    const values = this.values.get(ticker);
    const rows: number[] = [];
    for (let row = 0; row < this.length; row++) if (values !== undefined && !Number.isNaN(values[row])) rows.push(row);
    return rows;
  }

  private gather(ticker: string, rows: readonly number[]): RowColumns {
    const [values, places] = [this.values.get(ticker), this.places.get(ticker)];
    const close = Float64Array.from(rows, (row) => values?.[row] ?? NaN);
    return {
      kind: RowKind.TradeBar,
      length: rows.length,
      time: Float64Array.from(rows, (row) => this.dates[row]),
      values: [close, close, close, close, new Float64Array(rows.length)],
      scales: Float64Array.from(rows, (row) => (places?.[row] ?? 0) * FOUR),
    };
  }

  private fault(
    row: number,
    what: string,
    descriptor: typeof DATA_ERRORS.MALFORMED_ROW | typeof DATA_ERRORS.ROWS_OUT_OF_ORDER = DATA_ERRORS.MALFORMED_ROW,
  ): EngineError {
    const line = this.lines[row];
    return new EngineError(descriptor, `Line ${line} of ${this.path} ${what}. ${descriptor.remedy}`, {
      data: { file: this.path, line },
    });
  }
}

function unknownColumns(path: string, what: string): EngineError {
  return new EngineError(DATA_ERRORS.UNKNOWN_COLUMNS, `${path} ${what}. ${DATA_ERRORS.UNKNOWN_COLUMNS.remedy}`, {
    data: { file: path },
  });
}
