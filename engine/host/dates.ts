import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';

/** Parses yyyy-mm-dd to a wall-clock midnight. @throws EngineError for a date that does not exist */
export function parseDate(text: string, shown: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match !== null) {
    const [year, month, day] = match.slice(1).map(Number);
    const date = Date.UTC(year, month - 1, day);
    if (dateText(date) === text && year >= 1900) return date;
  }
  throw new EngineError(
    HOST_ERRORS.BAD_DATE,
    `${shown} is "${text}", which is not a date. Write it as yyyy-mm-dd, for example 2005-01-31.`,
    { data: { value: text } },
  );
}

/** Formats a wall-clock time as yyyy-mm-dd. */
export function dateText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
