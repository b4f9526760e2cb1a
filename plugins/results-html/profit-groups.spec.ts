import type { ClosedTrade } from 'tradewright/plugin';
import { describe, expect, it } from 'vitest';
import { byHour, bySide, bySymbol, byWeekday } from './profit-groups.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const HOUR = 3_600_000;

function trade(changes: Partial<ClosedTrade>): ClosedTrade {
  return {
    symbol: 'equity/usa/AAA',
    isLong: true,
    quantity: 1,
    entryTime: MONDAY,
    exitTime: MONDAY + HOUR,
    entryPrice: 100,
    exitPrice: 101,
    currency: '',
    fees: 0,
    profit: 1,
    return: 0.01,
    ...changes,
  };
}

const TRADES = [
  trade({}),
  trade({ profit: -3, return: -0.03, isLong: false, entryTime: MONDAY + 30 * HOUR }),
  trade({ symbol: 'equity/usa/BBB', profit: -5, return: -0.05, entryTime: MONDAY - HOUR }),
  trade({ symbol: 'cfd/oanda/DE30EUR', currency: 'EUR', profit: 7, return: 0.07, entryTime: MONDAY + 9.5 * HOUR }),
];

const names = (groups: readonly { readonly name: string; readonly profit: number }[]): (string | number)[][] =>
  groups.map(({ name, profit }) => [name, profit]);

describe('profit groups', () => {
  it('are by symbol, the largest first', () => {
    expect(names(bySymbol(TRADES))).toEqual([
      ['cfd/oanda/DE30EUR', 7],
      ['equity/usa/BBB', -5],
      ['equity/usa/AAA', -2],
    ]);
    expect(bySymbol(TRADES)[2]).toMatchObject({ trades: 2, winners: 1, averageReturn: expect.closeTo(-0.01) });
  });

  it('are by side, each currency for itself', () => {
    expect(bySide(TRADES)).toMatchObject([
      { name: 'long', currency: '', profit: -4, trades: 2 },
      { name: 'long', currency: 'EUR', profit: 7, trades: 1 },
      { name: 'short', currency: '', profit: -3, trades: 1 },
    ]);
  });

  it('are by weekday and hour of the entry on the given clock', () => {
    const utc = (time: number): number => time;
    expect(names(byWeekday(TRADES, utc))).toEqual([
      ['Monday', 1],
      ['Monday', 7],
      ['Tuesday', -3],
      ['Sunday', -5],
    ]);
    expect(names(byWeekday(TRADES, (time) => time - 12 * HOUR)).map(([name]) => name)).toEqual([
      'Monday',
      'Sunday',
      'Sunday',
    ]);
    expect(names(byHour(TRADES, utc)).map(([name]) => name)).toEqual(['00:00', '06:00', '09:00', '23:00']);
  });
});
