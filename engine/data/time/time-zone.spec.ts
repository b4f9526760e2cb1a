import { describe, expect, it } from 'vitest';
import { EngineError } from '../../model/engine-error.ts';
import { DAY, HOUR, MINUTE } from './calendar-math.ts';
import { convertLocal, NEW_YORK, TimeZone } from './time-zone.ts';

const newYork = TimeZone.of(NEW_YORK);

describe('TimeZone', () => {
  it('returns one object per name, ignoring case', () => {
    expect(TimeZone.of(NEW_YORK)).toBe(newYork);
    expect(TimeZone.of('america/new_york')).toBe(newYork);
    expect(TimeZone.of('utc')).toBe(TimeZone.UTC);
    expect(String(newYork)).toBe('America/New_York');
  });

  it('rejects an unknown time zone', () => {
    expect(() => TimeZone.of('America/Gotham')).toThrowError(EngineError);
    expect(() => TimeZone.of('America/Gotham')).toThrowError(/no time zone named "America\/Gotham"/);
    expect(() => TimeZone.of('')).toThrowError(EngineError);
  });

  it('knows UTC and fixed offsets', () => {
    expect(TimeZone.UTC.toLocal(1234.5)).toBe(1234.5);
    expect(TimeZone.UTC.toUtc(1234.5)).toBe(1234.5);
    expect(TimeZone.of('UTC-05').toLocal(Date.UTC(2020, 6, 1, 12))).toBe(Date.UTC(2020, 6, 1, 7));
    expect(TimeZone.of('UTC+05:30').toUtc(Date.UTC(2020, 6, 1, 12))).toBe(Date.UTC(2020, 6, 1, 6, 30));
  });

  it.each([
    NEW_YORK,
    'America/Chicago',
    'Europe/London',
    'Asia/Hong_Kong',
    'Australia/Sydney',
    'Asia/Kolkata',
    'America/Los_Angeles',
  ])('agrees with Intl on %s from 1970 to 2049', (name) => {
    const zone = TimeZone.of(name);
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    const faults: number[] = [];
    for (let utc = 0; utc < Date.UTC(2050, 0, 1); utc += 13 * DAY + 7 * HOUR + 11 * MINUTE) {
      if (zone.toLocal(utc) !== utc + offsetIn(format.format(utc))) faults.push(utc);
    }
    expect(faults).toEqual([]);
  });

  it('changes the offset at the moment of a transition, forward and back', () => {
    const spring = Date.UTC(2014, 2, 9, 7);
    expect(newYork.toLocal(spring - 1)).toBe(Date.UTC(2014, 2, 9, 2) - 1);
    expect(newYork.toLocal(spring)).toBe(Date.UTC(2014, 2, 9, 3));
    const autumn = Date.UTC(2014, 10, 2, 6);
    expect(newYork.toLocal(autumn - 1)).toBe(Date.UTC(2014, 10, 2, 2) - 1);
    expect(newYork.toLocal(autumn)).toBe(Date.UTC(2014, 10, 2, 1));
  });

  it('maps a skipped wall-clock time to the moment of the transition', () => {
    const change = Date.UTC(2014, 2, 9, 7);
    expect(newYork.toUtc(Date.UTC(2014, 2, 9, 1, 59))).toBe(change - MINUTE);
    expect(newYork.toUtc(Date.UTC(2014, 2, 9, 2))).toBe(change);
    expect(newYork.toUtc(Date.UTC(2014, 2, 9, 2, 30))).toBe(change);
    expect(newYork.toUtc(Date.UTC(2014, 2, 9, 3))).toBe(change);
    expect(newYork.toUtc(Date.UTC(2014, 2, 9, 3, 1))).toBe(change + MINUTE);
  });

  it('maps a wall-clock time that occurs twice to the later moment', () => {
    expect(newYork.toUtc(Date.UTC(2014, 10, 2, 0, 59))).toBe(Date.UTC(2014, 10, 2, 4, 59));
    expect(newYork.toUtc(Date.UTC(2014, 10, 2, 1))).toBe(Date.UTC(2014, 10, 2, 6));
    expect(newYork.toUtc(Date.UTC(2014, 10, 2, 1, 59))).toBe(Date.UTC(2014, 10, 2, 6, 59));
    expect(newYork.toUtc(Date.UTC(2014, 10, 2, 2))).toBe(Date.UTC(2014, 10, 2, 7));
  });

  it('gives the same results in any order of calls', () => {
    const locals: number[] = [];
    for (let local = Date.UTC(2013, 0, 1); local < Date.UTC(2015, 0, 1); local += 5 * HOUR + 17 * MINUTE)
      locals.push(local);
    const forward = locals.map((local) => newYork.toUtc(local));
    const mixed = locals.map((_, i) => {
      const index = (i * 7919) % locals.length;
      return { index, utc: newYork.toUtc(locals[index]) };
    });
    for (const { index, utc } of mixed) expect(utc).toBe(forward[index]);
    expect(forward.map((utc) => newYork.toLocal(utc)).filter((local, i) => local !== locals[i]).length).toBeLessThan(3);
  });

  it('keeps fractions of a millisecond', () => {
    expect(newYork.toUtc(Date.UTC(2013, 9, 7, 9, 30) + 0.25)).toBe(Date.UTC(2013, 9, 7, 13, 30) + 0.25);
  });

  it('has a result for any time', () => {
    expect(newYork.toLocal(Date.UTC(2500, 0, 1, 5))).toBe(Date.UTC(2500, 0, 1));
    expect(newYork.toUtc(Date.UTC(2500, 0, 1))).toBe(Date.UTC(2500, 0, 1, 5));
    expect(newYork.toLocal(-Infinity)).toBe(-Infinity);
    expect(newYork.toUtc(Infinity)).toBe(Infinity);
    expect(newYork.toLocal(NaN)).toBeNaN();
  });
});

describe('convertLocal', () => {
  it('converts to the wall clock of another time zone', () => {
    expect(convertLocal(Date.UTC(2013, 9, 7, 9, 30), newYork, TimeZone.of('America/Chicago'))).toBe(
      Date.UTC(2013, 9, 7, 8, 30),
    );
    expect(convertLocal(Date.UTC(2013, 9, 7), TimeZone.UTC, newYork)).toBe(Date.UTC(2013, 9, 6, 20));
  });

  it('moves a skipped wall-clock time even within one time zone', () => {
    expect(convertLocal(Date.UTC(2014, 2, 9, 2, 30), newYork, newYork)).toBe(Date.UTC(2014, 2, 9, 3));
  });
});

function offsetIn(text: string): number {
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(text);
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return (match?.[1] === '-' ? -minutes : minutes) * MINUTE;
}
