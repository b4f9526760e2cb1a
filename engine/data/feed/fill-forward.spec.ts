import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { at, clock, pieces, starts, tradeColumns } from '../../testkit/memory-columns.ts';
import type { MarketHoursEntry } from '../time/market-hours-database.ts';
import { FillForwardRule } from './fill-forward.ts';
import { CRYPTO, feedRequest, FOREX, newYork, takeAll, US_EQUITY, walk } from '../../testkit/feed-rows.ts';
import type { SpokenRow } from '../../testkit/feed-rows.ts';
import { SubscriptionCursor } from './subscription-cursor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Period {
  readonly name: string;
  readonly entry: MarketHoursEntry;
  readonly resolution: Resolution;
  readonly start: string;
  readonly end: string;
  /** Starts of all periods in which the market is open, wall-clock times of the data. */
  readonly open: readonly number[];
}

/** Open periods by the calendars of the exchanges, written out by hand. */
const PERIODS: readonly Period[] = [
  {
    name: 'minutes of US stocks around Thanksgiving 2023, with a holiday and an early close at 13:00',
    entry: US_EQUITY,
    resolution: Resolution.Minute,
    start: '2023-11-22',
    end: '2023-11-27 23:59:59.999',
    open: [
      ...starts('2023-11-22 09:30', '2023-11-22 16:00', MINUTE),
      ...starts('2023-11-24 09:30', '2023-11-24 13:00', MINUTE),
      ...starts('2023-11-27 09:30', '2023-11-27 16:00', MINUTE),
    ],
  },
  {
    name: 'hours of US stocks across the start of daylight saving time in 2024',
    entry: US_EQUITY,
    resolution: Resolution.Hour,
    start: '2024-03-07',
    end: '2024-03-12 23:59:59.999',
    open: ['07', '08', '11', '12'].flatMap((day) => starts(`2024-03-${day} 09:00`, `2024-03-${day} 16:00`, HOUR)),
  },
  {
    name: 'days of US stocks over Independence Day 2024',
    entry: US_EQUITY,
    resolution: Resolution.Daily,
    start: '2024-06-28',
    end: '2024-07-09 23:59:59.999',
    open: ['06-28', '07-01', '07-02', '07-03', '07-05', '07-08', '07-09'].map((day) => at(`2024-${day}`)),
  },
  {
    name: 'minutes of crypto',
    entry: CRYPTO,
    resolution: Resolution.Minute,
    start: '2024-03-09 22:00',
    end: '2024-03-10 03:59:59.999',
    open: starts('2024-03-09 22:00', '2024-03-10 04:00', MINUTE),
  },
  {
    name: 'hours of forex across a weekend and the end of daylight saving time in 2024, data in UTC',
    entry: FOREX,
    resolution: Resolution.Hour,
    start: '2024-11-01',
    end: '2024-11-04 23:59:59.999',
    // Friday 17:00 is 21:00 UTC before the change, Sunday 17:00 is 22:00 UTC after it
    open: [
      ...starts('2024-11-01 04:00', '2024-11-01 21:00', HOUR),
      ...starts('2024-11-03 22:00', '2024-11-05 05:00', HOUR),
    ],
  },
];

function cursorOf(
  { entry, resolution, start, end }: Period,
  times: readonly number[],
  piece = 1_000,
): SubscriptionCursor {
  const columns = tradeColumns(times.map((time, place) => [time, place + 1]));
  return new SubscriptionCursor(feedRequest({ resolution, entry, start, end, chunks: pieces(columns, piece) }));
}

