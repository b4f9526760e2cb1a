import type { Resolution } from '../../model/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { DayOrder } from './date-reader.ts';
import type { LayoutName } from './layouts.ts';
import type { DecimalSign } from './number-style.ts';
import type { NamedRole } from './roles.ts';

/** What becomes of an adjusted close beside a close: a factor file, adjusted prices, or nothing. */
export const ADJUSTED_CLOSE_USES = ['factors', 'prices', 'ignore'] as const;
export type AdjustedCloseUse = (typeof ADJUSTED_CLOSE_USES)[number];

/** What is said of files beyond what they tell themselves. */
export interface ImportOptions {
  /** The layout that is asked for; recognised without it. */
  readonly layout?: LayoutName;
  readonly columns: ReadonlyMap<NamedRole, string>;
  readonly dateFormat?: DayOrder;
  readonly decimal?: DecimalSign;
  /** The zone of times that name none. */
  readonly timeZone?: TimeZone;
  /** The zone of the instruments' data. */
  readonly dataZone: TimeZone;
  readonly symbol?: string;
  readonly resolution?: Resolution;
  /** Times of day name the ends of bars, not their starts. */
  readonly namesEnds?: boolean;
  readonly adjustedClose: AdjustedCloseUse;
}
