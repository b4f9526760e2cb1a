import type { RowColumns } from '../../model/columns.ts';

/** The rows from `start` (inclusive) to `end` (exclusive), without copying. */
function rowsBetween(columns: RowColumns, start: number, end: number): RowColumns {
  if (start <= 0 && end >= columns.length) return columns;
  return {
    kind: columns.kind,
    length: Math.max(0, end - start),
    time: columns.time.subarray(start, end),
    values: columns.values.map((column) => column.subarray(start, end)),
    scales: typeof columns.scales === 'number' ? columns.scales : columns.scales.subarray(start, end),
  };
}

/** The rows from the time `from` (inclusive) to `to` (exclusive), without copying. */
export function rowsWithin(columns: RowColumns, from: number, to: number): RowColumns {
  return rowsBetween(columns, firstAtOrAfter(columns.time, from), firstAtOrAfter(columns.time, to));
}

/** The index of the first time that is not before `time`; the length when there is none. */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
