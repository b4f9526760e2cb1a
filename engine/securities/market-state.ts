import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import { RowKind } from '../model/columns.ts';
import { updatePrices } from './price-update.ts';

const { TradeBar: TRADE_BAR } = RowKind;

/** Number of float64 values per security in {@link MarketState}. */
const STATE_STRIDE = 32;

/** Not a valid row index, and neither is the next index. */
const NONE = -2 * ROW_STRIDE;

/** The target of a subscription's rows: the block of their security, and the update mode, see {@link updatePrices}. */
export interface PriceTargets {
  readonly stateBase: Int32Array;
  readonly priceMode: Uint8Array;
}

/** Consecutive rows of one subscription in the row buffer whose price update is deferred. */
interface DeferredRows {
  rows: Float64Array;
  /** Index of the first row in the buffer. */
  from: number;
  /** The block of the security. */
  at: number;
  /** See {@link updatePrices}. */
  mode: number;
}

/**
 * The prices of all securities in contiguous memory, so that a step accesses it sequentially.
 *
 * Updates may be deferred: every reader of a price calls {@link settle} first, and so does code that moves rows. Prices of
 * most bars are never read.
 */
export class MarketState {
  values = new Float64Array(16 * STATE_STRIDE).fill(NaN);
  /** Buffer index of the newest row with a deferred price update; negative when there is none. */
  deferredRow = NONE;
  private readonly deferred: DeferredRows = { rows: this.values, from: 0, at: 0, mode: 0 };
  private count = 0;

  /** Reserves the block of one more security and returns its first index. */
  reserve(): number {
    const base = this.count++ * STATE_STRIDE;
    if (base + STATE_STRIDE > this.values.length) {
      const larger = new Float64Array(this.values.length * 2).fill(NaN);
      larger.set(this.values);
      this.values = larger;
    }
    return base;
  }

  /** Defers the price update of a subscription's row until {@link settle}. */
  defer(rows: Float64Array, row: number, subscription: number, table: PriceTargets): void {
    const { deferred } = this;
    this.settle();
    deferred.rows = rows;
    deferred.from = row;
    deferred.at = table.stateBase[subscription];
    deferred.mode = table.priceMode[subscription];
    this.deferredRow = row;
  }

  /** Defers the next row of the same subscription too, if the row before it is still deferred. */
  deferNext(row: number): boolean {
    if (this.deferredRow + ROW_STRIDE !== row) return false;
    this.deferredRow = row;
    return true;
  }

  /** Applies all deferred price updates to `values`. */
  settle(): void {
    const { deferred, deferredRow, values } = this;
    if (deferredRow < 0) return;
    this.deferredRow = NONE;
    const { rows, from, at, mode } = deferred;
    // a row without a zero overwrites every value of the rows before it
    const first = mode === TRADE_BAR && isWhole(rows, deferredRow + Row.Value) ? deferredRow : from;
    for (let row = first; row <= deferredRow; row += ROW_STRIDE) updatePrices(values, at, rows, row, mode);
  }
}

function isWhole(rows: Float64Array, value: number): boolean {
  return (
    rows[value] !== 0 &&
    rows[value + 1] !== 0 &&
    rows[value + 2] !== 0 &&
    rows[value + 3] !== 0 &&
    rows[value + 4] !== 0
  );
}
