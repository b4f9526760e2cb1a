import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { Calendar } from './calendar.ts';
import { ConsolidatorScan } from './consolidator-scan.ts';
import { at, collect, trade } from './spec-support.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

const OFFSET = 4 * HOUR;
const zone = { toLocal: (utc: number) => utc - OFFSET, toUtc: (local: number) => local + OFFSET };

describe('ConsolidatorScan', () => {
  it('looks once a row length until there is a bar, then at its end', () => {
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

  it('looks every second at least where rows are ticks', () => {
    const clock = { utc: at(9) };
    const scan = new ConsolidatorScan(new TradeBarConsolidator({ count: 9 }), { zone, clock, increment: 0 });
    scan.start();
    expect(scan.nextUtc).toBe(at(9) + 1000);
    scan.start();
    expect(scan.nextUtc).toBe(at(9) + 1000);
  });

  it("keeps to the first bar's length, so that February is looked at late", () => {
    const utc = { toLocal: (time: number) => time, toUtc: (time: number) => time };
    const consolidator = new TradeBarConsolidator({ calendar: Calendar.monthly });
    const scan = new ConsolidatorScan(consolidator, { zone: utc, clock: { utc: 0 }, increment: DAY });
    for (const time of [Date.UTC(2013, 0, 31), Date.UTC(2013, 1, 1)]) consolidator.update(trade(time, 1, DAY));
    expect(scan.nextUtc).toBe(Date.UTC(2013, 1, 1) + 31 * DAY);
    scan.stop();
    consolidator.update(trade(Date.UTC(2013, 2, 1), 1, DAY));
    expect(scan.nextUtc).toBe(Date.UTC(2013, 2, 4));
  });

  it('names the first look that may close a bar, and passes over those that cannot', () => {
    const clock = { utc: zone.toUtc(at(9)) };
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const scan = new ConsolidatorScan(consolidator, { zone, clock, increment: MINUTE });
    scan.start();
    expect(scan.nextLook(-Infinity)).toBe(Infinity);
    scan.passTo(zone.toUtc(at(9, 30)) - 1);
    expect(scan.queuedUtc).toBe(zone.toUtc(at(9, 30)));
    consolidator.update(trade(at(9, 30), 1));
    expect(scan.nextLook(-Infinity)).toBe(zone.toUtc(at(10)));
    clock.utc = zone.toUtc(at(10));
    scan.passTo(clock.utc);
    scan.scan();
    expect(scan.queuedUtc).toBe(zone.toUtc(at(11)));
    scan.passTo(zone.toUtc(at(30, 15)));
    expect(scan.queuedUtc).toBe(zone.toUtc(at(31)));
    consolidator.update(trade(at(29), 1));
    expect(scan.nextLook(zone.toUtc(at(30, 15)))).toBe(zone.toUtc(at(31)));
  });

  it('stays with the look that is queued when a bar closes meanwhile', () => {
    const clock = { utc: zone.toUtc(at(9)) };
    const consolidator = new TradeBarConsolidator({ period: HOUR });
    const scan = new ConsolidatorScan(consolidator, { zone, clock, increment: MINUTE });
    scan.start();
    consolidator.update(trade(at(9), 1));
    consolidator.scan(at(10));
    expect([scan.queuedUtc, scan.nextUtc]).toEqual([zone.toUtc(at(9, 1)), zone.toUtc(at(11))]);
    scan.passTo(zone.toUtc(at(9, 5)));
    expect(scan.queuedUtc).toBe(zone.toUtc(at(11)));
  });
});
