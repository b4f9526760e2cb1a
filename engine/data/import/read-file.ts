import { existsSync } from 'node:fs';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import type { DelimitedRows } from '../formats/delimited-rows.ts';
import { isBlankField, NumberField } from '../formats/number-field.ts';
import { openPackedText } from '../formats/packed-text.ts';
import { shownText } from '../formats/shown-text.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { BadRows } from './bad-rows.ts';
import { DateReader } from './date-reader.ts';
import type { DateStyle } from './date-reader.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportLayout } from './layouts.ts';
import type { DecimalSign } from './number-style.ts';
import type { UnderstoodColumn } from './roles.ts';
import { FIELD, HAS_OFFSET, HAS_TIME } from './row-store.ts';
import type { RowStore, TickerRows } from './row-store.ts';
import { noRows, surveyBytes, surveyFile, tableOf, tablePieces } from './survey.ts';
import type { Survey } from './survey.ts';
import { tickerOf, tickerOfFile } from './tickers.ts';
import { WallClocks } from './wall-clocks.ts';

/** The interpretation of one file. */
export interface ImportedFile {
  readonly path: string;
  readonly layout: ImportLayout | undefined;
  readonly delimiter: string;
  /** `utf-8` and other names of encodings. */
  readonly encoding: string;
  readonly columns: readonly (UnderstoodColumn & { readonly sample: string })[];
  readonly dateStyle: DateStyle;
  readonly decimal: DecimalSign;
  /** The time zone in which times were read; empty for dates alone. */
  readonly timeZone: string;
  readonly hasTimes: boolean;
  readonly isClosesOnly: boolean;
  /** Rows by ticker. */
  readonly rows: ReadonlyMap<string, number>;
  /** Number of rows without any price, and of rows about dividends and splits. */
  readonly withoutPrices: number;
}

const PRICE_ROLES = ['open', 'high', 'low', 'close'] as const;
/** A number followed by `Dividend` and similar words. */
const SHORTEST_EVENT = 10;
const EVENT = /\b(?:dividends?|stock splits?)\b/i;
/** Bounds of valid prices. */
const SMALLEST_PRICE = 1e-15;
const LARGEST_PRICE = 1e15;

/** The target of the rows of files. */
export interface ReadTarget {
  readonly store: RowStore;
  readonly bad: BadRows;
  /** Index of the file among all files. */
  readonly file: number;
  /** Awaited periodically; an error from it ends the reading. */
  readonly pause?: () => Promise<void>;
  /** Name of the file in messages. */
  readonly shown?: string;
}

/** Reads the rows of one file into a store. @throws EngineError for ambiguous or unreadable content */
export async function readFile(path: string, options: ImportOptions, target: ReadTarget): Promise<ImportedFile> {
  if (!existsSync(path)) {
    throw new EngineError(DATA_ERRORS.FOLDER_MISSING, `There is no file ${path}. Name a CSV file that exists.`, {
      data: { file: path },
    });
  }
  const text = openPackedText(path, options.encoding);
  const survey = await surveyFile(text, path, options);
  const reader = new FileReader(path, survey, options, target);
  for await (const rows of tablePieces(text, path, survey)) {
    await target.pause?.();
    while (rows.next()) reader.readRow(rows);
  }
  return reader.finish(text.encoding);
}

/** {@link readFile} for a complete text. */
export function readBytes(path: string, bytes: Uint8Array, options: ImportOptions, target: ReadTarget): ImportedFile {
  const survey = surveyBytes(bytes, path, options);
  const reader = new FileReader(path, survey, options, target);
  const rows = tableOf(bytes, path, survey);
  while (rows.next()) reader.readRow(rows);
  return reader.finish('');
}

class FileReader {
  private readonly path: string;
  private readonly survey: Survey;
  private readonly options: ImportOptions;
  private readonly target: ReadTarget;
  private readonly dates: DateReader;
  private readonly number: NumberField;
  private readonly zone: TimeZone;
  private readonly fileTicker: string;
  private readonly width: number;
  /** Columns of date and time, of the four prices and of the two following numbers; -1 if there is none. */
  private readonly dateColumn: number;
  private readonly timeColumn: number;
  private readonly symbolColumn: number;
  private readonly priceColumns: readonly number[];
  private readonly volumeColumn: number;
  private readonly adjustedColumn: number;
  private readonly counts = new Map<string, number>();
  private readonly clocks = new Map<string, WallClocks>();
  /** Tickers of the file that were not requested. */
  private readonly others = new Set<string>();
  private withoutPrices = 0;
  private lastSymbol = '';
  private ticker = '';
  private rows: TickerRows | undefined;
  private clock: WallClocks;

