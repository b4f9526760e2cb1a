import type { UtcInstant, WallClock } from '../../model/instants.ts';
import { compactDate, dateFromParts, daysInMonth, DAY, HOUR, MINUTE, SECOND, timeOfDay } from './calendar-math.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,7})?)?Z?)?$/;
const TIME_SPAN = /^(?:(\d{1,3})[.:])?(\d{1,2}):(\d{1,2}):(\d{1,2})$/;

/** The wall-clock midnight of a `yyyy-MM-dd`; `undefined` for another format or an invalid date. */
export function parseDate(text: string): number | undefined {
  return existingDate(DATE.exec(text));
}

/** The wall-clock midnight of a `yyyyMMdd`; `undefined` for another format or an invalid date. */
export function parseCompactDate(text: string): number | undefined {
  return existingDate(COMPACT_DATE.exec(text));
}

/**
 * The wall-clock time of `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm[:ss[.fffffff]]` (a space instead of the T and a trailing Z
 * are allowed); otherwise `undefined`.
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  const date = existingDate(match);
  if (match === null || date === undefined) return undefined;
  const hour = Number(match[4] ?? 0);
  const minute = Number(match[5] ?? 0);
  const second = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return date + hour * HOUR + minute * MINUTE + second * SECOND + Number(match[7] ?? 0) * SECOND;
}

/** Milliseconds of .NET's `[d.]HH:mm:ss` (a colon after the days is also allowed); otherwise `undefined`. */
export function parseTimeSpan(text: string): number | undefined {
  const match = TIME_SPAN.exec(text);
  if (match === null || Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4]) > 59) return undefined;
  return Number(match[1] ?? 0) * DAY + Number(match[2]) * HOUR + Number(match[3]) * MINUTE + Number(match[4]) * SECOND;
}

/** `yyyy-MM-dd` */
export function formatDate(local: WallClock): string {
  const date = compactDate(local);
  return `${pad(Math.floor(date / 10_000), 4)}-${pad(Math.floor(date / 100) % 100, 2)}-${pad(date % 100, 2)}`;
}

/** `yyyyMMdd` */
export function formatCompactDate(local: number): string {
  return pad(compactDate(local), 8);
}

/** `yyyy-MM-ddTHH:mm:ss`, with a fraction of at most seven digits if it is not zero. */
export function formatDateTime(time: WallClock | UtcInstant): string {
  const local: number = time;
  return `${formatDate(local)}T${formatTimeOfDay(timeOfDay(local))}`;
}

/** {@link formatDateTime} with a `Z`: the text of a UTC instant. */
export function formatUtc(utc: UtcInstant): string {
  return `${formatDateTime(utc)}Z`;
}

/** `HH:mm:ss` of milliseconds since midnight, with a fraction if it is not zero. */
export function formatTimeOfDay(time: number): string {
  const whole = Math.floor(time / SECOND);
  const ticks = Math.round((time - whole * SECOND) * 10_000);
  const fraction = ticks === 0 ? '' : `.${pad(ticks, 7).replace(/0+$/, '')}`;
  return `${pad(Math.floor(whole / 3_600), 2)}:${pad(Math.floor(whole / 60) % 60, 2)}:${pad(whole % 60, 2)}${fraction}`;
}

function existingDate(match: RegExpExecArray | null): number | undefined {
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dateFromParts(year, month, day);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
