import { describe, expect, it } from 'vitest';
import { COLUMN_NAMES, RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';
import { decodeArrivals, encodeArrivals, HORIZON } from './row-block.ts';

const MINUTE = 60_000;

function rowsOf(kind: RowKind, times: readonly number[], scales: RowColumns['scales'] = 2): RowColumns {
  const values = COLUMN_NAMES[kind].map((_, column) => Float64Array.from(times, (_time, row) => column + row / 10));
  return { kind, length: times.length, time: Float64Array.from(times), values, scales };
}

describe('arrivals in the journal', () => {
  it('come back to the last bit, of all kinds and in their order', () => {
    const quotes = rowsOf(RowKind.QuoteBar, [5, 6]);
    quotes.values[0][1] = NaN;
    const arrivals = [
      { instants: 3, utc: 100, id: 7, rows: rowsOf(RowKind.TradeBar, [1, 2, 3]) },
      { instants: 3, utc: 101, id: HORIZON, rows: undefined },
      { instants: 4, utc: 102, id: 8, rows: rowsOf(RowKind.QuoteTick, [9], Float64Array.of(0x22)) },
      { instants: 5, utc: 103, id: 9, rows: quotes },
      { instants: 5, utc: 104, id: 7, rows: rowsOf(RowKind.TradeBar, [4]) },
    ];
    expect(decodeArrivals(encodeArrivals(arrivals))).toEqual(arrivals);
    expect(decodeArrivals(encodeArrivals([]))).toEqual([]);
  });

  it('take less than 40 bytes for a minute bar of one of 500 symbols', () => {
    let state = 1;
    const random = (): number => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
    const cents = (price: number): number => Math.round(price * 100) / 100;
    const prices = (price: number): number[] => {
      const close = price + random() / 10 - 0.05;
      return [price, Math.max(price, close) + 0.02, Math.min(price, close) - 0.02, close].map(cents);
    };
    const bars = Array.from({ length: 4_000 }, (_, index) => ({
      instants: Math.floor(index / 500),
      utc: Math.floor(index / 500) * MINUTE + index,
      id: index % 500,
      rows: {
        kind: RowKind.TradeBar,
        length: 1,
        time: Float64Array.of(1_790_000_000_000 + Math.floor(index / 500) * MINUTE),
        values: [...prices(20 + (index % 500) + random()), Math.round(random() * 1e4)].map((value) =>
          Float64Array.of(value),
        ),
        scales: 2,
      },
    }));
    expect(encodeArrivals(bars).length / bars.length).toBeLessThan(40);
  });
});
