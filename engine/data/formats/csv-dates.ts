import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { dateFromParts, daysInMonth, HOUR, MINUTE, SECOND } from '../time/calendar-math.ts';

/** How dates with the year at the end are written; the others explain themselves. */
export type CsvDateFormat = 'mm/dd/yyyy' | 'dd/mm/yyyy';

const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?$/;

/**
 * Reads the dates and times of a file: yyyy-mm-dd, yyyymmdd and, in an order that is told or found, mm/dd/yyyy and dd/mm/yyyy;
 * behind a T or a blank a time HH:mm[:ss[.fff]].
 *
 * Days repeat within a file of intraday rows, so the day read last is kept.
 */
export class CsvDateReader {
  private readonly format: CsvDateFormat | undefined;
  private readonly isUtc: boolean;
  private lastText = '';
  private lastDate: number | undefined;

  /** @param isUtc the wall clock that is wanted is UTC's, so that times may end in Z. */
  constructor(format: CsvDateFormat | undefined, isUtc = false) {
    this.format = format;
    this.isUtc = isUtc;
  }

  /** Wall-clock milliseconds of a text, or `undefined` when it is no time that exists. */
  read(text: string): number | undefined {
    const split = text.search(/[T ]/);
    const date = this.readDate(split < 0 ? text : text.slice(0, split));
    if (split < 0 || date === undefined) return date;
    const time = readTimeOfDay(text.slice(split + 1, this.isUtc && text.endsWith('Z') ? -1 : undefined));
    return time === undefined ? undefined : date + time;
  }

  private readDate(text: string): number | undefined {
    if (text === this.lastText) return this.lastDate;
    this.lastText = text;
    return (this.lastDate = this.parseDate(text));
  }

  private parseDate(text: string): number | undefined {
    const first = YEAR_FIRST.exec(text);
    if (first !== null) return existing(Number(first[1]), Number(first[3]), Number(first[4]));
    const last = YEAR_LAST.exec(text);
    if (last === null || this.format === undefined) return undefined;
    const [left, right] = [Number(last[1]), Number(last[3])];
    return this.format === 'mm/dd/yyyy'
      ? existing(Number(last[4]), left, right)
      : existing(Number(last[4]), right, left);
  }
}

/** Milliseconds since midnight of HH:mm[:ss[.fff]], or `undefined`. */
export function readTimeOfDay(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return hour * HOUR + minute * MINUTE + second * SECOND + Number(match[4] ?? 0) * SECOND;
}

/**
 * The order of day and month in the dates of a file: told by any part above 12, else by the dots of the German form.
 *
 * @returns `undefined` when no date has the year at the end.
 * @throws EngineError DATA_AMBIGUOUS_DATES when nothing tells the order, or dates contradict each other.
 */
export function findDateFormat(texts: Iterable<string>, path: string): CsvDateFormat | undefined {
  let example: string | undefined;
  let monthFirst: string | undefined;
  let dayFirst: string | undefined;
  for (const text of texts) {
    const match = YEAR_LAST.exec(text.split(/[T ]/, 1)[0]);
    if (match === null) continue;
    example ??= text;
    if (Number(match[3]) > 12) monthFirst ??= text;
    if (Number(match[1]) > 12 || match[2] === '.') dayFirst ??= text;
  }
  if (example === undefined) return undefined;
  if (monthFirst !== undefined && dayFirst !== undefined)
    throw ambiguous(path, `has dates in two orders: ${monthFirst} and ${dayFirst}`);
  if (monthFirst === undefined && dayFirst === undefined)
    throw ambiguous(path, `has dates such as ${example}, whose day and month nothing tells apart`);
  return monthFirst === undefined ? 'dd/mm/yyyy' : 'mm/dd/yyyy';
}

function existing(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dateFromParts(year, month, day);
}

function ambiguous(path: string, what: string): EngineError {
  return new EngineError(DATA_ERRORS.AMBIGUOUS_DATES, `${path} ${what}. ${DATA_ERRORS.AMBIGUOUS_DATES.remedy}`, {
    data: { file: path },
  });
}
