import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { Calendar } from './calendar.ts';
import { BarSchedule } from './consolidation-period.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';
import { at } from './spec-support.ts';

describe('BarSchedule', () => {
  it('rounds down to periods of up to a day, and does not round to longer ones', () => {
    expect(new BarSchedule({ period: 15 * MINUTE }).startOf(at(9, 44))).toBe(at(9, 30));
    expect(new BarSchedule({ period: DAY }).startOf(at(9, 44))).toBe(at(0));
    expect(new BarSchedule({ period: 2 * DAY }).startOf(at(9, 44))).toBe(at(9, 44));
  });

  it('counts periods from the year 1, also when they do not divide a day, such as 7 hours', () => {
    const start = new BarSchedule({ period: 7 * HOUR }).startOf(at(9));
    expect((start + 62_135_596_800_000) % (7 * HOUR)).toBe(0);
    expect(at(9) - start).toBeLessThan(7 * HOUR);
  });

  it('counts from a time of day, and weeks from that time on the first of the month', () => {
    const hours = new BarSchedule({ period: HOUR, startTime: 30 * MINUTE });
    expect(hours.startOf(at(9, 20))).toBe(at(8, 30));
    expect(hours.startOf(at(0, 10))).toBe(at(23, 30, -1));
    const weeks = new BarSchedule({ period: 7 * DAY, startTime: 9 * HOUR });
    expect(weeks.startOf(at(12))).toBe(Date.UTC(2013, 9, 1, 9));
    expect(weeks.startOf(at(12, 0, 2))).toBe(Date.UTC(2013, 9, 8, 9));
  });

  it('does not round when rows are counted', () => {
    expect(new BarSchedule({ count: 3, period: HOUR }).startOf(at(9, 20))).toBe(at(9, 20));
    expect(new BarSchedule({ count: 3 })).toMatchObject({ count: 3, period: NaN, checksInput: false });
  });

  it('takes the length of a calendar when a bar begins', () => {
    const schedule = new BarSchedule({ calendar: Calendar.weekly });
    expect(schedule.period).toBe(1000);
    expect(schedule.startOf(at(12, 0, 3))).toBe(at(0));
    schedule.beginBar();
    expect(schedule.period).toBe(7 * DAY);
  });

  it.each([
    [{}, /no rule/],
    [{ count: 1.5 }, /1.5 rows/],
    [{ period: -1 }, /-1 milliseconds/],
    [{ period: NaN }, /NaN milliseconds/],
    [{ calendar: (local: number) => ({ start: local + 1, period: 1 }) }, /after the moment/],
  ])('rejects %o', (options, message) => {
    expect(() => new BarSchedule(options)).toThrow(message);
    expect(() => new BarSchedule(options)).toThrow(
      expect.objectContaining({ descriptor: CONSOLIDATOR_ERRORS.INVALID_ARGUMENT }),
    );
  });
});
