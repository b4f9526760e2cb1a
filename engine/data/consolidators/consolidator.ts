import type { QuoteBar, Tick, TradeBar } from '../../model/bars.ts';
import type { RowKind } from '../../model/columns.ts';

/** What consolidators take and give. */
export type ConsolidatorData = TradeBar | QuoteBar | Tick;

/**
 * Builds bars from the rows of one symbol (LEAN: IDataConsolidator.cs).
 *
 * Rows may be cursors: their numbers are copied. A bar that is handed out is an object of its own, made anew for each
 * emission, and may be kept; only the identity consolidator hands on the row it was given.
 */
export interface Consolidator<Output extends ConsolidatorData = ConsolidatorData> {
  /** The rows it takes; `undefined` for any. */
  readonly inputKind: RowKind | undefined;
  /** The rows it gives; `undefined` for those it was given. */
  readonly outputKind: RowKind | undefined;
  /** The bar being built. It is still written into: copy what is to be kept. */
  readonly workingBar: Output | undefined;
  /** The last bar handed out; handlers still find the one before it here. */
  readonly consolidated: Output | undefined;
  /** Wall-clock milliseconds before which `scan` cannot close a bar; Infinity while only further rows can. */
  readonly nextScanTime: number;
  update(data: ConsolidatorData): void;
  /** Closes the working bar if its time is over at this wall clock of the exchange. */
  scan(localTime: number): void;
  /** Calls `handler` with each bar, in order of registration; the function returned ends that. */
  onConsolidated(handler: (bar: Output) => void): () => void;
  reset(): void;
}
