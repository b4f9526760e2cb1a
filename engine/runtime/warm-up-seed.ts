import type { RowReader } from '../api/data-source.ts';
import type { FeedRequest } from '../data/feed/feed-request.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import { subscriptionPeriod } from '../data/subscription-config.ts';
import { convertLocal } from '../data/time/time-zone.ts';
import { COLUMN_NAMES } from '../model/columns.ts';
import { rowKindOf } from './subscription.ts';

/** The last row of a cursor up to an instant; undefined without one. */
export function lastRowUntil(cursor: RowCursor, utc: number): Float64Array | undefined {
  if (cursor.emit > utc) return undefined;
  const row = new Float64Array(ROW_STRIDE);
  for (; cursor.emit <= utc; cursor.moveNext()) cursor.write(row, 0, 0);
  return row;
}

/**
 * A copy of the request with a raw row prepended that ends at its start and seeds fill-forward (LEAN's
 * LastPointTracker, which passes on the last point of a warm-up).
 */
export function seeded(request: FeedRequest, row: Float64Array): FeedRequest {
  const { config, exchangeHours, dataTimeZone, start, reader } = request;
  const kind = rowKindOf(config);
  const seed = {
    kind,
    length: 1,
    time: Float64Array.of(convertLocal(start - subscriptionPeriod(config), exchangeHours.timeZone, dataTimeZone)),
    values: COLUMN_NAMES[kind].map((_, column) => Float64Array.of(row[Row.Value + column])),
    scales: Float64Array.of(row[Row.Scales]),
  };
  let isFirst = true;
  const next: RowReader['next'] = () => {
    if (!isFirst) return reader.next();
    isFirst = false;
    return seed;
  };
  return { ...request, reader: { next } };
}
