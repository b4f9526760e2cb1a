import { RowKind } from '../../model/columns.ts';
import { DATA_ERRORS } from '../errors.ts';
import { DAY, MINUTE } from '../time/calendar-math.ts';
import { parseCompactDate, parseTimeSpan } from '../time/date-text.ts';
import { EngineError } from '../../model/engine-error.ts';
import { leanRowText } from '../formats/lean-writer.ts';
import type { LeanRowFormat } from '../formats/lean-row-format.ts';
import { malformedRow } from '../formats/text-file.ts';
import type { LeanFileFacts } from './lean-files.ts';
import { NumberText } from './number-text.ts';
import { IS_PRICE, NUMBER_COLUMNS, SeriesRowsBuilder } from './series-rows.ts';
import type { SeriesRows } from './series-rows.ts';

export interface LeanText {
  readonly rows: SeriesRows;
  readonly facts: LeanFileFacts;
}

interface LeanTextPlace {
  /** The file's name for messages. */
  readonly path: string;
  /** Wall-clock midnight to which the times of rows without a date are relative. */
  readonly date: number;
}

/**
 * All rows of one of LEAN's texts, unchanged, and the facts about its formatting: line ends, rows with unusual
 * formatting.
 *
 * @throws EngineError DATA_MALFORMED_ROW with file and line.
 */
export function readLeanText(text: string, format: LeanRowFormat, place: LeanTextPlace): LeanText {
  const lineEnd = text.slice(0, text.indexOf('\n') + 1).endsWith('\r\n') ? '\r\n' : '\n';
  const lines = text.split(lineEnd);
  const endsOpen = lines.at(-1) !== '';
  if (!endsOpen) lines.pop();
  const reader = new LeanLineReader(format, place);
  const spelled: Record<string, string> = {};
  lines.forEach((line, index) => {
    // Blank lines and line ends of another kind can only be represented as formatting of a row.
    if (line.trim() === '') throw malformedRow(place.path, index + 1, line, 'is blank, which cannot be converted');
    if (!reader.read(line, index + 1)) spelled[index] = line;
  });
  const rows = reader.rows();
  const facts = {
    ...(lineEnd !== '\n' && { lineEnd }),
    ...(endsOpen && rows.length > 0 && { endsOpen }),
    ...(rows.length === 0 && { isEmpty: true as const }),
    ...(Object.keys(spelled).length > 0 && { spelled }),
  };
  return { rows, facts };
}

/**
 * The text of rows of one file. A stored formatting is used only if it still represents the values of the row.
 */
export function writeLeanText(
  rows: SeriesRows,
  format: LeanRowFormat,
  place: LeanTextPlace & { facts: LeanFileFacts },
): string {
  const { lineEnd = '\n', endsOpen = false, spelled = {} } = place.facts;
  const lines: string[] = [];
  for (let row = 0; row < rows.length; row++) lines.push(leanRowText(rows, row, format));
  for (const [index, line] of Object.entries(spelled)) {
    const row = Number(index);
    if (row < lines.length && normalSpelling(line, format, place) === lines[row]) lines[row] = line;
  }
  return lines.length === 0 ? '' : lines.join(lineEnd) + (endsOpen ? '' : lineEnd);
}

/** The standard formatting of a line; empty for a line that is not a row. */
function normalSpelling(line: string, format: LeanRowFormat, place: LeanTextPlace): string {
  try {
    const reader = new LeanLineReader(format, place);
    reader.read(line, 1);
    return leanRowText(reader.rows(), 0, format);
  } catch (cause) {
    if (cause instanceof EngineError && cause.descriptor === DATA_ERRORS.MALFORMED_ROW) return '';
    throw cause;
  }
}

class LeanLineReader {
  private readonly builder: SeriesRowsBuilder;
  private readonly number = new NumberText();
  private readonly format: LeanRowFormat;
  private readonly place: LeanTextPlace;
  private readonly isTick: boolean;
  /** The number columns in the order of the fields. */
  private readonly columns: readonly number[];
  private lastDay = '';
  private lastMidnight = 0;

  constructor(format: LeanRowFormat, place: LeanTextPlace) {
    this.builder = new SeriesRowsBuilder(format.kind);
    this.format = format;
    this.place = place;
    this.isTick = format.kind === RowKind.TradeTick || format.kind === RowKind.QuoteTick;
    this.columns = NUMBER_COLUMNS[format.kind]
      .map((_, column) => column)
      .filter((column) => !this.isTick || format.hasSizes || IS_PRICE[format.kind][column]);
  }

  rows(): SeriesRows {
    return this.builder.rows();
  }

  /** Reads one line; returns whether the row has the standard formatting. */
  read(line: string, number: number): boolean {
    const fields = line.split(',');
    const { columns, builder } = this;
    const time = this.readTime(fields[0]);
    if (time === undefined) this.fail(line, number, 'does not start with a time');
    if (fields.length <= columns.length) this.fail(line, number, 'has too few columns');
    builder.begin(time.value);
    let isExact = time.isExact;
    columns.forEach((column, index) => {
      const text = fields[index + 1];
      if (text === '' && this.format.kind === RowKind.QuoteBar) return;
      const shift = IS_PRICE[this.format.kind][column] ? this.format.priceShift : 0;
      if (!this.number.read(text, shift)) this.fail(line, number, `has "${text}" where a number is expected`);
      builder.setNumber(column, this.number.value, this.number.places);
      isExact &&= this.number.isExact;
    });
    this.readTail(fields.slice(columns.length + 1), line, number);
    return isExact;
  }

  private readTail(tail: readonly string[], line: string, number: number): void {
    const length = this.isTick ? { none: 0, suspicious: 1, exchange: 3 }[this.format.tail] : 0;
    if (tail.length > length) this.fail(line, number, 'has too many columns');
    if (tail.length === 0) return;
    if (tail.length < length) this.fail(line, number, 'has too few columns');
    if (!this.number.read(tail[length - 1]))
      this.fail(line, number, `has "${tail[length - 1]}" where a number is expected`);
    if (length === 3) tail.forEach((text, column) => this.builder.setText(column, text));
    else this.builder.setText(2, tail[0]);
  }

  private readTime(text: string): { value: number; isExact: boolean } | undefined {
    if (this.format.isDated) return this.readDateTime(text);
    const isTime = this.number.read(text) && this.number.value >= 0 && this.number.value < DAY;
    if (!isTime) return undefined;
    const value = this.place.date + this.number.value;
    // Fractions of a millisecond may be lost in float64 together with the date.
    return { value, isExact: String(value - this.place.date) === text };
  }

  private readDateTime(text: string): { value: number; isExact: boolean } | undefined {
    const day = text.slice(0, 8);
    if (day !== this.lastDay) {
      this.lastMidnight = parseCompactDate(day) ?? NaN;
      this.lastDay = day;
    }
    const time = parseTimeSpan(`${text.slice(9)}:00`);
    if (time === undefined || Number.isNaN(this.lastMidnight) || !/^.{8} \d\d:\d\d$/.test(text)) return undefined;
    return { value: this.lastMidnight + time, isExact: time % MINUTE === 0 };
  }

  private fail(line: string, number: number, what: string): never {
    throw malformedRow(this.place.path, number, line, what);
  }
}
