import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataNormalizationMode, TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { at, pieces, quoteColumns, tickColumns, tradeColumns } from '../../testkit/memory-columns.ts';
import { CorporateActions } from '../corporate-actions.ts';
import { parseFactorFile } from '../formats/lean-auxiliary-files.ts';
import { corporateEvents } from './corporate-events.ts';
import { Row, ROW_STRIDE, RowFlag } from './row-layout.ts';
import { CRYPTO, feedRequest, FOREX, takeAll, US_EQUITY, walk } from '../../testkit/feed-rows.ts';
import type { FeedWish } from '../../testkit/feed-rows.ts';
import { SubscriptionCursor } from './subscription-cursor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A dividend of 2 % on the 6th, two shares for one on the 11th; the factor rows hold up to the days before. */
const ACTIONS = new CorporateActions(
  parseFactorFile('20240101,0.98,0.5,0\n20240305,0.98,0.5,50\n20240308,1,0.5,60\n20501231,1,1,0\n', 'spy.csv'),
  [],
);

function cursorOf(wish: FeedWish): SubscriptionCursor {
  return new SubscriptionCursor(feedRequest(wish));
}

function withActions(wish: Pick<FeedWish, 'resolution' | 'start' | 'end' | 'chunks' | 'config'>): FeedWish {
  const period = { from: at(wish.start), to: Math.floor(at(wish.end) / DAY) * DAY };
  return { ...wish, actions: ACTIONS, events: corporateEvents(ACTIONS, US_EQUITY.exchangeHours, period) };
}

const DAYS = ['2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12'];
const WEEK = { resolution: Resolution.Daily, start: '2024-03-05', end: '2024-03-12 23:59:59.999' } as const;

describe('the rows of a subscription', () => {
  it('become known at the end of their bars, in the exchange zone', () => {
    const [row] = walk(
      cursorOf({
        resolution: Resolution.Minute,
        start: '2024-03-04',
        end: '2024-03-04 23:59',
        chunks: [tradeColumns([[at('2024-03-04 09:30'), 100]])],
        config: { fillForward: false },
      }),
    );
    expect(row).toMatchObject({ emit: '2024-03-04 14:31', start: '2024-03-04 09:30', end: '2024-03-04 09:31' });
  });

  it('exclude extended hours unless requested', () => {
    const times = ['03:59', '04:00', '09:29', '09:30', '15:59', '16:00', '19:59', '20:00'];
    const wish = {
      resolution: Resolution.Minute,
      start: '2024-03-04',
      end: '2024-03-04 23:59',
      chunks: [tradeColumns(times.map((time) => [at(`2024-03-04 ${time}`), 1]))],
    };
    const seen = (extendedMarketHours: boolean): string[] =>
      walk(cursorOf({ ...wish, config: { extendedMarketHours, fillForward: false } })).map(({ start }) =>
        start.slice(11),
      );
    expect(seen(false)).toEqual(['09:30', '15:59']);
    expect(seen(true)).toEqual(['04:00', '09:29', '09:30', '15:59', '16:00', '19:59']);
  });

  it('begin with the bar that ends at the start, and end with the last bar that begins by the end', () => {
    const times = ['09:59', '10:00', '10:01', '10:29', '10:30', '10:31'].map((time) => at(`2024-03-04 ${time}`));
    const rows = walk(
      cursorOf({
        resolution: Resolution.Minute,
        start: '2024-03-04 10:01',
        end: '2024-03-04 10:30',
        chunks: [tradeColumns(times.map((time) => [time, 1]))],
        config: { fillForward: false },
      }),
    );
    expect(rows.map(({ start }) => start.slice(11))).toEqual(['10:00', '10:01', '10:29', '10:30']);
  });

  it('are delivered once when the source repeats them', () => {
    const times = ['10:00', '10:01', '10:01', '10:02'].map((time) => at(`2024-03-04 ${time}`));
    const chunks = [tradeColumns(times.map((time, place) => [time, place]))];
    const wish = { resolution: Resolution.Minute, start: '2024-03-04', end: '2024-03-04 10:30', chunks };
    const rows = walk(cursorOf({ ...wish, config: { fillForward: false } }));
    expect(rows.map(({ values }) => values[3])).toEqual([0, 1, 3]);
  });

  it('are passed to the filter with the prices that the strategy would see', () => {
    const seen: unknown[] = [];
    const rows = walk(
      cursorOf({
        ...withActions({
          ...WEEK,
          chunks: [
            tradeColumns([
              [at('2024-03-05'), 100],
              [at('2024-03-06'), 90],
              [at('2024-03-12'), 70],
            ]),
          ],
          config: { fillForward: false },
        }),
        events: undefined,
        accepts: (row) => {
          seen.push({ ...row });
          return row.price !== 45;
        },
      }),
    );
    expect(rows.map(({ values }) => values[3])).toEqual([49, 70]);
    expect(seen).toEqual([
      { price: 49, time: at('2024-03-05 09:30'), endTime: at('2024-03-05 16:00') },
      { price: 45, time: at('2024-03-06 09:30'), endTime: at('2024-03-06 16:00') },
      { price: 70, time: at('2024-03-12 09:30'), endTime: at('2024-03-12 16:00') },
    ]);
  });

  it('are converted from the data zone to the exchange zone, across the start of daylight saving time', () => {
    // New York is five hours behind UTC until 2024-03-10 07:00 UTC, then four
    const times = ['2024-03-08 21:00', '2024-03-10 21:00', '2024-03-11 13:00'].map(at);
    const rows = walk(
      cursorOf({
        resolution: Resolution.Hour,
        entry: FOREX,
        start: '2024-03-08',
        end: '2024-03-11 23:59',
        chunks: [tradeColumns(times.map((time) => [time, 1]))],
        config: { fillForward: false },
      }),
    );
    expect(rows.map(({ start, emit }) => [start, emit])).toEqual([
      ['2024-03-08 16:00', '2024-03-08 22:00'],
      ['2024-03-10 17:00', '2024-03-10 22:00'],
      ['2024-03-11 09:00', '2024-03-11 14:00'],
    ]);
  });

  it('are days of 24 hours in markets that never close', () => {
    const rows = walk(
      cursorOf({
        resolution: Resolution.Daily,
        entry: CRYPTO,
        start: '2024-03-09',
        end: '2024-03-10 23:59:59.999',
        chunks: [tradeColumns([at('2024-03-09'), at('2024-03-10')].map((time) => [time, 1]))],
      }),
    );
    expect(rows.map(({ start, end, emit }) => [start, end, emit])).toEqual([
      ['2024-03-09 00:00', '2024-03-10 00:00', '2024-03-10 00:00'],
      ['2024-03-10 00:00', '2024-03-11 00:00', '2024-03-11 00:00'],
    ]);
  });
});

