import type { RowReader } from '../../api/data-source.ts';
import type { CorporateActions } from '../corporate-actions.ts';
import type { SubscriptionConfig } from '../subscription-config.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { CorporateEvent } from './corporate-events.ts';

/** A shared number with one writer and several readers. */
export interface SharedNumber {
  value: number;
}

/** The parameters of one subscription's rows; times are wall-clock times of the exchange. */
export interface FeedRequest {
  readonly config: SubscriptionConfig;
  readonly exchangeHours: ExchangeHours;
  readonly dataTimeZone: TimeZone;
  /** Whether daily rows last from the market's open to its close on the same day. */
  readonly strictEndTimes: boolean;
  readonly start: number;
  readonly end: number;
  readonly reader: RowReader;
  /** Factor file of an equity; undefined for unadjusted prices. */
  readonly actions?: CorporateActions;
  readonly events?: readonly CorporateEvent[];
  /** Finest period among the run's subscriptions, milliseconds; 0 disables fill-forward. */
  readonly fillPeriod: SharedNumber;
  /** Rows that arrive during the run: the wall-clock time up to which they are repeated where none came. */
  readonly horizon?: SharedNumber;
  readonly accepts?: (row: { readonly price: number; readonly time: number; readonly endTime: number }) => boolean;
}
