import { describe, expect, it } from 'vitest';
import { TradeBar } from '../../model/bars.ts';
import { Resolution } from '../../model/resolution.ts';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { Calendar } from './calendar.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';
import { at, collect, figures, QQQ, SPY, trade, tradeOf } from './spec-support.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

describe('TradeBarConsolidator by period', () => {
  it('emits a bar with the first row of the next one', () => {
    const consolidator = new TradeBarConsolidator({ period: 3 * MINUTE });
    const bars = collect(consolidator);
    consolidator.update(tradeOf(at(10, 0), [10, 100, 5, 50, 75]));
    consolidator.update(tradeOf(at(10, 1), [50, 123, 35, 75, 100]));
    consolidator.update(tradeOf(at(10, 2), [75, 100, 1, 83, 125]));
    expect(bars).toEqual([]);
    consolidator.update(tradeOf(at(10, 3), [90, 91, 89, 90, 10]));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(10, 3), 10, 123, 1, 83, 300]]);
    expect(figures(consolidator.workingBar)).toEqual([at(10, 3), at(10, 6), 90, 91, 89, 90, 10]);
    expect(consolidator.consolidated).toBe(bars[0]);
  });

  it('keeps starts on the grid of the period over gaps', () => {
    const consolidator = new TradeBarConsolidator({ period: MINUTE });
    const bars = collect(consolidator);
    for (const minute of [0, 1, 2, 5, 8, 9]) consolidator.update(trade(at(10, minute), minute));
    expect(bars.map(({ time }) => time)).toEqual([0, 1, 2, 5, 8].map((minute) => at(10, minute)));
    const odd = new TradeBarConsolidator({ period: 5 * MINUTE });
    odd.update(trade(at(10, 3), 1));
    expect(odd.workingBar?.time).toBe(at(10, 0));
  });

  it('closes a bar by a scan, once, and not before its end', () => {
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const bars = collect(consolidator);
    expect(consolidator.nextScanTime).toBe(Infinity);
    consolidator.scan(at(9));
    consolidator.update(trade(at(9, 30), 5));
    expect(consolidator.nextScanTime).toBe(at(10));
    consolidator.scan(at(9, 59));
    expect(bars).toEqual([]);
    consolidator.scan(at(10));
    consolidator.scan(at(11));
    expect(bars.map(figures)).toEqual([[at(9), at(10), 5, 5, 5, 5, 1]]);
    expect(consolidator.workingBar).toBeUndefined();
    expect(consolidator.nextScanTime).toBe(Infinity);
    consolidator.update(trade(at(10), 6));
    expect(bars).toHaveLength(1);
  });

  it('skips rows that start before the end of the last bar', () => {
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const bars = collect(consolidator);
    consolidator.update(trade(at(9, 30), 5));
    consolidator.scan(at(10));
    consolidator.update(trade(at(9, 59), 6));
    expect(consolidator.workingBar).toBeUndefined();
    consolidator.update(trade(at(10), 7));
    consolidator.scan(at(11));
    expect(bars.map(({ close }) => close)).toEqual([5, 7]);
  });

  it('builds daily bars from rows of any length within the day', () => {
    const consolidator = TradeBarConsolidator.fromResolution(Resolution.Daily);
    const bars = collect(consolidator);
    for (const [day, hour] of [
      [0, 9],
      [0, 15],
      [1, 9],
    ] as const)
      consolidator.update(trade(at(hour, 0, day), hour, HOUR));
    expect(bars.map(figures)).toEqual([[at(0), at(0, 0, 1), 9, 15, 9, 15, 2]]);
  });

  it('starts bars of more than a day with their first row', () => {
    const consolidator = new TradeBarConsolidator({ period: 2 * DAY });
    const bars = collect(consolidator);
    for (const day of [0, 1, 2]) consolidator.update(trade(at(9, 30, day), day));
    expect(bars.map(({ time, endTime, close }) => [time, endTime, close])).toEqual([[at(9, 30), at(9, 30, 2), 1]]);
  });

  it('starts a bar at a row that does not fit into the bar of the grid', () => {
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    consolidator.update(trade(at(9, 30), 5, HOUR));
    expect(consolidator.workingBar?.time).toBe(at(9, 30));
  });

  it('passes on each row when the period is 0', () => {
    const consolidator = new TradeBarConsolidator({ period: 0 });
    const bars = collect(consolidator);
    for (const price of [1, 2, 3]) consolidator.update(trade(at(10), price));
    expect(bars.map(({ close }) => close)).toEqual([1, 2, 3]);
    expect(consolidator.nextScanTime).toBe(Infinity);
  });

  it('counts from a start time', () => {
    const consolidator = new TradeBarConsolidator({ period: HOUR, startTime: 30 * MINUTE });
    consolidator.update(trade(at(9, 45), 5));
    expect(consolidator.workingBar?.time).toBe(at(9, 30));
  });

  it('rejects rows that are longer than its bars, and a second symbol', () => {
    const consolidator = new TradeBarConsolidator({ period: MINUTE });
    expect(() => consolidator.update(trade(at(9), 1, HOUR))).toThrow(
      expect.objectContaining({ descriptor: CONSOLIDATOR_ERRORS.INPUT_TOO_LONG }),
    );
    consolidator.reset();
    consolidator.update(trade(at(9), 1));
    expect(() => consolidator.update(Object.assign(new TradeBar(QQQ), trade(at(9), 1), { symbol: QQQ }))).toThrow(
      /equity\/usa\/SPY was fed with data of equity\/usa\/QQQ/,
    );
  });
});

