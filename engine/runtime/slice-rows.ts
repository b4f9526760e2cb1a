import { Security } from '../securities/security.ts';
import type { SymbolLike } from './slice.ts';

/** Returns the dense index of an instrument; -1 if the run does not know it. */
export type IndexOf = (symbol: SymbolLike) => number;

/** The latest row of each security in this slice. Rows are reused objects, valid until the next slice. */
export class SliceRows<Row> {
  private readonly indexOf: IndexOf;
  private readonly materialise: (row: Row, security: number) => void;
  private rows: Row[] = [];
  private stamps = new Int32Array(16);
  private order = new Int32Array(16);
  private stamp = 1;
  private count = 0;

  /** @param materialise fills the row object of a security on access */
  constructor(indexOf: IndexOf, materialise: (row: Row, security: number) => void) {
    this.indexOf = indexOf;
    this.materialise = materialise;
  }

  /** Number of securities with a row in this slice. */
  get size(): number {
    return this.count;
  }

  has(symbol: SymbolLike): boolean {
    const index = this.indexOf(symbol);
    return index >= 0 && this.stamps[index] === this.stamp;
  }

  /** The row of a symbol, or `undefined` without one in this slice. */
  get(symbol: SymbolLike): Row | undefined {
    const index = symbol instanceof Security ? symbol.index : this.indexOf(symbol);
    return index >= 0 && this.stamps[index] === this.stamp ? this.cursor(index) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let i = 0; i < this.count; i++) yield this.cursor(this.order[i]);
  }

  /** @internal Reserves capacity for securities up to `index`. */
  reserve(index: number, row: Row): void {
    if (index >= this.stamps.length) {
      const stamps = new Int32Array(Math.max(index + 1, this.stamps.length * 2));
      stamps.set(this.stamps);
      const order = new Int32Array(stamps.length);
      order.set(this.order);
      this.stamps = stamps;
      this.order = order;
    }
    this.rows[index] = row;
  }

  /** @internal Whether the security has a row in this slice. */
  isMarked(index: number): boolean {
    return this.stamps[index] === this.stamp;
  }

  /** @internal The index of the n-th security with a row in this slice. */
  securityAt(place: number): number {
    return this.order[place];
  }

  /** @internal Marks a security as having a row in this slice; false if it was already marked. */
  mark(index: number): boolean {
    if (this.stamps[index] === this.stamp) return false;
    this.stamps[index] = this.stamp;
    this.order[this.count++] = index;
    return true;
  }

  /** @internal Empties the collection for the next slice. */
  clear(): void {
    if (this.count === 0) return;
    this.count = 0;
    this.stamp++;
  }

  private cursor(index: number): Row {
    const row = this.rows[index];
    this.materialise(row, index);
    return row;
  }
}
