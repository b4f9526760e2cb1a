import { describe, expect, it } from 'vitest';
import type { TradeBar } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { DAY, HOUR, MINUTE } from '../time/calendar-math.ts';
import { ExchangeHours } from '../time/exchange-hours.ts';
import { BuiltInMarketHoursDatabase } from '../time/built-in-market-hours.ts';
import { MarketHourAwareConsolidator, type MarketHourAwareOptions } from './market-hour-aware-consolidator.ts';
import { at, collect, figures, SPY, trade, tradeTick } from './spec-support.ts';

const exchangeHours = new BuiltInMarketHoursDatabase().entryOf(SPY).exchangeHours;

function make(options: Partial<MarketHourAwareOptions>): {
  consolidator: MarketHourAwareConsolidator;
  bars: TradeBar[];
} {
  const consolidator = new MarketHourAwareConsolidator({
    period: DAY,
    kind: RowKind.TradeBar,
    exchangeHours,
    ...options,
  });
  return { consolidator, bars: collect(consolidator) as TradeBar[] };
}

describe('MarketHourAwareConsolidator', () => {
  it('builds days from open to close, scanned on the same day', () => {
    const { consolidator, bars } = make({});
    for (const [hour, minute] of [
      [8, 0],
      [9, 30],
      [12, 0],
      [15, 59],
      [16, 0],
    ] as const)
      consolidator.update(trade(at(hour, minute), hour));
    expect(consolidator.nextScanTime).toBe(at(16));
    consolidator.scan(at(16));
    expect(bars.map(figures)).toEqual([[at(9, 30), at(16), 9, 15, 9, 15, 3]]);
    expect(consolidator).toMatchObject({ consolidated: bars[0], workingBar: undefined, nextScanTime: Infinity });
  });

  it('counts the hour before the open as part of the day', () => {
    const { consolidator, bars } = make({});
    for (const hour of [8, 9, 10]) consolidator.update(trade(at(hour), hour, HOUR));
    consolidator.scan(at(16));
    expect(bars.map(figures)).toEqual([[at(9, 30), at(16), 9, 10, 9, 10, 2]]);
  });

  it('builds whole days when precise ends are switched off', () => {
    const { consolidator, bars } = make({ dailyPreciseEndTime: false });
    consolidator.update(trade(at(9, 30), 9));
    consolidator.update(trade(at(9, 30, 1), 10));
    expect(bars.map(({ time, endTime }) => [time, endTime])).toEqual([[at(0), at(0, 0, 1)]]);
  });

  it('includes extended hours on request', () => {
    const { consolidator, bars } = make({ extendedMarketHours: true });
    for (const hour of [4, 9, 19]) consolidator.update(trade(at(hour, 30), hour));
    consolidator.scan(at(20));
    expect(bars.map(figures)).toEqual([[at(4), at(20), 4, 19, 4, 19, 3]]);
  });

  it('counts intraday bars of unusual length from the open and ends the last one at the close', () => {
    const { consolidator, bars } = make({ period: 4 * HOUR });
    for (let minute = 0; minute < 390; minute += 30)
      consolidator.update(trade(at(9, 30 + minute), minute, 30 * MINUTE));
    // As in LEAN, a scan closes the shortened bar only when another one would begin.
    consolidator.scan(at(16));
    expect(bars).toHaveLength(1);
    consolidator.scan(at(17, 30));
    expect(bars.map(({ time, endTime, volume }) => [time, endTime, volume])).toEqual([
      [at(9, 30), at(13, 30), 8],
      [at(13, 30), at(16), 5],
    ]);
  });

  it('uses the plain grid for minutes and hours', () => {
    const { consolidator, bars } = make({ period: HOUR });
    consolidator.update(trade(at(9, 30), 1));
    consolidator.update(trade(at(10, 0), 2));
    expect(bars.map(({ time, endTime }) => [time, endTime])).toEqual([[at(9), at(10)]]);
  });

  it('starts bars of several days with their first row', () => {
    const { consolidator } = make({ period: 3 * DAY });
    consolidator.update(trade(at(9, 30), 1));
    expect(consolidator.workingBar).toMatchObject({ time: at(9, 30), endTime: at(9, 30, 3) });
  });

  it('builds plain bars for a market that never closes, and accepts ticks', () => {
    const always = ExchangeHours.alwaysOpen(exchangeHours.timeZone);
    const { consolidator, bars } = make({ exchangeHours: always, kind: RowKind.TradeTick, period: 90 * MINUTE });
    consolidator.update(tradeTick(at(3, 10), 1));
    consolidator.update(tradeTick(at(4, 30), 2));
    expect(bars.map(({ time, endTime }) => [time, endTime])).toEqual([[at(3), at(4, 30)]]);
    expect(consolidator).toMatchObject({ inputKind: RowKind.TradeTick, outputKind: RowKind.TradeBar });
  });

  it('starts over after a reset', () => {
    const { consolidator } = make({});
    consolidator.update(trade(at(9, 30), 1));
    consolidator.reset();
    expect(consolidator).toMatchObject({ workingBar: undefined, consolidated: undefined });
  });
});
