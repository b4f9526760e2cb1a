import { describe, expect, it } from 'vitest';
import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { firstAtOrAfter, rowsWithin } from './row-slices.ts';

const columns: RowColumns = {
  kind: RowKind.TradeTick,
  length: 4,
  time: Float64Array.of(10, 20, 20, 30),
  values: [Float64Array.of(1, 2, 3, 4)],
  scales: Float64Array.of(5, 6, 7, 8),
};

describe('rowsWithin', () => {
  it('returns the rows from the first time (inclusive) to the last (exclusive), with their scales', () => {
    const rows = rowsWithin(columns, 20, 30);
    expect(rows).toEqual({
      kind: RowKind.TradeTick,
      length: 2,
      time: Float64Array.of(20, 20),
      values: [Float64Array.of(2, 3)],
      scales: Float64Array.of(6, 7),
    });
  });

  it('returns the columns themselves when all rows are within', () => {
    expect(rowsWithin(columns, 0, 31)).toBe(columns);
  });

  it('returns none when none are within', () => {
    expect(rowsWithin(columns, 31, 40).length).toBe(0);
    expect(rowsWithin(columns, 0, 10).length).toBe(0);
  });
});

describe('firstAtOrAfter', () => {
  it('finds the first of equal times', () => {
    expect([5, 10, 15, 20, 30, 31].map((time) => firstAtOrAfter(columns.time, time))).toEqual([0, 0, 1, 1, 3, 4]);
  });
});
