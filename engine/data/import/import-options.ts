import type { Resolution } from '../../model/resolution.ts';
import type { SecurityType } from '../../model/security-type.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { GivenAction } from './actions.ts';
import type { DateOrder } from './date-reader.ts';
import type { LayoutName } from './layouts.ts';
import type { DecimalSign } from './number-style.ts';
import type { NamedRole } from './roles.ts';

/** What becomes of an adjusted close beside a close: a factor file, adjusted prices, or nothing. */
export const ADJUSTED_CLOSE_USES = ['factors', 'prices', 'ignore'] as const;
export type AdjustedCloseUse = (typeof ADJUSTED_CLOSE_USES)[number];

/** What is said of files beyond what they tell themselves. */
export interface ImportOptions {
  /** The type of the instruments. */
  readonly securityType: SecurityType;
  /** The layout that is asked for; recognised without it. */
  readonly layout?: LayoutName;
  readonly columns: ReadonlyMap<NamedRole, string>;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalSign;
  /** The encoding of the text; told by its bytes without it. */
  readonly encoding?: string;
  /** The zone of times that name none, and of the days that epochs stand for. */
  readonly timeZone?: TimeZone;
  /** The zone of the instruments' data. */
  readonly dataZone: TimeZone;
  /** The sessions of the instruments, on the clock of {@link dataZone}; undefined where they are not known or never end. */
  readonly hours?: ExchangeHours;
  readonly symbol?: string;
  /** A file holds one instrument, whatever a column of symbols calls it. */
  readonly isOneInstrument?: true;
  /** The resolution that rows are kept at: bars that are longer are known when they end. */
  readonly resolution?: Resolution;
  /** The resolution that shorter bars are put together to. */
  readonly resample?: Resolution;
  /** Whether times of day name the starts or the ends of bars; told by the edges of sessions without it. */
  readonly times?: 'start' | 'end';
  /** Width between bid and ask that bars of one price are given, for types that are only quoted. */
  readonly spread?: { readonly width: number; readonly places: number };
  readonly adjustedClose: AdjustedCloseUse;
  /** Splits and dividends that are known beside the prices. */
  readonly actions?: readonly GivenAction[];
}
