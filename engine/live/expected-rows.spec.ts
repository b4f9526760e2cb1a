import { describe, expect, it } from 'vitest';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { ExpectedRows } from './expected-rows.ts';

const SPY = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY');
const HOURS = new BuiltInMarketHoursDatabase().entryOf(SPY).exchangeHours;
const utc = (text: string): number => HOURS.timeZone.toUtc(Date.parse(`${text}Z`));
const local = (instant: number): string => new Date(HOURS.timeZone.toLocal(instant)).toISOString().slice(0, 16);

function staleAt(resolution: Resolution, last: string, extendedMarketHours = false): string {
  const config = {
    symbol: SPY,
    resolution,
    tickType: TickType.Trade,
    fillForward: true,
    extendedMarketHours,
    isInternal: false,
    normalization: DataNormalizationMode.Raw,
  };
  return local(new ExpectedRows(HOURS, config, resolution === Resolution.Daily).staleAt(utc(last)));
}

describe('the liveness of a subscription', () => {
  it('lets minutes be missing for three minutes of trading', () => {
    expect(staleAt(Resolution.Minute, '2026-11-10T11:00')).toBe('2026-11-10T11:04');
    expect(staleAt(Resolution.Minute, '2026-11-10T16:00')).toBe('2026-11-11T09:34');
    expect(staleAt(Resolution.Minute, '2026-11-10T15:58')).toBe('2026-11-11T09:34');
    expect(staleAt(Resolution.Minute, '2026-11-10T15:58', true)).toBe('2026-11-10T16:02');
  });

  it('expects nothing on weekends and holidays', () => {
    expect(staleAt(Resolution.Minute, '2026-11-13T16:00')).toBe('2026-11-16T09:34');
    expect(staleAt(Resolution.Minute, '2026-11-25T16:00')).toBe('2026-11-27T09:34');
  });

  it('expects a daily row after the close, also of a short day', () => {
    expect(staleAt(Resolution.Daily, '2026-11-10T11:00')).toBe('2026-11-10T16:30');
    expect(staleAt(Resolution.Daily, '2026-11-11T00:00')).toBe('2026-11-11T16:30');
    expect(staleAt(Resolution.Daily, '2026-11-27T00:00')).toBe('2026-11-27T13:30');
  });
});
