import { compactDate } from '../data/time/calendar-math.ts';
import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import type { Duration } from '../data/time/duration.ts';
import { EngineError } from '../model/engine-error.ts';
import { Resolution, RESOLUTIONS } from '../model/resolution.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** Returns the wall-clock midnight of a date. @throws EngineError RUN_BAD_DATES for a date that does not exist */
export function calendarDate(verb: string, year: number, month: number, day: number): number {
  const date = Date.UTC(year, month - 1, day);
  if (compactDate(date) === year * 10_000 + month * 100 + day) return date;
  throw new EngineError(
    RUNTIME_ERRORS.BAD_DATES,
    `${verb} was given the year ${year}, month ${month} and day ${day}, which is not a date. Months count from 1 to 12.`,
    { data: { verb, year, month, day } },
  );
}

/** A number of bars, a duration, or a period. */
export type PastSpan = { readonly bars: number } | Duration | { readonly start: number; readonly end: number };

const SPANS = 'Write { bars: 30 }, { days: 30 }';

/** @throws EngineError RUN_BAD_HISTORY for an invalid span; the message begins with `what`: `History of SPY` */
export function requirePastSpan(what: string, span: PastSpan): void {
  if (!isSpan(span)) throw badHistory(`${what} was asked for ${JSON.stringify(span)}. ${SPANS} or { start, end }.`);
  if ('bars' in span) {
    if (Number.isInteger(span.bars) && span.bars >= 0) return;
    throw badHistory(`${what} was asked for ${span.bars} bars. Ask for a whole number of bars.`);
  }
  if (isDuration(span)) {
    const milliseconds = durationMilliseconds(span);
    if (Number.isFinite(milliseconds) && milliseconds >= 0) return;
    throw badHistory(`${what} was asked for ${durationText(span)}. Ask for a duration such as { days: 30 }.`);
  }
  if (Number.isFinite(span.start) && Number.isFinite(span.end)) return;
  throw badHistory(
    `${what} was asked for from ${span.start} to ${span.end}. Give both as milliseconds of a wall clock.`,
  );
}

/** Formats `{ days: NaN }`, which JSON would write as null. */
function durationText(span: Duration): string {
  const parts = Object.entries(span).map(([unit, count]) => `${unit}: ${String(count)}`);
  return `{ ${parts.join(', ')} }`;
}

/** Whether a value has the form of a span; unlike LEAN, a bare number of bars is not one. */
function isSpan(span: unknown): boolean {
  if (typeof span !== 'object' || span === null) return false;
  return 'bars' in span || isDuration(span) || ('start' in span && 'end' in span);
}

/** @throws EngineError RUN_BAD_HISTORY for an unknown row type */
export function requireHistoryType(ticker: string, type: string, known: readonly string[]): void {
  if (known.includes(type)) return;
  throw badHistory(`History of ${ticker} was asked for rows of the type "${type}". There are ${known.join(', ')}.`);
}

/** @throws EngineError RUN_BAD_TICKER if a security is not named by a ticker */
export function requireTicker(ticker: unknown): void {
  if (typeof ticker === 'string' && ticker.trim() !== '') return;
  throw new EngineError(
    RUNTIME_ERRORS.BAD_TICKER,
    `A security was named ${JSON.stringify(ticker) ?? 'undefined'}. Give its ticker as a string, for example 'IBM'.`,
  );
}

/** @throws EngineError RUN_BAD_RESOLUTION for an unknown resolution */
export function requireResolution(ticker: string, resolution: Resolution): void {
  if (RESOLUTIONS.includes(resolution)) return;
  const known = Object.keys(Resolution).map((name) => `Resolution.${name}`);
  throw new EngineError(
    RUNTIME_ERRORS.BAD_RESOLUTION,
    `${ticker} was added at the resolution ${JSON.stringify(resolution)}. Use one of ${known.join(', ')}.`,
    { data: { ticker, resolution } },
  );
}

function badHistory(message: string): EngineError {
  return new EngineError(RUNTIME_ERRORS.BAD_HISTORY, message);
}
