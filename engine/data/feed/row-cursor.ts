import type { CorporateEvent } from './corporate-events.ts';

/** Rows of one subscription in time order, as the synchronizer takes them. */
export interface RowCursor {
  /** UTC instant at which the present row is known; Infinity when there are no more. */
  readonly emit: number;
  /** Goes to the next row. */
  moveNext(): void;
  /** Lays the present row at `base` of a tape. */
  write(rows: Float64Array, base: number, subscription: number): void;
  /** The corporate event that a row with the Auxiliary flag stands for; `value` is its first value. */
  eventOf(value: number): CorporateEvent;
}