describe('ticks', () => {
  const rows = [
    [at('2024-03-04 09:29:59'), 1, 10],
    [at('2024-03-04 09:30'), 2, 20],
    [at('2024-03-04 09:30'), 3, 30, 1],
    [at('2024-03-04 15:59:59'), 4, 40],
    [at('2024-03-04 16:00'), 5, 50],
  ] as const;
  const wish = {
    resolution: Resolution.Tick,
    start: '2024-03-04',
    end: '2024-03-04 23:59',
    chunks: [tickColumns(rows)],
  };

  it('become known at their time, several at one instant, and are never repeated', () => {
    expect(walk(cursorOf(wish)).map(({ emit, values }) => [emit, values[0], values[1]])).toEqual([
      ['2024-03-04 14:30', 2, 20],
      ['2024-03-04 14:30', 3, 30],
      ['2024-03-04 20:59:59', 4, 40],
    ]);
  });

  it('mark suspicious ones', () => {
    const cursor = cursorOf(wish);
    const tape = new Float64Array(10 * ROW_STRIDE);
    const count = cursor.take(tape, 0, { until: at('2024-03-05'), room: 10, subscription: 7 });
    const flags = Array.from({ length: count }, (_, row) => tape[row * ROW_STRIDE + Row.Flags]);
    expect(flags).toEqual([0, RowFlag.Suspicious, 0]);
    expect(tape[Row.Subscription]).toBe(7);
  });
});

