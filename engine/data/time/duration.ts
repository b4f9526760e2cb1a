import { DAY, HOUR, MINUTE, SECOND } from './calendar-math.ts';

/**
 * A length of time by units: `{ minutes: 5 }`, `{ days: 30 }`; several units are added up. A `Temporal.Duration`
 * without years and months is a duration too. Days have 24 hours, weeks seven days.
 */
export interface Duration {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

const UNITS: Readonly<Record<keyof Duration, number>> = {
  weeks: 7 * DAY,
  days: DAY,
  hours: HOUR,
  minutes: MINUTE,
  seconds: SECOND,
  milliseconds: 1,
};

/** Whether a value is an object with one of the units of a {@link Duration}, regardless of its numbers. */
export function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && Object.keys(UNITS).some((unit) => unit in value);
}

/**
 * The milliseconds of a duration; NaN when a part is not a number, or has years or months, whose length is not fixed.
 */
export function durationMilliseconds(duration: Duration): number {
  const { years = 0, months = 0 } = duration as { readonly years?: number; readonly months?: number };
  if (years !== 0 || months !== 0) return NaN;
  let sum = 0;
  for (const [unit, length] of Object.entries(UNITS)) {
    const count: unknown = duration[unit as keyof Duration] ?? 0;
    sum += typeof count === 'number' ? count * length : NaN;
  }
  return sum;
}