describe('a subscription that is filled forward', () => {
  it.each(PERIODS.map((period) => [period.name, period] as const))(
    'has exactly one bar for each of the %s',
    (_, period) => {
      const { open, entry, resolution } = period;
      const utcOf = (time: number): number => entry.dataTimeZone.toUtc(time);
      // two thirds of the cases keep few rows, so that gaps are long
      const some = fc.subarray([...open], { minLength: 1 }).chain((times) => fc.subarray(times, { minLength: 1 }));
      fc.assert(
        fc.property(some, fc.integer({ min: 1, max: 50 }), (times, piece) => {
          const rows = walk(cursorOf(period, times, piece));
          const expected = open.filter((time) => time >= times[0]);
          const places = expected.map((time) => times.filter((given) => given <= time).length);
          expect(rows.map(({ values }) => values[3])).toEqual(places);
          expect(rows.map(({ isFilled }) => isFilled)).toEqual(expected.map((time) => !times.includes(time)));
          if (resolution === Resolution.Daily) return;
          expect(rows.map(({ emit }) => emit)).toEqual(
            expected.map((time) => clock(utcOf(time) + resolutionPeriod(resolution))),
          );
        }),
        { numRuns: 30 },
      );
    },
  );

  it('gives the same rows for every way of reading them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIODS),
        fc.infiniteStream(fc.boolean()),
        fc.record({
          room: fc.integer({ min: 1, max: 500 }),
          span: fc.constantFrom(0, MINUTE, 90 * MINUTE, 3 * DAY),
          piece: fc.integer({ min: 1, max: 400 }),
        }),
        (period, keeps, { room, span, piece }) => {
          const times = period.open.filter(() => keeps.next().value);
          expect(takeAll(cursorOf(period, times, piece), { room, span })).toEqual(walk(cursorOf(period, times, piece)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stamps repeated days with their own sessions, also short ones', () => {
    const rows = walk(cursorOf(PERIODS[2], [at('2024-06-28')]));
    expect(rows.map(({ start, end, emit }) => [start, end, emit])).toEqual(
      [
        ['2024-06-28 09:30', '2024-06-28 16:00'],
        ['2024-07-01 09:30', '2024-07-01 16:00'],
        ['2024-07-02 09:30', '2024-07-02 16:00'],
        ['2024-07-03 09:30', '2024-07-03 13:00'],
        ['2024-07-05 09:30', '2024-07-05 16:00'],
        ['2024-07-08 09:30', '2024-07-08 16:00'],
        ['2024-07-09 09:30', '2024-07-09 16:00'],
      ].map(([start, end]) => [start, end, newYork(end)]),
    );
  });

  it('repeats days from midnight to midnight without strict end times', () => {
    const request = feedRequest({
      resolution: Resolution.Daily,
      strictEndTimes: false,
      start: '2024-07-02',
      end: '2024-07-08 23:59:59.999',
      chunks: [tradeColumns([[at('2024-07-02'), 5]])],
    });
    expect(walk(new SubscriptionCursor(request)).map(({ start, end }) => [start, end])).toEqual([
      ['2024-07-02 00:00', '2024-07-03 00:00'],
      ['2024-07-03 00:00', '2024-07-04 00:00'],
      ['2024-07-05 00:00', '2024-07-06 00:00'],
      ['2024-07-08 00:00', '2024-07-09 00:00'],
    ]);
  });

  it('repeats nothing before the first row', () => {
    const rows = walk(cursorOf(PERIODS[0], [at('2023-11-24 11:00')]));
    expect(rows[0]).toMatchObject({ end: '2023-11-24 11:01', isFilled: false });
  });

  it('is not filled when fill-forward is off', () => {
    const times = [at('2023-11-22 10:00'), at('2023-11-24 12:00')];
    const { start, end, resolution } = PERIODS[0];
    const chunks = [tradeColumns(times.map((time) => [time, 1]))];
    const request = feedRequest({ resolution, start, end, chunks, config: { fillForward: false } });
    expect(walk(new SubscriptionCursor(request)).map((row) => row.start)).toEqual(times.map(clock));
  });

  it('is filled in extended hours when they are included', () => {
    const request = feedRequest({
      resolution: Resolution.Hour,
      start: '2024-03-04',
      end: '2024-03-05 23:59:59.999',
      chunks: [tradeColumns([[at('2024-03-04 15:00'), 7]])],
      config: { extendedMarketHours: true },
    });
    const rows = walk(new SubscriptionCursor(request)).map((row) => row.start);
    expect(rows).toEqual(
      [
        ...starts('2024-03-04 15:00', '2024-03-04 20:00', HOUR),
        ...starts('2024-03-05 04:00', '2024-03-05 20:00', HOUR),
      ].map(clock),
    );
  });
});

describe('a coarse subscription beside a finer one', () => {
  function daily(fillPeriod: number, days: readonly string[]): SpokenRow[] {
    const request = feedRequest({
      resolution: Resolution.Daily,
      start: '2024-07-02',
      end: '2024-07-05 23:59:59.999',
      chunks: [tradeColumns(days.map((day, place) => [at(day), place + 1]))],
      fillPeriod,
    });
    return walk(new SubscriptionCursor(request));
  }

  it('is filled at the finer resolution, also between its own bars', () => {
    const rows = daily(HOUR, ['2024-07-02', '2024-07-03', '2024-07-05']);
    expect(rows.map(({ emit, isFilled, values }) => [emit, isFilled, values[3]])).toEqual([
      [newYork('2024-07-02 16:00'), false, 1],
      ...['10', '11', '12'].map((hour) => [newYork(`2024-07-03 ${hour}:00`), true, 1]),
      [newYork('2024-07-03 13:00'), false, 2],
      ...['10', '11', '12', '13', '14', '15'].map((hour) => [newYork(`2024-07-05 ${hour}:00`), true, 2]),
      [newYork('2024-07-05 16:00'), false, 3],
    ]);
  });

  it('ends each session with a bar even if its own is missing', () => {
    const ends = daily(HOUR, ['2024-07-02']).map(({ emit }) => emit);
    expect(ends.findLast((end) => end.startsWith('2024-07-03'))).toBe(newYork('2024-07-03 13:00'));
    expect(ends.at(-1)).toBe(newYork('2024-07-05 16:00'));
    expect(new Set(ends).size).toBe(ends.length);
  });

  it('has one bar per minute beside minute bars', () => {
    const rows = daily(MINUTE, ['2024-07-02', '2024-07-03', '2024-07-05']);
    expect(rows.map(({ emit }) => emit)).toEqual([
      newYork('2024-07-02 16:00'),
      ...starts('2024-07-03 09:31', '2024-07-03 13:01', MINUTE).map((local) => newYork(clock(local))),
      ...starts('2024-07-05 09:31', '2024-07-05 16:01', MINUTE).map((local) => newYork(clock(local))),
    ]);
    expect(rows.filter(({ isFilled }) => !isFilled)).toHaveLength(3);
  });

  it('repeats the last of its own bars that had ended', () => {
    const request = feedRequest({
      resolution: Resolution.Hour,
      start: '2024-07-02',
      end: '2024-07-03 23:59:59.999',
      chunks: [
        tradeColumns([
          [at('2024-07-02 13:00'), 1],
          [at('2024-07-02 15:00'), 2],
          [at('2024-07-03 10:00'), 3],
        ]),
      ],
      fillPeriod: 30 * MINUTE,
    });
    const rows = walk(new SubscriptionCursor(request)).slice(0, 8);
    expect(rows.map(({ emit, start, end, values }) => [emit, start, end, values[3]])).toEqual(
      [
        ['2024-07-02 14:00', '2024-07-02 13:00', '2024-07-02 14:00', 1],
        ['2024-07-02 14:30', '2024-07-02 13:00', '2024-07-02 14:00', 1],
        ['2024-07-02 15:00', '2024-07-02 14:00', '2024-07-02 15:00', 1],
        ['2024-07-02 15:30', '2024-07-02 14:00', '2024-07-02 15:00', 1],
        ['2024-07-02 16:00', '2024-07-02 15:00', '2024-07-02 16:00', 2],
        ['2024-07-03 10:00', '2024-07-03 09:00', '2024-07-03 10:00', 2],
        ['2024-07-03 10:30', '2024-07-03 09:00', '2024-07-03 10:00', 2],
        ['2024-07-03 11:00', '2024-07-03 10:00', '2024-07-03 11:00', 3],
      ].map(([emit, start, end, price]) => [newYork(emit as string), start, end, price]),
    );
  });

  it('repeats the last bar of the previous day until the first bar of the day has ended', () => {
    const request = feedRequest({
      resolution: Resolution.Hour,
      start: '2024-07-02',
      end: '2024-07-05 23:59:59.999',
      chunks: [
        tradeColumns([
          [at('2024-07-03 12:00'), 1],
          [at('2024-07-05 09:00'), 2],
        ]),
      ],
      fillPeriod: MINUTE,
    });
    const [, first] = walk(new SubscriptionCursor(request));
    expect([first.emit, first.start, first.end]).toEqual([
      newYork('2024-07-05 09:31'),
      '2024-07-03 12:00',
      '2024-07-03 13:00',
    ]);
  });
});

describe('the rule', () => {
  const rule = new FillForwardRule({
    ...US_EQUITY,
    period: MINUTE,
    extendedMarketHours: false,
    strictEndTimes: false,
  });
  const minute = (text: string): { start: number; end: number; isFillForward: boolean; isAuxiliary: boolean } => ({
    start: at(text),
    end: at(text) + MINUTE,
    isFillForward: false,
    isAuxiliary: false,
  });

  it('adds nothing between consecutive rows, also across the night', () => {
    expect(rule.requires(minute('2024-03-04 10:00'), minute('2024-03-04 10:01'), MINUTE)).toBe(false);
    expect(rule.requires(minute('2024-03-04 15:59'), minute('2024-03-05 09:30'), MINUTE)).toBe(false);
    expect(rule.requires(minute('2024-03-08 15:59'), minute('2024-03-11 09:30'), MINUTE)).toBe(false);
  });

  it('returns the next missing minute, and after the end of a day the first minute of the next', () => {
    expect(rule.requires(minute('2024-03-04 10:00'), minute('2024-03-04 10:03'), MINUTE)).toBe(true);
    expect([clock(rule.start), clock(rule.end), clock(rule.endUtc)]).toEqual([
      '2024-03-04 10:01',
      '2024-03-04 10:02',
      '2024-03-04 15:02',
    ]);
    expect(rule.requires(minute('2024-03-08 15:59'), minute('2024-03-11 09:31'), MINUTE)).toBe(true);
    expect([clock(rule.start), clock(rule.endUtc)]).toEqual(['2024-03-11 09:30', '2024-03-11 13:31']);
  });

  it('fills up to a corporate event, and also at its time if both end together', () => {
    const midnight = at('2024-03-05');
    const event = { start: midnight, end: midnight, isFillForward: false, isAuxiliary: true };
    expect(rule.requires(minute('2024-03-04 15:58'), event, MINUTE)).toBe(true);
    expect(clock(rule.end)).toBe('2024-03-04 16:00');
    expect(rule.requires(minute('2024-03-04 15:59'), event, MINUTE)).toBe(false);
  });

  it('does not repeat a row that is earlier than its predecessor', () => {
    expect(rule.requires(minute('2024-03-04 10:05'), minute('2024-03-04 10:00'), MINUTE)).toBe(false);
  });
});
