import type { CorporateEvent } from './corporate-events.ts';

/** A request to copy rows into the row buffer; the caller owns and reuses it. */
export interface RowLimits {
  /** The last UTC instant whose rows are requested. */
  until: number;
  /** The maximum number of rows. */
  room: number;
  subscription: number;
}

/** The position in the rows of one subscription, which are in time order; read by the synchronizer. */
export interface RowCursor {
  /** UTC instant at which the current row becomes known; Infinity when there are no more. */
  readonly emit: number;
  /** Moves to the next row. */
  moveNext(): void;
  /** Copies the current row to `base` of the row buffer. */
  write(rows: Float64Array, base: number, subscription: number): void;
  /** Copies rows to the row buffer from `base`, up to an instant and a maximum number; returns their number. */
  take(rows: Float64Array, base: number, limits: RowLimits): number;
  /** The corporate event of a row with the Auxiliary flag; `value` is the row's first value. */
  eventOf(value: number): CorporateEvent;
}