  constructor(path: string, survey: Survey, options: ImportOptions, target: ReadTarget) {
    const { layout, roles } = survey;
    const { index } = roles;
    this.path = path;
    this.survey = survey;
    this.options = options;
    this.target = target;
    this.dates = new DateReader(survey.dateStyle);
    this.number = new NumberField(survey.decimal);
    this.zone = options.timeZone ?? (layout?.timeZone === 'UTC' ? TimeZone.UTC : options.dataZone);
    this.clock = new WallClocks(this.zone);
    this.width = roles.columns.length;
    this.dateColumn = index.date ?? -1;
    this.timeColumn = index.time ?? -1;
    this.symbolColumn = index.symbol ?? -1;
    const close = index.close ?? index.adjustedClose ?? -1;
    this.priceColumns = PRICE_ROLES.map((role) =>
      index.open === undefined || role === 'close' ? close : (index[role] ?? -1),
    );
    this.volumeColumn = index.volume ?? -1;
    this.adjustedColumn = index.adjustedClose ?? -1;
    this.fileTicker =
      this.symbolColumn < 0 || options.isOneInstrument === true
        ? (options.symbol ?? tickerOfFile(survey.symbol, path, options.securityType))
        : '';
    if (this.fileTicker !== '') this.useTicker(this.fileTicker);
  }

  readRow(rows: DelimitedRows): void {
    const fault = this.faultOf(rows);
    if (fault === undefined) return;
    if (fault === '' || isEvent(rows) || isComment(rows)) this.withoutPrices++;
    else this.target.bad.add({ file: this.target.shown ?? this.path, line: rows.line, what: fault });
  }

  finish(encoding: string): ImportedFile {
    const { path, survey, options, dates } = this;
    const { layout, roles } = survey;
    if (this.counts.size === 0 && this.others.size > 0) throw this.otherSymbols();
    if (this.counts.size === 0 && this.target.bad.count === 0) throw noRows(path);
    if (dates.hasPlainTimes && options.timeZone === undefined && layout !== undefined && layout.timeZone === undefined)
      throw unknownZone(path, layout);
    return {
      path,
      layout,
      encoding,
      delimiter: survey.delimiter,
      columns: roles.columns.map((column, index) => ({ ...column, sample: survey.sample[index] ?? '' })),
      dateStyle: survey.dateStyle,
      decimal: survey.decimal,
      timeZone: this.zoneWords(),
      hasTimes: dates.hasTimes,
      isClosesOnly: roles.index.open === undefined,
      rows: this.counts,
      withoutPrices: this.withoutPrices,
    };
  }

  /** Stores the row, or returns what is wrong with it; empty when it only lacks prices. */
  private faultOf(rows: DelimitedRows): string | undefined {
    const { bytes, starts, ends, count } = rows;
    if (count !== this.width) {
      const isBlankBehind = count > this.width && blankFrom(rows, this.width);
      if (!isBlankBehind) return `has ${count} columns instead of ${this.width}`;
    }
    const { priceColumns } = this;
    let blanks = 0;
    let firstBlank = -1;
    for (let price = 0; price < 4; price++) {
      const column = priceColumns[price];
      if (!isBlankField(bytes, starts[column], ends[column])) continue;
      blanks++;
      if (firstBlank < 0) firstBlank = price;
    }
    if (blanks === 4) return '';
    const { dateColumn, timeColumn } = this;
    const isDate =
      timeColumn < 0
        ? this.dates.readSpans(bytes, starts[dateColumn], ends[dateColumn])
        : this.dates.readSpans(bytes, starts[dateColumn], ends[dateColumn], starts[timeColumn], ends[timeColumn]);
    if (!isDate) return `has ${shownText(this.dateText(rows))} where a date is expected`;
    if (blanks > 0) return `has no ${PRICE_ROLES[firstBlank]}`;
    if (this.symbolColumn >= 0) {
      const unknown = this.findTicker(rows);
      if (unknown !== undefined) return unknown;
    }
    if (this.rows === undefined) return undefined;
    return this.keep(rows, this.rows);
  }

  private keep(rows: DelimitedRows, kept: TickerRows): string | undefined {
    const at = kept.begin();
    const { numbers } = kept;
    const { bytes, starts, ends } = rows;
    const { number } = this;
    let places = 0;
    for (let price = 0; price < 4; price++) {
      const column = this.priceColumns[price];
      if (!number.read(bytes, starts[column], ends[column]))
        return `has ${shownText(rows.text(column))} where a number is expected`;
      if (!(number.value >= SMALLEST_PRICE && number.value <= LARGEST_PRICE))
        return `has the ${PRICE_ROLES[price]} ${rows.text(column)}`;
      numbers[at + FIELD.open + price] = number.value;
      places += number.places * PLACE_WEIGHTS[price];
    }
    const fault = this.keepRest(rows, numbers, at, places);
    if (fault !== undefined) return fault;
    const { local, offset } = this.dates;
    const hasOffset = !Number.isNaN(offset);
    const utc = hasOffset ? local - offset : this.clock.toUtc(local);
    numbers[at + FIELD.order] = Number.isNaN(utc) ? this.zone.toUtc(local) : utc;
    numbers[at + FIELD.local] = local;
    numbers[at + FIELD.utc] = utc;
    numbers[at + FIELD.line] = rows.line;
    numbers[at + FIELD.source] =
      this.target.file * 4 + (this.dates.hasTime ? HAS_TIME : 0) + (hasOffset ? HAS_OFFSET : 0);
    kept.accept();
    this.target.store.count();
    this.counts.set(this.ticker, (this.counts.get(this.ticker) ?? 0) + 1);
    return undefined;
  }

