import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../model/clock.ts';
import type { RowCursor, RowLimits } from './row-cursor.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';
import { Synchronizer } from './synchronizer.ts';

/** A cursor over instants; each row contains its index. */
class Instants implements RowCursor {
  emit: number;
  private place = 0;
  private readonly times: readonly number[];

  constructor(times: readonly number[]) {
    this.times = times;
    this.emit = times[0] ?? Infinity;
  }

  moveNext(): void {
    this.emit = this.times[++this.place] ?? Infinity;
  }

  write(rows: Float64Array, base: number, subscription: number): void {
    rows[base + Row.Emit] = this.emit;
    rows[base + Row.Subscription] = subscription;
    rows[base + Row.Value] = this.place;
  }

  take(rows: Float64Array, base: number, { until, room, subscription }: RowLimits): number {
    let count = 0;
    for (; count < room && this.emit <= until; count++) {
      this.write(rows, base + count * ROW_STRIDE, subscription);
      this.moveNext();
    }
    return count;
  }

  eventOf(): never {
    throw new Error('There are no events.');
  }
}

interface Series {
  readonly index: number;
  readonly rank: string;
  readonly times: readonly number[];
}

type Told = readonly [instant: number, rows: readonly string[]];

/** The rows of the current instant: `subscription:index` each. */
function present({ rows, order, from, to }: Synchronizer): string[] {
  return Array.from(order.subarray(from, to), (base) => `${rows[base + Row.Subscription]}:${rows[base + Row.Value]}`);
}

function told(synchronizer: Synchronizer): Told[] {
  const steps: Told[] = [];
  for (let instant = synchronizer.next(-Infinity); instant !== Infinity; instant = synchronizer.next(-Infinity))
    steps.push([instant, present(synchronizer)]);
  return steps;
}

function synchronizerOf(series: readonly Series[], windowRows?: number): Synchronizer {
  const synchronizer = new Synchronizer(windowRows);
  for (const { index, rank, times } of series) synchronizer.add(new Instants(times), index, rank);
  return synchronizer;
}

/** The reference: all rows sorted by instant, then by rank, then by order of addition. */
function sortedMerge(series: readonly Series[]): Told[] {
  const byInstant = new Map<number, string[]>();
  const ranked = series.map((one, joined) => ({ ...one, joined }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.joined - b.joined));
  for (const { index, times } of ranked)
    times.forEach((time, place) => byInstant.set(time, [...(byInstant.get(time) ?? []), `${index}:${place}`]));
  return [...byInstant].sort(([a], [b]) => a - b);
}

const ascending = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 })
  .map((times) => times.sort((a, b) => a - b));
const someSeries = fc
  .array(fc.record({ rank: fc.constantFrom('a', 'b', 'c'), times: ascending }), { maxLength: 6 })
  .map((all) => all.map((one, index) => ({ ...one, index })));
const someWindow = fc.constantFrom(undefined, 1, 2, 3, 7, 64, 5_000);

