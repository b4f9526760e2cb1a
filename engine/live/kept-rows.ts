import type { RowReader } from '../api/data-source.ts';
import { COLUMN_NAMES } from '../model/columns.ts';
import type { RowColumns, RowKind } from '../model/columns.ts';
import { grown } from '../model/grown.ts';

/** Decimal places are packed with four bits for each price column. */
const EVERY_COLUMN = 0x11111111;

/** The newest rows of a subscription, for requests of history and for cursors that open again. */
export class KeptRows {
  private readonly kind: RowKind;
  private readonly most: number;
  private columns: Float64Array[];
  private length = 0;

  /** @param most number of rows that are kept at least once there are so many; at most twice as many */
  constructor(kind: RowKind, most: number) {
    this.kind = kind;
    this.most = most;
    this.columns = Array.from({ length: COLUMN_NAMES[kind].length + 2 }, () => new Float64Array(16));
  }

  add(rows: RowColumns): void {
    this.reserve(rows.length);
    const { scales } = rows;
    const packed = typeof scales === 'number' ? undefined : scales;
    const given = [rows.time, ...rows.values, packed];
    for (const [index, column] of this.columns.entries()) {
      const values = given[index];
      if (values === undefined) column.fill(Number(scales) * EVERY_COLUMN, this.length, this.length + rows.length);
      else column.set(values.subarray(0, rows.length), this.length);
    }
    this.length += rows.length;
  }

  /** Reads a copy of the kept rows. */
  reader(): RowReader {
    const copies = this.columns.map((column) => column.slice(0, this.length));
    const [time, ...values] = copies;
    const scales = values.pop() as Float64Array;
    let rows: RowColumns | undefined = { kind: this.kind, length: this.length, time, values, scales };
    return {
      next() {
        const given = rows;
        rows = undefined;
        return given;
      },
    };
  }

  private reserve(more: number): void {
    if (this.length + more > Math.max(2 * this.most, more)) this.drop(this.length - this.most);
    let capacity = this.columns[0].length;
    while (capacity < this.length + more) capacity *= 2;
    if (capacity > this.columns[0].length)
      this.columns = this.columns.map((column) => grown(column, capacity, Float64Array));
  }

  private drop(count: number): void {
    if (count <= 0) return;
    for (const column of this.columns) column.copyWithin(0, count, this.length);
    this.length -= count;
  }
}
