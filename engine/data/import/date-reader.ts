import { EngineError } from '../../model/engine-error.ts';
import { dateFromParts, DAY, daysInMonth, HOUR, MINUTE, SECOND } from '../time/calendar-math.ts';
import { convertLocal, TimeZone } from '../time/time-zone.ts';
import { IMPORT_ERRORS } from './errors.ts';

/** The order of day and month where the year stands last. */
export type DayOrder = 'mm/dd/yyyy' | 'dd/mm/yyyy';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?=$|[T ])/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[T ,])/;
const MONTH_FIRST = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?=$|[T ,])/i;
const DAY_FIRST = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4})(?=$|[T ,])/i;
const TIME = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(\.\d+)?)?\s*([ap]m)?/i;
const OFFSET = /^(?:UTC|GMT)?([-+])(\d{2}):?(\d{2})?$/i;
const EPOCH = /^(\d{10}|\d{13})(?:\.0+)?$/;

/** How a file writes its dates. */
export type DateStyle = 'yyyy-mm-dd' | DayOrder | 'names of months' | 'seconds or milliseconds since 1970';

/** A time as a file has it. */
interface WrittenTime {
  readonly local: number;
  /** Whether more than a date is told. */
  readonly hasTime: boolean;
  /** The zone that the text itself names; a number is an offset from UTC in milliseconds. */
  readonly zone: TimeZone | number | undefined;
}

/**
 * Reads the dates and times of one file as wall clocks of the data's zone. Dates alone are what they are; times are taken for
 * wall clocks of the zone that the text names, else of `zone`.
 */
export class DateReader {
  readonly style: DateStyle;
  /** Whether any text told a time of day. */
  hasTimes = false;
  /** Whether a time was read that names no zone itself. */
  hasPlainTimes = false;
  /** The first zone that a text named. */
  namedZone = '';
  private readonly zone: TimeZone;
  private readonly dataZone: TimeZone;

  constructor(style: DateStyle, zone: TimeZone, dataZone: TimeZone) {
    this.style = style;
    this.zone = zone;
    this.dataZone = dataZone;
  }

  /** @returns undefined when the texts are no time that exists */
  read(dateText: string, timeText = ''): number | undefined {
    const written = this.parse(timeText === '' ? dateText : `${dateText} ${timeText}`);
    if (written === undefined || !written.hasTime) return written?.local;
    const { local, zone } = written;
    // Midnight everywhere is how some write dates.
    const isMidnight = zone === undefined && local % DAY === 0;
    this.hasTimes ||= !isMidnight;
    if (zone === undefined) {
      this.hasPlainTimes ||= !isMidnight;
      return convertLocal(local, this.zone, this.dataZone);
    }
    if (typeof zone !== 'number') return convertLocal(local, zone, this.dataZone);
    return this.dataZone.toLocal(local - zone);
  }

  private parse(text: string): WrittenTime | undefined {
    const epoch = EPOCH.exec(text);
    if (epoch !== null && this.style === 'seconds or milliseconds since 1970') {
      this.namedZone ||= 'UTC';
      return { local: Number(epoch[1]) * (epoch[1].length === 10 ? SECOND : 1), hasTime: true, zone: 0 };
    }
    const date = this.parseDate(text);
    if (date === undefined || date.local === undefined) return undefined;
    const rest = text
      .slice(date.length)
      .replace(/^[T, ]+/, '')
      .trim();
    if (rest === '') return { local: date.local, hasTime: false, zone: undefined };
    const time = TIME.exec(rest);
    if (time === null) return undefined;
    const timeOfDay = milliseconds(time);
    if (timeOfDay === undefined) return undefined;
    const zoneText = rest.slice(time[0].length).trim();
    const zone = zoneOf(zoneText);
    if (zoneText !== '' && zone === undefined) return undefined;
    if (zoneText !== '') this.namedZone ||= zoneText === 'Z' ? 'UTC' : zoneText;
    return { local: date.local + timeOfDay, hasTime: true, zone };
  }

  private parseDate(text: string): { local: number | undefined; length: number } | undefined {
    const first = YEAR_FIRST.exec(text);
    if (first !== null)
      return { local: existing(Number(first[1]), Number(first[3]), Number(first[4])), length: first[0].length };
    const last = YEAR_LAST.exec(text);
    if (last !== null) {
      const [left, right] = [Number(last[1]), Number(last[3])];
      const isMonthFirst = this.style === 'mm/dd/yyyy';
      const [month, day] = isMonthFirst ? [left, right] : [right, left];
      return { local: existing(Number(last[4]), month, day), length: last[0].length };
    }
    const named = MONTH_FIRST.exec(text);
    if (named !== null) return { local: namedDate(named[1], named[2], named[3]), length: named[0].length };
    const day = DAY_FIRST.exec(text);
    return day === null ? undefined : { local: namedDate(day[2], day[1], day[3]), length: day[0].length };
  }
}

/**
 * How a file writes its dates: what the first text shows, and the order of day and month by any part above 12.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_DATES when nothing tells the order, or dates contradict each other
 */
export function findDateStyle(texts: Iterable<string>, path: string): DateStyle {
  let style: DateStyle = 'yyyy-mm-dd';
  let example: string | undefined;
  let monthFirst: string | undefined;
  let dayFirst: string | undefined;
  for (const text of texts) {
    const match = YEAR_LAST.exec(text);
    if (match === null) {
      if (EPOCH.test(text)) style = 'seconds or milliseconds since 1970';
      else if (/^[a-z]|^\d{1,2}[- ][a-z]/i.test(text)) style = 'names of months';
      continue;
    }
    example ??= text;
    const [left, right] = [Number(match[1]), Number(match[3])];
    if (left > 12 || match[2] === '.') dayFirst ??= text;
    if (right > 12) monthFirst ??= text;
  }
  if (example === undefined) return style;
  if (monthFirst !== undefined && dayFirst !== undefined)
    throw ambiguous(path, `has the dates ${monthFirst} and ${dayFirst}, which contradict each other`);
  if (monthFirst === undefined && dayFirst === undefined)
    throw ambiguous(path, `has dates such as ${example}, whose day and month nothing tells apart`);
  return monthFirst === undefined ? 'dd/mm/yyyy' : 'mm/dd/yyyy';
}

function existing(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dateFromParts(year, month, day);
}

function namedDate(month: string, day: string, year: string): number | undefined {
  return existing(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
}

function milliseconds([, hourText, minuteText, secondText = '0', fraction = '0', half]: RegExpExecArray):
  | number
  | undefined {
  const [minute, second] = [Number(minuteText), Number(secondText)];
  let hour = Number(hourText);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return hour * HOUR + minute * MINUTE + second * SECOND + Number(fraction) * SECOND;
}

/** The zone behind a time: Z, an offset, or a name of the IANA database. */
function zoneOf(text: string): TimeZone | number | undefined {
  if (text === '') return undefined;
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 0;
  const offset = OFFSET.exec(text);
  if (offset !== null) {
    const size = Number(offset[2]) * HOUR + Number(offset[3] ?? 0) * MINUTE;
    return offset[1] === '-' ? -size : size;
  }
  try {
    return TimeZone.of(text);
  } catch (cause) {
    if (cause instanceof EngineError) return undefined;
    throw cause;
  }
}

function ambiguous(path: string, what: string): EngineError {
  return new EngineError(IMPORT_ERRORS.AMBIGUOUS_DATES, `${path} ${what}. ${IMPORT_ERRORS.AMBIGUOUS_DATES.remedy}`, {
    data: { file: path },
  });
}
