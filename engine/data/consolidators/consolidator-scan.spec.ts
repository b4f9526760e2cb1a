import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { Calendar } from './calendar.ts';
import { ConsolidatorScan } from './consolidator-scan.ts';
import { at, collect, trade } from './spec-support.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

const OFFSET = 4 * HOUR;
const zone = { toLocal: (utc: number) => utc - OFFSET, toUtc: (local: number) => local + OFFSET };

describe('ConsolidatorScan', () => {
  it('scans once per row length until there is a bar, then at its end', () => {
    const clock = { utc: zone.toUtc(at(9)) };
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const bars = collect(consolidator);
    const scan = new ConsolidatorScan(consolidator, { zone, clock, increment: MINUTE });
    scan.start();
    expect(scan.nextUtc).toBe(zone.toUtc(at(9, 1)));
    consolidator.update(trade(at(9, 0), 1));
    clock.utc = scan.nextUtc;
    scan.scan();
    expect(scan.nextUtc).toBe(zone.toUtc(at(10)));
    clock.utc = scan.nextUtc;
    scan.scan();
    expect(bars).toHaveLength(1);
    expect(scan.nextUtc).toBe(zone.toUtc(at(11)));
    clock.utc = scan.nextUtc;
    scan.scan();
    expect(scan.nextUtc).toBe(zone.toUtc(at(12)));
  });

  it('scans at intervals of at least a second when rows are ticks', () => {
    const clock = { utc: at(9) };
    const scan = new ConsolidatorScan(new TradeBarConsolidator({ count: 9 }), { zone, clock, increment: 0 });
    scan.start();
    expect(scan.nextUtc).toBe(at(9) + 1000);
    scan.start();
    expect(scan.nextUtc).toBe(at(9) + 1000);
  });

  it('keeps the length of the first bar, so that February is scanned late', () => {
    const utc = { toLocal: (time: number) => time, toUtc: (time: number) => time };
    const consolidator = new TradeBarConsolidator({ calendar: Calendar.monthly });
    const scan = new ConsolidatorScan(consolidator, { zone: utc, clock: { utc: 0 }, increment: DAY });
    for (const time of [Date.UTC(2013, 0, 31), Date.UTC(2013, 1, 1)]) consolidator.update(trade(time, 1, DAY));
    expect(scan.nextUtc).toBe(Date.UTC(2013, 1, 1) + 31 * DAY);
    scan.stop();
    consolidator.update(trade(Date.UTC(2013, 2, 1), 1, DAY));
    expect(scan.nextUtc).toBe(Date.UTC(2013, 2, 4));
  });

  it('finds the first scan that may close a bar, and skips scans that cannot', () => {
    const clock = { utc: zone.toUtc(at(9)) };
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const scan = new ConsolidatorScan(consolidator, { zone, clock, increment: MINUTE });
    scan.start();
    expect(scan.nextScan(-Infinity)).toBe(Infinity);
    scan.skipBefore(zone.toUtc(at(9, 30)) - 1);
    expect(scan.queuedUtc).toBe(zone.toUtc(at(9, 30)));
    consolidator.update(trade(at(9, 30), 1));
    expect(scan.nextScan(-Infinity)).toBe(zone.toUtc(at(10)));
    clock.utc = zone.toUtc(at(10));
    scan.skipBefore(clock.utc);
    scan.scan();
    expect(scan.queuedUtc).toBe(zone.toUtc(at(11)));
    scan.skipBefore(zone.toUtc(at(30, 15)));
    expect(scan.queuedUtc).toBe(zone.toUtc(at(31)));
    consolidator.update(trade(at(29), 1));
    expect(scan.nextScan(zone.toUtc(at(30, 15)))).toBe(zone.toUtc(at(31)));
  });

  it('keeps the queued scan when a bar closes meanwhile', () => {
    const clock = { utc: zone.toUtc(at(9)) };
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const scan = new ConsolidatorScan(consolidator, { zone, clock, increment: MINUTE });
    scan.start();
    consolidator.update(trade(at(9), 1));
    consolidator.scan(at(10));
    expect([scan.queuedUtc, scan.nextUtc]).toEqual([zone.toUtc(at(9, 1)), zone.toUtc(at(11))]);
    scan.skipBefore(zone.toUtc(at(9, 5)));
    expect(scan.queuedUtc).toBe(zone.toUtc(at(11)));
  });
});
