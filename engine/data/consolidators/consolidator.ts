import type { QuoteBar, Tick, TradeBar } from '../../model/bars.ts';
import type { RowKind } from '../../model/columns.ts';

/** Input and output of consolidators. */
export type ConsolidatorData = TradeBar | QuoteBar | Tick;

/**
 * Builds bars from the rows of one symbol (LEAN: IDataConsolidator.cs).
 *
 * Rows may be cursors: their numbers are copied. Each emitted bar is a new object and may be kept; only the identity
 * consolidator passes on the row that it received.
 */
export interface Consolidator<Output extends ConsolidatorData = ConsolidatorData> {
  /** The kind of its input rows; `undefined` for any. */
  readonly inputKind: RowKind | undefined;
  /** The kind of its output rows; `undefined` for the kind of the input. */
  readonly outputKind: RowKind | undefined;
  /** The bar being built. It still changes: copy it to keep it. */
  readonly workingBar: Output | undefined;
  /** The last emitted bar; while handlers run it is still the previous one. */
  readonly consolidated: Output | undefined;
  /** `scan` cannot close a bar before this wall-clock time in milliseconds; Infinity while only further rows can. */
  readonly nextScanTime: number;
  update(data: ConsolidatorData): void;
  /** Closes the working bar if its period is over at this wall-clock time of the exchange. */
  scan(localTime: number): void;
  /** Calls `handler` with each bar, in order of registration; the returned function removes the handler. */
  onConsolidated(handler: (bar: Output) => void): () => void;
  reset(): void;
}
