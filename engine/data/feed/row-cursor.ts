import type { CorporateEvent } from './corporate-events.ts';

/** Which rows a cursor lays into a tape; the caller owns and reuses it. */
export interface RowLimits {
  /** The last UTC instant whose rows are wanted. */
  until: number;
  /** Most rows that there is room for. */
  room: number;
  subscription: number;
}

/** Rows of one subscription in time order, as the synchronizer takes them. */
export interface RowCursor {
  /** UTC instant at which the present row is known; Infinity when there are no more. */
  readonly emit: number;
  /** Goes to the next row. */
  moveNext(): void;
  /** Lays the present row at `base` of a tape. */
  write(rows: Float64Array, base: number, subscription: number): void;
  /** Lays rows into a tape from `base` on, up to an instant and as many as there is room for; returns how many. */
  take(rows: Float64Array, base: number, limits: RowLimits): number;
  /** The corporate event that a row with the Auxiliary flag stands for; `value` is its first value. */
  eventOf(value: number): CorporateEvent;
}
