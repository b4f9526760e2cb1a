import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointInTimeSeries } from '../data/point-in-time-series.ts';
import { Resolution } from '../model/resolution.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import { SeriesBook } from './series-book.ts';

type Row = readonly [value: number, asOf: number, publishedAt: number];

function series(rows: readonly Row[], name = 'x'): PointInTimeSeries {
  return new PointInTimeSeries(name, {
    value: Float64Array.from(rows, ([value]) => value),
    asOf: Float64Array.from(rows, ([, asOf]) => asOf),
    publishedAt: Float64Array.from(rows, ([, , publishedAt]) => publishedAt),
  });
}

describe('series of a run', () => {
  it('show the latest published value, revisions from their publication on', () => {
    const now = { utc: 0 };
    // the revision of the first period comes out after the second period's first value
    const book = new SeriesBook(now, [
      series([
        [1, 10, 20],
        [2, 11, 30],
        [1.5, 10, 40],
        [2.5, 11, 40],
      ]),
    ]);
    const seen = [0, 19, 20, 30, 39, 40, 25].map((utc) => {
      now.utc = utc;
      return book.value('x');
    });
    expect(seen).toEqual([NaN, NaN, 1, 2, 2, 2.5, 1]);
    now.utc = 39;
    expect(book.history('x', 5).map(({ value }) => value)).toEqual([1, 2]);
    now.utc = 40;
    expect(book.history('x', 5).map(({ value }) => value)).toEqual([1.5, 2.5]);
    expect(book.history('x', 1)).toEqual([{ value: 2.5, asOf: 11, publishedAt: 40 }]);
    now.utc = 0;
    expect([book.has('x'), book.get('x')]).toEqual([false, undefined]);
  });

  it('never show later publications, for any rows and any order of reads', () => {
    const rows = fc.array(fc.tuple(fc.double({ noNaN: true, min: -9, max: 9 }), fc.nat(50), fc.nat(50)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, fc.array(fc.nat(60), { maxLength: 20 }), (unsorted, times) => {
        const sorted = unsorted.toSorted((a, b) => a[2] - b[2]);
        const now = { utc: -Infinity };
        const book = new SeriesBook(now, [series(sorted)]);
        for (const utc of times) {
          now.utc = utc;
          const known = sorted.filter(([, , publishedAt]) => publishedAt <= utc);
          const newest = Math.max(...known.map(([, asOf]) => asOf));
          expect(book.get('x')?.value).toBe(known.findLast(([, asOf]) => asOf === newest)?.[0]);
        }
      }),
    );
  });

  it.each<[string, Partial<Record<'value' | 'asOf' | 'publishedAt', number[]>>]>([
    ['has 1 values, 2 as-of', { value: [1] }],
    ['has row 2, published', { publishedAt: [2, 1] }],
    ['an invalid value or time in row 1', { value: [NaN, 1] }],
    ['an invalid value or time in row 2', { asOf: [1, 1e300] }],
  ])('are refused when one %s', (message, change) => {
    const columns = { value: [1, 2], asOf: [1, 2], publishedAt: [1, 2], ...change };
    const made = Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, Float64Array.from(list)]));
    expect(() => new PointInTimeSeries('x', made as never)).toThrow(message);
  });

  it('are part of slices, and an unknown name is a fault', async () => {
    const minutes = starts('2024-03-04 09:30', '2024-03-04 09:34', 60_000);
    const market = new MemoryMarket({
      series: [
        {
          ticker: 'SPY',
          resolution: Resolution.Minute,
          rows: tradeColumns(minutes.map((time) => [time, 100])),
        },
      ],
    });
    const utc = (text: string): number => Date.parse(`2024-03-04T${text}:00-05:00`);
    const seen: unknown[] = [];
    const fault = runScript(
      market,
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute),
        onData(algorithm, slice) {
          seen.push([clock(algorithm.time).slice(11), slice.series.value('vix'), algorithm.series.names]);
          if (seen.length === 4) algorithm.series.value('vxi');
        },
      },
      {
        start: '2024-03-04',
        end: '2024-03-04',
        series: [
          series(
            [
              [12, utc('09:00'), utc('09:31')],
              [13, utc('09:30'), utc('09:33')],
            ],
            'vix',
          ),
        ],
      },
    );
    await expect(fault).rejects.toThrow('The run has no series "vxi"; it has vix.');
    expect(seen).toEqual([
      ['09:31', 12, ['vix']],
      ['09:32', 12, ['vix']],
      ['09:33', 13, ['vix']],
      ['09:34', 13, ['vix']],
    ]);
  });
});