describe('prices', () => {
  const chunks = [tradeColumns(DAYS.map((day) => [at(day), 100, 1_000]))];
  const closes = (normalization: DataNormalizationMode): (readonly number[])[] =>
    walk(cursorOf({ ...withActions({ ...WEEK, chunks, config: { normalization } }), events: undefined })).map(
      ({ values }) => [values[3], values[4]],
    );

  it('are multiplied by the factor of their day, and volumes divided by it', () => {
    // 0.98 * 0.5 through the 5th, 0.5 through the 8th, 1 after it; 1000 / 0.49 = 2040.8
    expect(closes(DataNormalizationMode.Adjusted)).toEqual([
      [49, 2041],
      [50, 2000],
      [50, 2000],
      [50, 2000],
      [100, 1000],
      [100, 1000],
    ]);
  });

  it('are adjusted only for splits on request', () => {
    expect(closes(DataNormalizationMode.SplitAdjusted).map(([close]) => close)).toEqual([50, 50, 50, 50, 100, 100]);
  });

  it('include the dividends since the start in total return mode', () => {
    // one dollar, 50 - 50 * 0.98, on the 6th; volumes are divided by the split alone
    expect(closes(DataNormalizationMode.TotalReturn)).toEqual([
      [50, 2000],
      [51, 2000],
      [51, 2000],
      [51, 2000],
      [101, 1000],
      [101, 1000],
    ]);
  });

  it('of quotes and ticks include them too, but not sizes', () => {
    const wish = {
      start: '2024-03-05',
      end: '2024-03-06 23:59',
      config: { normalization: DataNormalizationMode.TotalReturn },
    };
    const quotes = walk(
      cursorOf({
        ...withActions({
          ...wish,
          resolution: Resolution.Minute,
          chunks: [quoteColumns([[at('2024-03-06 15:59'), 100, 102]])],
        }),
        events: undefined,
        config: { ...wish.config, tickType: TickType.Quote },
      }),
    );
    expect(quotes[0].values).toEqual([51, 51, 51, 51, 20, 52, 52, 52, 52, 40]);
    const ticks = walk(
      cursorOf({
        ...withActions({
          ...wish,
          resolution: Resolution.Tick,
          chunks: [tickColumns([[at('2024-03-06 10:00'), 100, 10]])],
        }),
        events: undefined,
      }),
    );
    expect(ticks[0].values.slice(0, 2)).toEqual([51, 20]);
  });

  it('are unchanged in raw mode', () => {
    expect(closes(DataNormalizationMode.Raw)).toEqual(DAYS.map(() => [100, 1_000]));
  });

  it('keep the factor of a repeated bar', () => {
    const rows = walk(
      cursorOf({ ...withActions({ ...WEEK, chunks: [tradeColumns([[at('2024-03-08'), 100]])] }), events: undefined }),
    );
    expect(rows.map(({ values }) => values[3])).toEqual([50, 50, 50]);
  });

  it('of both sides of a quote are multiplied, and sizes divided', () => {
    const [row] = walk(
      cursorOf({
        ...withActions({
          resolution: Resolution.Minute,
          start: '2024-03-05',
          end: '2024-03-05 23:59',
          chunks: [quoteColumns([[at('2024-03-05 15:59'), 100, 102]])],
          config: { tickType: TickType.Quote },
        }),
        events: undefined,
      }),
    );
    // 10 / 0.49 = 20.4, 20 / 0.49 = 40.8
    expect(row.values).toEqual([49, 49, 49, 49, 20, 49.98, 49.98, 49.98, 49.98, 41]);
  });

  it('are the same for every way of reading the rows', () => {
    const minutes = DAYS.flatMap((day) =>
      Array.from({ length: 390 }, (_, minute) => at(`${day} 09:30`) + minute * MINUTE),
    );
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        fc.record({
          room: fc.integer({ min: 1, max: 800 }),
          span: fc.constantFrom(0, 7 * MINUTE, DAY, 10 * DAY),
          piece: fc.integer({ min: 1, max: 900 }),
        }),
        fc.boolean(),
        (keeps, { room, span, piece }, fillForward) => {
          const times = minutes.filter(() => keeps.next().value > 0);
          const columns = tradeColumns(times.map((time, place) => [time, place + 1, place]));
          const wish = withActions({
            resolution: Resolution.Minute,
            start: '2024-03-05',
            end: '2024-03-12 23:59',
            chunks: [],
            config: { fillForward },
          });
          const one = walk(cursorOf({ ...wish, chunks: [columns] }));
          expect(takeAll(cursorOf({ ...wish, chunks: pieces(columns, piece) }), { room, span })).toEqual(one);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('quotes with a missing side', () => {
  const rows = [
    [at('2024-03-04 10:00'), NaN, 11],
    [at('2024-03-04 10:01'), 10, NaN],
    [at('2024-03-04 10:02'), NaN, 13],
  ] as const;
  const wish = {
    resolution: Resolution.Minute,
    start: '2024-03-04',
    end: '2024-03-04 10:03',
    config: { tickType: TickType.Quote },
  };
  const sides = (piece: number, fillForward: boolean): (readonly number[])[] =>
    walk(cursorOf({ ...wish, chunks: pieces(quoteColumns(rows), piece), config: { ...wish.config, fillForward } })).map(
      ({ values }) => [values[3], values[8]],
    );

  it('copy it from the bar before, also across file boundaries', () => {
    const expected = [
      [NaN, 11],
      [10, 11],
      [10, 13],
    ];
    for (const piece of [1, 2, 3]) expect(sides(piece, true).slice(0, 3)).toEqual(expected);
  });

  it('lack it without fill-forward', () => {
    expect(sides(3, false)).toEqual([
      [NaN, 11],
      [10, NaN],
      [NaN, 13],
    ]);
  });
});
