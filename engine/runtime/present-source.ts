import type { RowReader } from '../api/data-source.ts';
import type { SharedNumber } from '../data/feed/feed-request.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import type { SubscriptionCursor } from '../data/feed/subscription-cursor.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import type { Subscription } from './subscription.ts';

/** The rows of one subscription that arrive during the run. */
export interface ArrivingRows {
  readonly reader: RowReader;
  readonly horizon: SharedNumber;
}

/** What a source of arriving rows needs to know of a subscription that opens. */
export interface OpeningRows {
  readonly subscription: Subscription;
  readonly startUtc: number;
  readonly dataTimeZone: TimeZone;
  /** Whether daily rows last from the market's open to its close on the same day. */
  readonly strictEndTimes: boolean;
  readonly cursorOf: (rows: ArrivingRows) => SubscriptionCursor;
}

/** Rows that arrive during the run, in place of those of the data source. */
export interface PresentSource {
  open(opening: OpeningRows): RowCursor;
  /** The newest rows of a subscription that have arrived so far, for requests of history. */
  past(config: SubscriptionConfig): RowReader;
}