describe('TradeBarConsolidator by count', () => {
  it('emits a bar with its last row', () => {
    const consolidator = new TradeBarConsolidator({ count: 2 });
    const bars = collect(consolidator);
    for (const minute of [0, 1, 5, 9]) consolidator.update(trade(at(10, minute), minute));
    expect(bars.map(figures)).toEqual([
      [at(10, 0), at(10, 2), 0, 1, 0, 1, 2],
      [at(10, 5), at(10, 10), 5, 9, 5, 9, 2],
    ]);
    consolidator.scan(at(23));
    expect(bars).toHaveLength(2);
  });

  it.each([0, 1])('passes on each row with a count of %i', (count) => {
    const consolidator = new TradeBarConsolidator({ count });
    const bars = collect(consolidator);
    consolidator.update(trade(at(10, 0), 5));
    consolidator.update(trade(at(10, 1), 6));
    expect(bars.map(({ close }) => close)).toEqual([5, 6]);
  });

  it('does not emit a bar that a late row would have completed', () => {
    const consolidator = new TradeBarConsolidator({ count: 1 });
    const bars = collect(consolidator);
    consolidator.update(trade(at(10, 5), 5));
    consolidator.update(trade(at(10, 4), 4));
    expect(bars.map(({ close }) => close)).toEqual([5]);
  });
});

describe('TradeBarConsolidator by count and period', () => {
  it('ends a bar by whichever comes first', () => {
    const consolidator = new TradeBarConsolidator({ count: 3, period: 3 * MINUTE });
    const bars = collect(consolidator);
    for (const minute of [0, 1, 2]) consolidator.update(trade(at(10, minute), minute));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(10, 3), 0, 2, 0, 2, 3]]);
    consolidator.update(trade(at(10, 3), 3));
    // Ends the bar of 10:03, which has only two rows including this one.
    consolidator.update(trade(at(10, 6), 6));
    expect(figures(bars[1])).toEqual([at(10, 3), at(10, 6), 3, 6, 3, 6, 2]);
    // The third row since the last full count.
    consolidator.update(trade(at(10, 8), 8));
    expect(bars[2]?.time).toBe(at(10, 8));
  });

  it('is also closed by a scan', () => {
    const consolidator = new TradeBarConsolidator({ count: 3, period: 3 * MINUTE });
    const bars = collect(consolidator);
    consolidator.update(trade(at(10, 0), 1));
    expect(consolidator.nextScanTime).toBe(at(10, 3));
    consolidator.scan(at(10, 3));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(10, 1), 1, 1, 1, 1, 1]]);
  });
});

