import { describe, expect, it } from 'vitest';
import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { Resolution } from '../../model/resolution.ts';
import { BarScan } from './bar-scan.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 2);

/** Bars at the given times, each different from the previous one unless a price is given. */
function bars(
  times: readonly number[],
  change: (row: number) => Partial<Record<'open' | 'high' | 'low' | 'close', number>> = () => ({}),
): RowColumns {
  const column = (name: 'open' | 'high' | 'low' | 'close', usual: (row: number) => number): Float64Array =>
    Float64Array.from(times, (_, row) => change(row)[name] ?? usual(row));
  return {
    kind: RowKind.TradeBar,
    length: times.length,
    time: Float64Array.from(times),
    values: [
      column('open', (row) => 10 + (row % 3)),
      column('high', () => 20),
      column('low', () => 5),
      column('close', (row) => 10 + (row % 3)),
      Float64Array.from(times, () => 7),
    ],
    scales: 2,
  };
}

function found(columns: readonly RowColumns[], resolution: Resolution = Resolution.Minute): readonly string[] {
  const isTradingDay = (date: number): boolean => ![0, 6].includes(new Date(date).getUTCDay());
  const scan = new BarScan({ name: 'SPY', resolution, isTradingDay });
  for (const one of columns) scan.add(one);
  return scan.findings;
}

const every = (step: number, count = 40): number[] => Array.from({ length: count }, (_, row) => START + row * step);

describe('BarScan', () => {
  it('finds nothing in valid bars, for any batches', () => {
    expect(found([bars(every(MINUTE))])).toEqual([]);
    expect(found([bars(every(MINUTE, 20)), bars(every(MINUTE, 20).map((time) => time + 20 * MINUTE))])).toEqual([]);
    expect(
      found([bars([START, START + DAY, START + 2 * DAY, START + 3 * DAY, START + 6 * DAY])], Resolution.Daily),
    ).toEqual([]);
  });

  it.each([
    ['a high below the low', { high: 4 }],
    ['an open above the high', { open: 21 }],
    ['a close below the low', { close: 4 }],
    ['a price of zero', { low: 0 }],
    ['a negative price', { low: -1 }],
  ])('finds %s', (_, prices) => {
    expect(found([bars(every(MINUTE), (row) => (row === 3 ? prices : {}))])).toEqual([
      'SPY: 1 bar has prices that contradict each other or are not above zero, the first at 2024-01-02T00:03:00.',
    ]);
  });

  it.each([
    [5, Resolution.Minute, '5 minutes'],
    [15, Resolution.Minute, '15 minutes'],
    [30, Resolution.Minute, '30 minutes'],
    [240, Resolution.Hour, '4 hours'],
  ])('finds bars of %d minutes that are read as bars of a %s', (minutes, resolution, words) => {
    expect(found([bars(every(minutes * MINUTE))], resolution)[0]).toContain(
      `SPY: bars are ${words} apart and are read as bars of one ${resolution}`,
    );
  });

  it('does not mistake thin trading for longer bars', () => {
    const thin = every(MINUTE, 60).filter((_, row) => row % 3 !== 1 && row % 7 !== 0);
    expect(found([bars(thin)])).toEqual([]);
  });

  it.each([
    [Resolution.Daily, DAY, 5],
    [Resolution.Hour, 60 * MINUTE, 10],
    [Resolution.Minute, MINUTE, 60],
  ])('finds runs of unchanged %s bars', (resolution, step, longest) => {
    const equal = (): { open: number; close: number } => ({ open: 11, close: 11 });
    expect(
      found([bars(every(step, longest - 1), equal)], resolution).filter((text) => text.includes('do not change')),
    ).toEqual([]);
    expect(found([bars(every(step, longest + 3), equal)], resolution).join(' ')).toContain(
      `1 run of ${longest} or more bars do not change`,
    );
  });

  it('counts trading days without bars, and skipped rows', () => {
    const days = [START, START + DAY, START + 7 * DAY];
    expect(found([{ ...bars(days), contradictions: 2 }], Resolution.Daily)).toEqual([
      'SPY: 2 rows were skipped, having the time of another row and other numbers.',
      'SPY: 3 trading days have no bars, the first 2024-01-04.',
    ]);
  });
});
