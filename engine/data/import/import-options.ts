import type { Resolution } from '../../model/resolution.ts';
import type { SecurityType } from '../../model/security-type.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { GivenAction } from './actions.ts';
import type { DateOrder } from './date-reader.ts';
import type { LayoutName } from './layouts.ts';
import type { DecimalSign } from './number-style.ts';
import type { NamedRole } from './roles.ts';

/** The use of an adjusted close besides a close: a factor file, adjusted prices, or nothing. */
export const ADJUSTED_CLOSE_USES = ['factors', 'prices', 'ignore'] as const;
export type AdjustedCloseUse = (typeof ADJUSTED_CLOSE_USES)[number];

/** Information about files that they do not contain themselves. */
export interface ImportOptions {
  /** The type of the instruments. */
  readonly securityType: SecurityType;
  /** The requested layout; recognised automatically if omitted. */
  readonly layout?: LayoutName;
  readonly columns: ReadonlyMap<NamedRole, string>;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalSign;
  /** The encoding of the text; detected from its bytes if omitted. */
  readonly encoding?: string;
  /** The time zone of times without one, and of the days of epochs. */
  readonly timeZone?: TimeZone;
  /** The time zone of the instruments' data. */
  readonly dataZone: TimeZone;
  /** The sessions of the instruments in {@link dataZone}; undefined when they are unknown or never end. */
  readonly hours?: ExchangeHours;
  readonly symbol?: string;
  /** The ticker of a file with one instrument, regardless of a column of symbols. */
  readonly isOneInstrument?: true;
  /** The resolution at which rows are stored: longer bars are stored when they end. */
  readonly resolution?: Resolution;
  /** The resolution to which shorter bars are aggregated. */
  readonly resample?: Resolution;
  /** Whether times of day are the starts or the ends of bars; determined by the edges of sessions if omitted. */
  readonly times?: 'start' | 'end';
  /** The spread between bid and ask for bars of one price, for types that have quotes only. */
  readonly spread?: { readonly width: number; readonly places: number };
  readonly adjustedClose: AdjustedCloseUse;
  /** Splits and dividends that are known in addition to the prices. */
  readonly actions?: readonly GivenAction[];
}