describe('TradeBarConsolidator by calendar', () => {
  it('gives each bar the length from the calendar', () => {
    const consolidator = new TradeBarConsolidator({ calendar: Calendar.monthly });
    const bars = collect(consolidator);
    const days = [
      Date.UTC(2013, 0, 30),
      Date.UTC(2013, 0, 31),
      Date.UTC(2013, 1, 1),
      Date.UTC(2013, 1, 28),
      Date.UTC(2013, 2, 4),
    ];
    days.forEach((time, index) => consolidator.update(trade(time, index, DAY)));
    expect(bars.map(figures)).toEqual([
      [Date.UTC(2013, 0, 1), Date.UTC(2013, 1, 1), 0, 1, 0, 1, 2],
      [Date.UTC(2013, 1, 1), Date.UTC(2013, 2, 1), 2, 3, 2, 3, 2],
    ]);
    expect(consolidator.nextScanTime).toBe(Date.UTC(2013, 3, 1));
  });

  it('can be scanned again immediately when the calendar keeps the bar open beyond its end', () => {
    const start = at(0);
    const consolidator = new TradeBarConsolidator({
      calendar: (local) => ({ start: Math.min(local, start), period: HOUR }),
    });
    const bars = collect(consolidator);
    consolidator.update(trade(start, 1));
    consolidator.scan(at(1));
    consolidator.update(trade(at(1), 2));
    expect(consolidator.nextScanTime).toBe(at(2));
    consolidator.scan(at(2));
    expect(bars).toHaveLength(1);
    expect(consolidator.nextScanTime).toBe(at(2));
  });

  it('adds the first hour of US equities, which starts before the open, to the bar that contains its end', () => {
    const sessions = (local: number): { start: number; period: number } => {
      const open = at(9, 30, Math.floor((local - at(9, 30)) / DAY));
      return { start: open, period: 6.5 * HOUR };
    };
    const consolidator = new TradeBarConsolidator({ calendar: sessions });
    const bars = collect(consolidator);
    consolidator.update(trade(at(9), 1, HOUR));
    expect(figures(consolidator.workingBar)).toEqual([at(9, 30), at(16), 1, 1, 1, 1, 1]);
    consolidator.update(trade(at(15), 2, HOUR));
    consolidator.update(trade(at(9, 0, 1), 3, HOUR));
    expect(bars.map(figures)).toEqual([[at(9, 30), at(16), 1, 2, 1, 2, 2]]);
  });
});

describe('TradeBarConsolidator and its handlers', () => {
  it('lets handlers compare a bar with the previous one, and unsubscribe', () => {
    const consolidator = new TradeBarConsolidator({ count: 1 });
    const pairs: (number | undefined)[][] = [];
    const stop = consolidator.onConsolidated((bar) => pairs.push([consolidator.consolidated?.close, bar.close]));
    consolidator.update(trade(at(10, 0), 5));
    consolidator.update(trade(at(10, 1), 6));
    stop();
    stop();
    consolidator.update(trade(at(10, 2), 7));
    expect(pairs).toEqual([
      [undefined, 5],
      [5, 6],
    ]);
  });

  it('copies its input and emits bars that may be kept', () => {
    const consolidator = new TradeBarConsolidator({ period: 2 * MINUTE });
    const bars = collect(consolidator);
    const cursor = new TradeBar(SPY);
    for (const minute of [0, 1, 2, 3, 4]) consolidator.update(Object.assign(cursor, trade(at(10, minute), minute)));
    expect(bars.map(({ open, close }) => [open, close])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('starts over after a reset', () => {
    const consolidator = new TradeBarConsolidator({ count: 2, period: HOUR });
    const bars = collect(consolidator);
    consolidator.update(trade(at(10, 5), 5));
    consolidator.reset();
    expect(consolidator).toMatchObject({ workingBar: undefined, consolidated: undefined, nextScanTime: Infinity });
    consolidator.update(trade(at(10, 0), 6));
    consolidator.update(trade(at(10, 1), 7));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(11, 0), 6, 7, 6, 7, 2]]);
  });
});
