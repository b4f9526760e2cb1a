import { crc32 } from 'node:zlib';
import type { DataFingerprint } from '../../api/result-handler.ts';
import type { RowRequest } from '../../api/data-source.ts';
import type { PointInTimeSeries } from '../../data/point-in-time-series.ts';
import type { RowColumns } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { dateText } from '../dates.ts';

/** Summary of the rows of a request up to a position: number, first and last time, and a checksum of each column. */
export interface RowChecksums {
  readonly rows: number;
  /** Wall clocks of the data's zone; NaN before the first row. */
  readonly first: number;
  readonly last: number;
  readonly columns: readonly number[];
}

export const NO_ROWS: RowChecksums = { rows: 0, first: NaN, last: NaN, columns: [] };

/** Extends the checksums by further rows. */
export function checksumsAfter(before: RowChecksums, added: RowColumns): RowChecksums {
  const { length, time, values, scales } = added;
  if (length === 0) return before;
  const blocks = typeof scales === 'number' ? [time, ...values] : [time, ...values, scales];
  return {
    rows: before.rows + length,
    first: before.rows === 0 ? time[0] : before.first,
    last: time[length - 1],
    columns: blocks.map((block, index) =>
      crc32(new Uint8Array(block.buffer, block.byteOffset, length * 8), before.columns[index] ?? 0),
    ),
  };
}

/** Description of a request's rows in the record of a run. */
export function fingerprintOf(request: RowRequest, { rows, first, last, columns }: RowChecksums): DataFingerprint {
  return {
    symbol: request.symbol.key,
    resolution: request.resolution,
    kind: request.tickType === TickType.Trade ? 'trade' : 'quote',
    rows,
    first: rows === 0 ? '' : dateText(first),
    last: rows === 0 ? '' : dateText(last),
    hash: columns.map((checksum) => checksum.toString(16).padStart(8, '0')).join(''),
  };
}

/** Description of a series other than bars; its days are those of publication. */
export function seriesFingerprint({ name, length, columns }: PointInTimeSeries): DataFingerprint {
  const { value, asOf, publishedAt } = columns;
  return {
    symbol: name,
    resolution: '',
    kind: 'series',
    rows: length,
    first: length === 0 ? '' : dateText(publishedAt[0]),
    last: length === 0 ? '' : dateText(publishedAt[length - 1]),
    hash: [value, asOf, publishedAt].map(checksumText).join(''),
  };
}

function checksumText(column: Float64Array): string {
  const checksum = crc32(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return checksum.toString(16).padStart(8, '0');
}
