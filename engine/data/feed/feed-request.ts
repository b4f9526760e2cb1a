import type { RowReader } from '../../api/data-source.ts';
import type { CorporateActions } from '../corporate-actions.ts';
import type { SubscriptionConfig } from '../subscription-config.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { CorporateEvent } from './corporate-events.ts';

/** A number that several readers share and one owner changes. */
export interface SharedNumber {
  value: number;
}

/** Everything one subscription needs to deliver its rows; times are wall clocks of the exchange. */
export interface FeedRequest {
  readonly config: SubscriptionConfig;
  readonly exchangeHours: ExchangeHours;
  readonly dataTimeZone: TimeZone;
  /** Daily rows run from the market's open to its close of the same day. */
  readonly strictEndTimes: boolean;
  readonly start: number;
  readonly end: number;
  readonly reader: RowReader;
  /** Factor file of an equity; undefined where prices are not adjusted. */
  readonly actions?: CorporateActions;
  readonly events?: readonly CorporateEvent[];
  /** Finest period among the run's subscriptions, milliseconds; 0 turns fill-forward off. */
  readonly fillPeriod: SharedNumber;
  readonly accepts?: (row: { readonly price: number; readonly time: number; readonly endTime: number }) => boolean;
}
