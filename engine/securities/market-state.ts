import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import { RowKind } from '../model/columns.ts';
import { updatePrices } from './price-update.ts';

const { TradeBar: TRADE_BAR } = RowKind;

/** Float64 numbers a security takes in {@link MarketState}. */
const STATE_STRIDE = 32;

/** No place in the tape, nor is the place behind it one. */
const NONE = -2 * ROW_STRIDE;

/** Where the rows of subscriptions go: the block of their security, and how, see {@link updatePrices}. */
export interface PriceTargets {
  readonly stateBase: Int32Array;
  readonly priceMode: Uint8Array;
}

/** Rows of one subscription that follow one another in the tape and whose prices are not in the block yet. */
interface DeferredRows {
  rows: Float64Array;
  /** Place of the first in the tape. */
  from: number;
  subscription: number;
  /** The block of the security. */
  at: number;
  /** See {@link updatePrices}. */
  mode: number;
}

/**
 * The prices of all securities in one block of memory, so that a step walks through it in order.
 *
 * Updates may be deferred: whoever reads a price calls {@link settle} first, and so does whoever moves the rows. Most bars
 * pass without anybody asking.
 */
export class MarketState {
  values = new Float64Array(16 * STATE_STRIDE).fill(NaN);
  /** Place in the tape of the newest row whose prices are not in `values` yet; negative when all are. */
  deferredRow = NONE;
  private readonly deferred: DeferredRows = { rows: this.values, from: 0, subscription: -1, at: 0, mode: 0 };
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

  /** Leaves the prices of a subscription's row for {@link settle}. */
  defer(rows: Float64Array, row: number, subscription: number, table: PriceTargets): void {
    const { deferred } = this;
    if (this.deferredRow + ROW_STRIDE !== row || deferred.subscription !== subscription) {
      this.settle();
      deferred.rows = rows;
      deferred.from = row;
      deferred.subscription = subscription;
      deferred.at = table.stateBase[subscription];
      deferred.mode = table.priceMode[subscription];
    }
    this.deferredRow = row;
  }

  /** Brings all deferred prices into `values`. */
  settle(): void {
    const { deferred, deferredRow, values } = this;
    if (deferredRow < 0) return;
    this.deferredRow = NONE;
    const { rows, from, at, mode } = deferred;
    // a row without a zero covers all that the rows before it have brought
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