describe('the synchronizer', () => {
  it('moves to each instant once, with the rows known by then in the order of the subscriptions', () => {
    const synchronizer = synchronizerOf([
      { index: 0, rank: 'b', times: [10, 20, 20] },
      { index: 1, rank: 'a', times: [20, 30] },
    ]);
    expect(told(synchronizer)).toEqual([
      [10, ['0:0']],
      [20, ['1:0', '0:1', '0:2']],
      [30, ['1:1']],
    ]);
  });

  it('equals a sort of all rows for every window', () => {
    fc.assert(
      fc.property(someSeries, someWindow, (series, windowRows) => {
        expect(told(synchronizerOf(series, windowRows))).toEqual(sortedMerge(series));
      }),
    );
  });

  it('returns the next instant before it moves there', () => {
    fc.assert(
      fc.property(someSeries, someWindow, (series, windowRows) => {
        const synchronizer = synchronizerOf(series, windowRows);
        for (let instant = 0; instant !== Infinity;) {
          const expected = synchronizer.peek();
          instant = synchronizer.next(-Infinity);
          expect(expected).toBe(instant);
        }
      }),
    );
  });

  it('moves a clock in the same way', () => {
    fc.assert(
      fc.property(someSeries, someWindow, (series, windowRows) => {
        const synchronizer = synchronizerOf(series, windowRows);
        const clock = new Clock();
        clock.utc = -Infinity;
        const steps: Told[] = [];
        while (synchronizer.advance(clock)) {
          clock.utc = synchronizer.instant;
          steps.push([synchronizer.instant, present(synchronizer)]);
        }
        expect(steps).toEqual(sortedMerge(series));
      }),
    );
  });

  it('never goes back: rows that were known earlier belong to the current instant', () => {
    fc.assert(
      fc.property(someSeries, someWindow, fc.integer({ min: 0, max: 60 }), (series, windowRows, floor) => {
        const synchronizer = synchronizerOf(series, windowRows);
        const instant = synchronizer.next(floor);
        const times = series.flatMap((one) => one.times);
        const earliest = Math.min(...times);
        expect(instant).toBe(earliest === Infinity ? Infinity : Math.max(floor, earliest));
        const known = series.flatMap((one) =>
          one.times.flatMap((time, place) =>
            time <= instant && instant !== Infinity ? [`${one.index}:${place}`] : [],
          ),
        );
        expect(present(synchronizer).sort()).toEqual(known.sort());
        expect(told(synchronizer)).toEqual(sortedMerge(series).filter(([time]) => time > instant));
      }),
    );
  });

  it('delivers only rows that are known by now, and returns whether there were any', () => {
    fc.assert(
      fc.property(someSeries, someWindow, fc.integer({ min: 0, max: 60 }), (series, windowRows, now) => {
        const synchronizer = synchronizerOf(series, windowRows);
        const known = sortedMerge(series).filter(([time]) => time <= now);
        expect(synchronizer.takeUntilNow(now)).toBe(known.length > 0);
        expect(present(synchronizer).sort()).toEqual(known.flatMap(([, rows]) => rows).sort());
        expect(told(synchronizer)).toEqual(sortedMerge(series).filter(([time]) => time > now));
      }),
    );
  });

  it('keeps rows until they are delivered, for every window', () => {
    fc.assert(
      fc.property(someSeries, someWindow, (series, windowRows) => {
        const synchronizer = new Synchronizer(windowRows);
        const cursors = series.map(({ times }) => new Instants(times));
        series.forEach(({ index, rank }, place) => synchronizer.add(cursors[place], index, rank));
        for (let instant = synchronizer.next(-Infinity); instant !== Infinity; instant = synchronizer.next(-Infinity)) {
          const isOpen = series.map(
            ({ index }, place) => cursors[place].emit !== Infinity || synchronizer.holds(index),
          );
          expect(isOpen).toEqual(series.map(({ times }) => times.some((time) => time > instant)));
        }
      }),
    );
  });

  it('is unstarted until rows are requested', () => {
    const synchronizer = synchronizerOf([{ index: 0, rank: 'a', times: [5] }]);
    expect(synchronizer.isUntouched).toBe(true);
    synchronizer.next(-Infinity);
    expect(synchronizer.isUntouched).toBe(false);
  });

  it('keeps fractions of instants', () => {
    const times = [1_383_226_200_000, 1_383_226_200_000.25, 1_383_226_200_000.5];
    expect(told(synchronizerOf([{ index: 0, rank: 'a', times }])).map(([instant]) => instant)).toEqual(times);
  });

  it('accepts any number of rows at one instant', () => {
    const times = new Array<number>(10_000).fill(1);
    const synchronizer = synchronizerOf([{ index: 0, rank: 'a', times }], 1);
    expect(synchronizer.next(-Infinity)).toBe(1);
    expect(present(synchronizer)).toEqual(times.map((_, place) => `0:${place}`));
    expect(synchronizer.next(-Infinity)).toBe(Infinity);
  });
});

describe('added and removed subscriptions', () => {
  const change = fc.record({
    after: fc.integer({ min: 0, max: 12 }),
    rank: fc.constantFrom('a', 'b', 'c'),
    gaps: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 20 }),
    leaves: fc.boolean(),
  });

  it('equal a merge without windows', () => {
    fc.assert(
      fc.property(someSeries, someWindow, fc.array(change, { maxLength: 4 }), (series, windowRows, changes) => {
        const synchronizer = synchronizerOf(series, windowRows);
        const reference = new NaiveMerge(series);
        let steps = 0;
        let nextIndex = series.length;
        for (let instant = 0; instant !== Infinity; steps++) {
          instant = synchronizer.next(-Infinity);
          expect([instant, present(synchronizer)]).toEqual(reference.next());
          if (instant === Infinity) break;
          for (const { rank, gaps, leaves } of changes.filter(({ after }) => after === steps)) {
            if (leaves) {
              const index = gaps.length % nextIndex || 0;
              synchronizer.remove(index);
              reference.remove(index);
            } else {
              // an added subscription begins after the current instant
              let time = instant + 1;
              const times = gaps.map((gap) => (time += gap));
              synchronizer.add(new Instants(times), nextIndex, rank);
              reference.add({ index: nextIndex++, rank, times });
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('drop pending rows of a removed subscription', () => {
    const synchronizer = synchronizerOf(
      [
        { index: 0, rank: 'a', times: [1, 2, 3] },
        { index: 1, rank: 'b', times: [1, 2, 4] },
      ],
      100,
    );
    synchronizer.next(-Infinity);
    synchronizer.remove(0);
    expect(told(synchronizer)).toEqual([
      [2, ['1:1']],
      [4, ['1:2']],
    ]);
  });
});

/** Checks the head of every series at each step. */
class NaiveMerge {
  private members: { index: number; rank: string; left: [number, number][] }[] = [];

  constructor(series: readonly Series[]) {
    for (const one of series) this.add(one);
  }

  add({ index, rank, times }: Series): void {
    this.members.push({ index, rank, left: times.map((time, place) => [time, place]) });
    this.members.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  }

  remove(index: number): void {
    this.members = this.members.filter((member) => member.index !== index);
  }

  next(): Told {
    const instant = Math.min(...this.members.map(({ left }) => left[0]?.[0] ?? Infinity));
    const rows: string[] = [];
    for (const { index, left } of this.members)
      while (left.length > 0 && left[0][0] <= instant) rows.push(`${index}:${left.shift()![1]}`);
    return [instant, rows];
  }
}
