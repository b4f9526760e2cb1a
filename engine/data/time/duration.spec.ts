import { describe, expect, it } from 'vitest';
import { durationMilliseconds, isDuration } from './duration.ts';

describe('a duration', () => {
  it.each([
    [{ minutes: 5 }, 300_000],
    [{ days: 30 }, 30 * 86_400_000],
    [{ weeks: 1, hours: -1 }, 7 * 86_400_000 - 3_600_000],
    [{ seconds: 1, milliseconds: 500 }, 1_500],
  ])('%j has %d milliseconds', (duration, expected) => {
    expect(isDuration(duration)).toBe(true);
    expect(durationMilliseconds(duration)).toBe(expected);
  });

  it('may be a Temporal.Duration without years and months', () => {
    // the properties of a Temporal.Duration of 90 minutes
    const temporal = { years: 0, months: 0, weeks: 0, days: 0, hours: 1, minutes: 30, seconds: 0, milliseconds: 0 };
    expect(durationMilliseconds(temporal)).toBe(5_400_000);
    expect(durationMilliseconds({ ...temporal, months: 1 } as never)).toBeNaN();
  });

  it('is no number, text or other object', () => {
    for (const value of [5, '5m', null, undefined, {}, { bars: 3 }]) expect(isDuration(value)).toBe(false);
    expect(durationMilliseconds({ minutes: '5' } as never)).toBeNaN();
  });
});
