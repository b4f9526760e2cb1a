import { describe, expect, it } from 'vitest';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { at, clock, pieces, quoteColumns, tradeColumns } from '../../testkit/memory-columns.ts';
import { SourceRows } from './source-rows.ts';
import { feedRequest, FOREX, US_EQUITY } from '../../testkit/feed-rows.ts';
import type { FeedWish } from '../../testkit/feed-rows.ts';

type Read = readonly [start: string, end: string, price: number];

/** Reads everything one row at a time. */
function read(wish: FeedWish): Read[] {
  const rows = new SourceRows(feedRequest(wish));
  const all: Read[] = [];
  for (rows.read(); rows.hasRow; rows.read())
    all.push([clock(rows.start), clock(rows.end), rows.chunk!.values[3][rows.index]]);
  return all;
}

const MINUTES = ['10:00', '10:01', '10:02', '10:05', '10:06'].map((time) => at(`2024-03-04 ${time}`));
const COLUMNS = tradeColumns(MINUTES.map((time, place) => [time, place]));
const MORNING = { resolution: Resolution.Minute, start: '2024-03-04 09:30', end: '2024-03-04 12:00' } as const;

describe('the rows of a source', () => {
  it('are read across file boundaries, including empty files', () => {
    const [first, second] = pieces(COLUMNS, 3);
    const empty = tradeColumns([]);
    const prices = read({ ...MORNING, chunks: [empty, first, empty, empty, second, empty] }).map(
      ([, , price]) => price,
    );
    expect(prices).toEqual([0, 1, 2, 3, 4]);
  });

  it('are empty without a file', () => {
    expect(read({ ...MORNING, chunks: [] })).toEqual([]);
  });

  it('are read once when a file begins with the last row of the file before', () => {
    const again = tradeColumns([
      [MINUTES[3], 30],
      [MINUTES[4], 40],
      [at('2024-03-04 10:07'), 50],
    ]);
    expect(read({ ...MORNING, chunks: [COLUMNS, again] }).map(([, , price]) => price)).toEqual([0, 1, 2, 3, 4, 50]);
  });

  it('that were read in bulk are skipped', () => {
    const rows = new SourceRows(feedRequest({ ...MORNING, chunks: pieces(COLUMNS, 3) }));
    rows.read();
    rows.skip(2, MINUTES[1]);
    expect([clock(rows.start), rows.index]).toEqual(['2024-03-04 10:02', 2]);
    rows.skip(1, MINUTES[2]);
    expect([clock(rows.start), rows.index]).toEqual(['2024-03-04 10:05', 0]);
    rows.skip(2, MINUTES[4]);
    expect(rows.hasRow).toBe(false);
  });

  it('end with the request, even if the files contain later rows', () => {
    expect(read({ ...MORNING, end: '2024-03-04 10:02', chunks: [COLUMNS] }).map(([start]) => start)).toEqual([
      '2024-03-04 10:00',
      '2024-03-04 10:01',
      '2024-03-04 10:02',
    ]);
  });
});

describe('daily rows', () => {
  const days = (...dates: string[]): FeedWish => ({
    resolution: Resolution.Daily,
    start: '2024-07-01',
    end: '2024-07-12',
    chunks: [tradeColumns(dates.map((date, place) => [at(date), place]))],
  });

  it('last from the open to the close of their session, also for short sessions', () => {
    expect(read(days('2024-07-02', '2024-07-03', '2024-07-05'))).toEqual([
      ['2024-07-02 09:30', '2024-07-02 16:00', 0],
      ['2024-07-03 09:30', '2024-07-03 13:00', 1],
      ['2024-07-05 09:30', '2024-07-05 16:00', 2],
    ]);
  });

  it('of days without a session are dropped', () => {
    // a holiday and a Saturday
    expect(read(days('2024-07-04', '2024-07-05', '2024-07-06')).map(([start]) => start)).toEqual(['2024-07-05 09:30']);
  });

  it('are dropped when their session ended before the start', () => {
    const wish = { ...days('2024-07-02', '2024-07-03', '2024-07-05'), start: '2024-07-03 14:00' };
    expect(read(wish).map(([start]) => start)).toEqual(['2024-07-05 09:30']);
  });

  it('last from midnight to midnight of the data zone without strict end times', () => {
    // midnight in London is seven in the evening in New York, in summer eight
    const chunks = [tradeColumns([at('2024-03-08'), at('2024-03-11')].map((time, place) => [time, place]))];
    const wish = { resolution: Resolution.Daily, entry: FOREX, strictEndTimes: false, chunks };
    expect(read({ ...wish, start: '2024-03-07', end: '2024-03-12' })).toEqual([
      ['2024-03-07 19:00', '2024-03-08 19:00', 0],
      ['2024-03-10 20:00', '2024-03-11 20:00', 1],
    ]);
  });
});

describe('the clock', () => {
  it('of the data is converted to the exchange by the difference of both zones', () => {
    const request = (entry: typeof FOREX): SourceRows => new SourceRows(feedRequest({ ...MORNING, entry, chunks: [] }));
    expect(request(US_EQUITY).shiftAt(at('2024-03-04'))).toBe(0);
    expect(request(FOREX).shiftAt(at('2024-03-04'))).toBe(-5 * 3_600_000);
    expect(request(FOREX).shiftAt(at('2024-03-11'))).toBe(-4 * 3_600_000);
  });
});

describe('quotes', () => {
  it('do not modify the columns of their file', () => {
    const columns = quoteColumns([
      [MINUTES[0], 1, 2],
      [MINUTES[1], NaN, 3],
    ]);
    const prices = read({ ...MORNING, chunks: [columns], config: { tickType: TickType.Quote } });
    expect(prices.map(([, , bid]) => bid)).toEqual([1, 1]);
    expect(columns.values[3]).toEqual(Float64Array.of(1, NaN));
  });
});