  /** Reads volume and adjusted close, and the decimal places of all numbers. */
  private keepRest(rows: DelimitedRows, numbers: Float64Array, at: number, prices: number): string | undefined {
    const { bytes, starts, ends } = rows;
    const { number, volumeColumn, adjustedColumn } = this;
    let places = prices;
    numbers[at + FIELD.volume] = 0;
    numbers[at + FIELD.adjustedClose] = NaN;
    if (volumeColumn >= 0 && !isBlankField(bytes, starts[volumeColumn], ends[volumeColumn])) {
      if (!number.read(bytes, starts[volumeColumn], ends[volumeColumn]))
        return `has ${shownText(rows.text(volumeColumn))} where a number is expected`;
      // Interactive Brokers writes -1 for a missing volume.
      numbers[at + FIELD.volume] = number.value < 0 ? 0 : number.value;
      // Integers with zeros after the decimal point are integers.
      if (number.value > 0 && !Number.isInteger(number.value)) places += number.places * PLACE_WEIGHTS[4];
    }
    if (adjustedColumn >= 0 && !isBlankField(bytes, starts[adjustedColumn], ends[adjustedColumn])) {
      if (!number.read(bytes, starts[adjustedColumn], ends[adjustedColumn]))
        return `has ${shownText(rows.text(adjustedColumn))} where a number is expected`;
      numbers[at + FIELD.adjustedClose] = number.value;
      places += number.places * PLACE_WEIGHTS[5];
    }
    numbers[at + FIELD.places] = places;
    return undefined;
  }

  /** Finds the store of the ticker that a row names; undefined for a ticker that was not requested. */
  private findTicker(rows: DelimitedRows): string | undefined {
    const text = rows.text(this.symbolColumn);
    if (text === this.lastSymbol) return undefined;
    if (this.options.isOneInstrument === true) {
      if (this.lastSymbol !== '') return `is of ${shownText(text)}, and rows above it of ${shownText(this.lastSymbol)}`;
      this.lastSymbol = text;
      return undefined;
    }
    const ticker = tickerOf(text, this.options.securityType);
    if (ticker === undefined) return `has ${shownText(text)} where a ticker is expected`;
    this.lastSymbol = text;
    const { symbol } = this.options;
    if (symbol === undefined || ticker === symbol) this.useTicker(ticker);
    else {
      this.rows = undefined;
      this.others.add(text.slice(0, 40));
    }
    return undefined;
  }

  private useTicker(ticker: string): void {
    this.ticker = ticker;
    this.rows = this.target.store.rowsOf(ticker);
    let clock = this.clocks.get(ticker);
    if (clock === undefined) this.clocks.set(ticker, (clock = new WallClocks(this.zone)));
    this.clock = clock;
  }

  private dateText(rows: DelimitedRows): string {
    return `${rows.text(this.dateColumn)} ${this.timeColumn < 0 ? '' : rows.text(this.timeColumn)}`.trim();
  }

  private zoneWords(): string {
    const { dates, options } = this;
    if (!dates.hasTimes) return '';
    if (!dates.hasPlainTimes) return `${dates.namedZone}, according to the times`;
    if (options.timeZone !== undefined) return `${options.timeZone.toString()}, according to --time-zone`;
    return this.survey.layout?.timeZone === 'UTC'
      ? 'UTC, according to the layout'
      : `${options.dataZone.toString()}, the time zone of the data`;
  }

  private otherSymbols(): EngineError {
    const found = [...this.others]
      .slice(0, 5)
      .map((text) => shownText(text))
      .join(', ');
    return new EngineError(
      IMPORT_ERRORS.NO_ROWS,
      `${this.path} has no rows of ${this.options.symbol}: it has ${found}${this.others.size > 5 ? ` and ${this.others.size - 5} more` : ''}. Use one of these with --symbol, or omit it.`,
      { data: { file: this.path, symbol: this.options.symbol, found: [...this.others].slice(0, 20) } },
    );
  }
}

const PLACE_WEIGHTS = Array.from({ length: 6 }, (_, index) => 2 ** (4 * index));

function blankFrom({ bytes, starts, ends, count }: DelimitedRows, first: number): boolean {
  for (let field = first; field < count; field++) if (!isBlankField(bytes, starts[field], ends[field])) return false;
  return true;
}

/** Whether a row among the prices is about a dividend or split. */
function isEvent(rows: DelimitedRows): boolean {
  return rows.texts().some((field) => field.length >= SHORTEST_EVENT && field.length < 200 && EVENT.test(field));
}

function isComment(rows: DelimitedRows): boolean {
  return rows.bytes[rows.starts[0]] === 35;
}

function unknownZone(path: string, { name }: ImportLayout): EngineError {
  return new EngineError(
    IMPORT_ERRORS.AMBIGUOUS_TIMES,
    `${path} has times of day without a time zone, and those of ${name} are not always in that of the exchange. ${IMPORT_ERRORS.AMBIGUOUS_TIMES.remedy}`,
    { data: { file: path, layout: name } },
  );
}
