import type { BrokeragePeer, ConformanceLine } from './line.ts';

/** The test of one row. It throws by `expect` when the broker does not meet the requirement. */
export type ConformanceCase = (line: ConformanceLine, peer: BrokeragePeer) => void | Promise<void>;

/** The tests by the numbers of their rows. */
export type ConformanceCases = Readonly<Record<number, ConformanceCase>>;

/** A minute bar that ends `minutes` minutes after 09:31 of the day of the test. */
export function minuteBar(
  minute: number,
  [open, high, low, close]: readonly [number, number, number, number],
): {
  end: string;
  open: number;
  high: number;
  low: number;
  close: number;
} {
  const end = new Date(Date.UTC(2024, 2, 4, 14, 31 + minute)).toISOString();
  return { end, open, high, low, close };
}
