import type { BrokeragePeer, ConformanceLine } from './line.ts';

/** One row's test. It throws, by `expect`, when the broker does not do what the row says. */
export type ConformanceCase = (line: ConformanceLine, peer: BrokeragePeer) => void | Promise<void>;

/** The tests of rows by their numbers. */
export type ConformanceCases = Readonly<Record<number, ConformanceCase>>;

/** A minute bar that ends so many minutes after 09:31 of the test's day. */
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
