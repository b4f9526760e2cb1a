import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import { RowKind } from '../model/columns.ts';
import { updatePrices } from './price-update.ts';

/** Float64 numbers a security takes in {@link MarketState}. */
const STATE_STRIDE = 32;

/** Where rows go that are laid in late. */
interface LateRows {
  rows: Float64Array;
  /** Place of the first in the tape. */
  from: number;
  /** The block of the security. */
  at: number;
  /** See {@link updatePrices}. */
  mode: number;
}

/**
 * The prices of all securities in one block of memory, so that a step walks through it in order.
 *
 * Where rows of one subscription follow one another, the newest is only noted in `lateRow`: whoever wants a price settles
 * first. Most bars pass without anybody asking.
 */
export class MarketState {
  values = new Float64Array(16 * STATE_STRIDE).fill(NaN);
  /** Place in the tape of the newest row that is not in `values` yet; -1 when all are. */
  lateRow = -1;
  private readonly late: LateRows = { rows: this.values, from: 0, at: 0, mode: 0 };
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

  /** Says which rows are noted in `lateRow` from now on: the first, the block they go to, and how (see {@link updatePrices}). */
  expect(rows: Float64Array, from: number, at: number, mode: number): void {
    this.settle();
    const { late } = this;
    late.rows = rows;
    late.from = from;
    late.at = at;
    late.mode = mode;
  }

  /** Lays in what is late. */
  settle(): void {
    const { late, lateRow, values } = this;
    if (lateRow < 0) return;
    this.lateRow = -1;
    const { rows, from, at, mode } = late;
    late.from = lateRow + ROW_STRIDE;
    // a row without a zero covers all that the rows before it have brought
    const first = mode === RowKind.TradeBar && isWhole(rows, lateRow + Row.Value) ? lateRow : from;
    for (let row = first; row <= lateRow; row += ROW_STRIDE) updatePrices(values, at, rows, row, mode);
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
