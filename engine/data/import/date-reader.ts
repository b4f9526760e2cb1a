import { EngineError } from '../../model/engine-error.ts';
import { dateFromParts, DAY, daysInMonth, HOUR, MINUTE, SECOND } from '../time/calendar-math.ts';
import { TimeZone } from '../time/time-zone.ts';
import { spanText } from '../formats/number-field.ts';
import { epochMilliseconds, isEpoch } from './epochs.ts';
import { IMPORT_ERRORS } from './errors.ts';

/** The order of year, month and day if the file does not determine it; years may have two digits. */
export const DATE_ORDERS = ['mm/dd/yyyy', 'dd/mm/yyyy', 'yyyy/mm/dd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** The date format of a file. */
export type DateStyle = 'yyyy-mm-dd' | DateOrder | 'names of months' | 'epochs';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+/i;
const END = String.raw`(?=$|[T ,])`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${END}`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|[T ,]|\d{4}(?:\d{2})?$)/;
const THREE_PARTS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${END}`);
const MONTH_FIRST = new RegExp(
  String.raw`^([a-z]{3})[a-z]*\.?[-/ ](\d{1,2})(?:st|nd|rd|th)?(?:,? |[-/,])(\d{4}|\d{2})${END}`,
  'i',
);
const DAY_FIRST = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[-/ .]?([a-z]{3})[a-z]*\.?,?[-/ .]?(\d{4}|\d{2})${END}`,
  'i',
);
const MONTH_BETWEEN = new RegExp(String.raw`^(\d{4})[-/ ]([a-z]{3})[a-z]*\.?[-/ ](\d{1,2})${END}`, 'i');
const TIME = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(\.\d+)?)?\s*([ap]\.?m\.?)?/i;
const OFFSET = /^(?:UTC|GMT)?([-+])(\d{2}):?(\d{2})?(?::?00)?$/i;
/** Two-digit years from here on belong to the last century. */
const FIRST_OF_LAST_CENTURY = 50;

/**
 * Reads the dates and times of one file: the written wall-clock time, and the offset from UTC if the text names a time
 * zone. Dates alone and times without a zone have no offset; their time zone is not decided here.
 */
export class DateReader {
  readonly style: DateStyle;
  /** Whether any text had a time of day other than midnight, and any such time had no time zone. */
  hasTimes = false;
  hasPlainTimes = false;
  /** The first time zone that a text named. */
  namedZone = '';
  /** The last result: the written wall-clock time, and its offset from UTC; NaN when the text names no time zone. */
  local = NaN;
  offset = NaN;
  /** Whether the last text had more than a date. */
  hasTime = false;
  private lastDay = -1;
  private lastMidnight = 0;

  constructor(style: DateStyle) {
    this.style = style;
  }

  /** Reads ranges of bytes. @returns false when they contain no valid time */
  readSpans(bytes: Uint8Array, start: number, end: number, timeStart = 0, timeEnd = 0): boolean {
    if (timeStart === timeEnd && this.readPlain(bytes, start, end)) return true;
    return this.read(spanText(bytes, start, end), timeStart === timeEnd ? '' : spanText(bytes, timeStart, timeEnd));
  }

  /** @returns false when the texts are not a valid time */
  read(dateText: string, timeText = ''): boolean {
    const text = (timeText === '' ? dateText : `${dateText} ${timeText}`).trim().replace(WEEKDAY, '');
    if (this.style === 'epochs') return this.readEpoch(dateText.trim());
    const date = parseDate(text, this.style);
    if (date === undefined || date.local === undefined) return false;
    const rest = text
      .slice(date.length)
      .replace(/^[T, ]+/, '')
      .trim();
    if (rest === '') return this.found(date.local, NaN, false);
    const time = TIME.exec(rest);
    const timeOfDay = time === null ? undefined : milliseconds(time);
    if (time === null || timeOfDay === undefined) return false;
    const zoneText = rest.slice(time[0].length).trim();
    const local = date.local + timeOfDay;
    const offset = zoneText === '' ? NaN : offsetOf(zoneText, local);
    if (offset === undefined) return false;
    if (zoneText !== '') this.namedZone ||= zoneText === 'Z' ? 'UTC' : zoneText;
    return this.found(local, offset, true);
  }

  /**
   * Fast path for the most common formats: `yyyy-mm-dd` with or without `HH:mm[:ss]`, in UTC or not, and integer
   * epochs.
   */
  private readPlain(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.style === 'epochs') {
      if (length < 9 || length > 13) return false;
      const value = digitsOf(bytes, start, end);
      return value >= 0 && this.readEpochValue(value);
    }
    const separator = bytes[start + 4];
    if (length < 10 || (separator !== 45 && separator !== 47) || bytes[start + 7] !== separator) return false;
    const [year, month, day] = [
      digitsOf(bytes, start, start + 4),
      digitsOf(bytes, start + 5, start + 7),
      digitsOf(bytes, start + 8, start + 10),
    ];
    if (year < 0 || month < 0 || day < 0) return false;
    const compact = year * 10_000 + month * 100 + day;
    if (compact !== this.lastDay) {
      const midnight = existing(year, month, day);
      if (midnight === undefined) return false;
      this.lastDay = compact;
      this.lastMidnight = midnight;
    }
    if (length === 10) return this.found(this.lastMidnight, NaN, false);
    const letter = bytes[start + 10];
    if (length < 16 || (letter !== 84 && letter !== 32) || bytes[start + 13] !== 58) return false;
    const hour = digitsOf(bytes, start + 11, start + 13);
    const minute = digitsOf(bytes, start + 14, start + 16);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
    let position = start + 16;
    let second = 0;
    if (position + 2 < end && bytes[position] === 58) {
      second = digitsOf(bytes, position + 1, position + 3);
      position += 3;
    }
    if (second < 0 || second > 59) return false;
    let offset = NaN;
    if (position !== end) {
      const isZulu = position + 1 === end && bytes[position] === 90;
      const isZero =
        end - position === 6 &&
        bytes[position] === 43 &&
        digitsOf(bytes, position + 1, position + 3) === 0 &&
        bytes[position + 3] === 58 &&
        digitsOf(bytes, position + 4, end) === 0;
      if (!isZulu && !isZero) return false;
      offset = 0;
      this.namedZone ||= 'UTC';
    }
    return this.found(this.lastMidnight + hour * HOUR + minute * MINUTE + second * SECOND, offset, true);
  }

  private readEpoch(text: string): boolean {
    const value = epochMilliseconds(text);
    return value !== undefined && this.found(value, 0, true) && this.nameUtc();
  }

  private readEpochValue(value: number): boolean {
    return this.found(value < 1e11 ? value * SECOND : value, 0, true) && this.nameUtc();
  }

  private nameUtc(): boolean {
    this.namedZone ||= 'UTC';
    return true;
  }

  private found(local: number, offset: number, hasTime: boolean): boolean {
    this.local = local;
    this.offset = offset;
    this.hasTime = hasTime;
    // Some providers write dates as midnight.
    if (hasTime && (local % DAY !== 0 || !Number.isNaN(offset))) {
      this.hasTimes = true;
      this.hasPlainTimes ||= Number.isNaN(offset);
    }
    return true;
  }
}

/**
 * Determines the date format of a file from its texts: an order of parts is chosen when no other order fits all texts.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_DATES when the order is ambiguous or dates contradict each other
 */
export class DateStyleFinder {
  private readonly candidates: Readonly<Record<DateOrder, Candidate>> = {
    'mm/dd/yyyy': new Candidate(),
    'dd/mm/yyyy': new Candidate(),
    'yyyy/mm/dd': new Candidate(),
  };
  private readonly examples = new Map<DateOrder, string>();
  private parts = 0;
  private example = '';
  private names = 0;
  private epochs = 0;
  private others = 0;

  add(text: string): void {
    const bare = text.trim().replace(WEEKDAY, '');
    const match = THREE_PARTS.exec(bare);
    if (match !== null) {
      this.parts++;
      this.example ||= bare;
      for (const order of DATE_ORDERS) {
        const date = match[2] === '.' && order !== 'dd/mm/yyyy' ? undefined : inOrder(match, order);
        if (date === undefined) this.examples.set(order, this.examples.get(order) ?? bare);
        else this.candidates[order].add(date);
      }
    } else if (MONTH_FIRST.test(bare) || DAY_FIRST.test(bare)) this.names++;
    else if (isEpoch(bare)) this.epochs++;
    else this.others++;
  }

  /** Whether the texts so far determine the format. */
  get isDecided(): boolean {
    return this.parts === 0 || this.fitting().length === 1;
  }

  style(path: string): DateStyle {
    if (this.parts > 0) {
      const fitting = this.fitting();
      if (fitting.length === 1) return fitting[0];
      if (fitting.length === 0) {
        const contradicting = [...new Set(this.examples.values())].slice(0, 2);
        throw ambiguous(path, `has the dates ${contradicting.join(' and ')}, which contradict each other`);
      }
      throw ambiguous(
        path,
        `has dates such as ${this.example}, whose day and month${fitting.length > 2 || fitting.includes('yyyy/mm/dd') ? ' and year' : ''} are ambiguous`,
      );
    }
    if (this.names > this.epochs + this.others) return 'names of months';
    return this.epochs > this.others ? 'epochs' : 'yyyy-mm-dd';
  }

  private fitting(): DateOrder[] {
    const fitting = DATE_ORDERS.filter((order) => this.candidates[order].count === this.parts);
    // Files run in one direction: an order in which the dates go back and forth is wrong.
    const inOneDirection = fitting.filter((order) => this.candidates[order].isInOneDirection);
    return inOneDirection.length === 1 ? inOneDirection : fitting;
  }
}

/** The dates of a file as read in one order. */
class Candidate {
  count = 0;
  private last = NaN;
  private hasRisen = false;
  private hasFallen = false;

  add(date: number): void {
    this.count++;
    if (date > this.last) this.hasRisen = true;
    else if (date < this.last) this.hasFallen = true;
    this.last = date;
  }

  get isInOneDirection(): boolean {
    return this.hasRisen !== this.hasFallen;
  }
}

/** {@link DateStyleFinder} for a complete list of texts. */
export function findDateStyle(texts: Iterable<string>, path: string): DateStyle {
  const finder = new DateStyleFinder();
  for (const text of texts) finder.add(text);
  return finder.style(path);
}

function parseDate(text: string, style: DateStyle): { local: number | undefined; length: number } | undefined {
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (first !== null) {
    const [year, month, day] = first.length === 5 ? [first[1], first[3], first[4]] : [first[1], first[2], first[3]];
    return { local: existing(Number(year), Number(month), Number(day)), length: first[0].length };
  }
  const parts = THREE_PARTS.exec(text);
  if (parts !== null) {
    const isOrdered = style === 'mm/dd/yyyy' || style === 'dd/mm/yyyy' || style === 'yyyy/mm/dd';
    return { local: isOrdered ? inOrder(parts, style) : undefined, length: parts[0].length };
  }
  const between = MONTH_BETWEEN.exec(text);
  if (between !== null) return { local: namedDate(between[2], between[3], between[1]), length: between[0].length };
  const named = MONTH_FIRST.exec(text);
  if (named !== null) return { local: namedDate(named[1], named[2], named[3]), length: named[0].length };
  const day = DAY_FIRST.exec(text);
  return day === null ? undefined : { local: namedDate(day[2], day[1], day[3]), length: day[0].length };
}

/**
 * The date of three numbers in an order; undefined when it is invalid or the four-digit year is in another position.
 */
function inOrder([, left, , middle, right]: RegExpExecArray, order: DateOrder): number | undefined {
  if (order === 'yyyy/mm/dd')
    return right.length === 4 || left.length !== 2
      ? undefined
      : existing(fullYear(left), Number(middle), Number(right));
  const [month, day] = order === 'mm/dd/yyyy' ? [left, middle] : [middle, left];
  return existing(fullYear(right), Number(month), Number(day));
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < FIRST_OF_LAST_CENTURY ? 2000 + year : 1900 + year;
}

function existing(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dateFromParts(year, month, day);
}

function namedDate(month: string, day: string, year: string): number | undefined {
  return existing(fullYear(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
}

function milliseconds([, hourText, minuteText, secondText = '0', fraction = '0', half]: RegExpExecArray):
  | number
  | undefined {
  const [minute, second] = [Number(minuteText), Number(secondText)];
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  // Some providers write the end of a day as 24:00.
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return undefined;
  return hour * HOUR + minute * MINUTE + second * SECOND + Number(fraction) * SECOND;
}

/**
 * The offset from UTC, at a wall-clock time, of the zone after a time: Z, an offset, or a name of the IANA database.
 */
function offsetOf(text: string, local: number): number | undefined {
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 0;
  const offset = OFFSET.exec(text);
  if (offset !== null) {
    const size = Number(offset[2]) * HOUR + Number(offset[3] ?? 0) * MINUTE;
    return offset[1] === '-' ? -size : size;
  }
  try {
    return local - TimeZone.of(text).toUtc(local);
  } catch (cause) {
    if (cause instanceof EngineError) return undefined;
    throw cause;
  }
}

/** The number of a range of digits; -1 when it contains anything else. */
function digitsOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let position = start; position < end; position++) {
    const digit = bytes[position] - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function ambiguous(path: string, what: string): EngineError {
  return new EngineError(IMPORT_ERRORS.AMBIGUOUS_DATES, `${path} ${what}. ${IMPORT_ERRORS.AMBIGUOUS_DATES.remedy}`, {
    data: { file: path },
  });
}
