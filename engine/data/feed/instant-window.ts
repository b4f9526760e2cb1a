import { grown } from '../../model/grown.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';

/** Groups the rows of one window by instant: each instant has a slot, and a counting sort orders the rows by slot. */
export class InstantWindow {
  /** The row buffer. */
  rows = new Float64Array(64 * ROW_STRIDE);
  /** Offsets of the window's rows in the buffer, instant by instant. */
  order = new Int32Array(64);
  /** Number of instants in the window. */
  slotCount = 0;
  /** True if each row of the window is alone at its instant, in order: the row at a position is the one with that index. */
  isLinedUp = false;
  /** Number of rows in the window. */
  protected count = 0;
  protected slotOfRow = new Int32Array(64);
  protected slotTime = new Float64Array(64);
  /** The end of each slot's rows in `order`. */
  protected slotEnd = new Int32Array(64);
  /** The slots in order of time. */
  protected sequence = new Int32Array(64);
  private isSorted = true;
  /** Number of rows from the first that are alone at their instants, in order. */
  private linedUp = 0;
  /** Number of rows from the first whose slot equals their index. */
  private ownSlots = 0;
  private readonly slotByTime = new Map<number, number>();

  /** Empties the window. */
  protected clear(): void {
    this.count = this.slotCount = 0;
    this.isSorted = true;
    if (this.slotByTime.size > 0) this.slotByTime.clear();
  }

  /** Fills the window with copies of rows that are in order of time. */
  protected fillWith(rows: readonly Float64Array[]): void {
    this.clear();
    this.ownSlots = 0;
    for (const row of rows) {
      if (this.count === this.slotOfRow.length) this.growRows();
      const time = row[Row.Emit];
      const slot =
        this.slotCount > 0 && this.slotTime[this.slotCount - 1] === time ? this.slotCount - 1 : this.appendSlot(time);
      this.rows.set(row, this.count * ROW_STRIDE);
      this.slotOfRow[this.count++] = slot;
    }
    this.sort();
  }

  /** Orders the rows by instant. */
  protected group(): void {
    // one row per instant, in order: nothing to sort
    if (this.isSorted && this.slotCount === this.count) this.lineUp();
    else this.sort();
  }

  /** Assigns each row its own instant in the existing order; rows that an earlier window assigned stay. */
  private lineUp(): void {
    const { count, slotEnd, sequence, order } = this;
    this.isLinedUp = true;
    for (let row = this.linedUp; row < count; row++) {
      sequence[row] = row;
      slotEnd[row] = row + 1;
      order[row] = row * ROW_STRIDE;
    }
    if (count > this.linedUp) this.linedUp = count;
  }

  /** Assigns each row from `first` the slot of its instant. */
  protected placeRows(first: number): void {
    const { rows, count, slotOfRow } = this;
    if (first === 0 && this.placeAscending()) return;
    let { slotTime } = this;
    let slot = -1;
    if (first < this.ownSlots) this.ownSlots = first;
    for (let row = first, at = first * ROW_STRIDE + Row.Emit; row < count; row++, at += ROW_STRIDE) {
      const time = rows[at];
      if (slot >= 0 && slotTime[slot] === time) slotOfRow[row] = slot;
      else if (slot + 1 < this.slotCount && slotTime[slot + 1] === time) slotOfRow[row] = ++slot;
      else {
        slotOfRow[row] = slot = this.slotAt(time);
        ({ slotTime } = this);
      }
    }
  }

  /** The same if each row is later than the one before; otherwise false without an effect. */
  private placeAscending(): boolean {
    const { rows, count, slotOfRow } = this;
    while (this.slotTime.length < count) this.growSlots();
    const { slotTime } = this;
    let previous = -Infinity;
    for (let row = 0, at: number = Row.Emit; row < count; row++, at += ROW_STRIDE) {
      const time = rows[at];
      if (!(time > previous)) return false;
      slotTime[row] = previous = time;
    }
    // rows that an earlier window assigned stay valid
    for (let row = this.ownSlots; row < count; row++) slotOfRow[row] = row;
    if (count > this.ownSlots) this.ownSlots = count;
    this.slotCount = count;
    return true;
  }

  private slotAt(time: number): number {
    const { slotCount, slotTime, slotByTime } = this;
    if (slotCount === 0 || (this.isSorted && time > slotTime[slotCount - 1])) return this.appendSlot(time);
    if (this.isSorted) {
      const found = this.findSlot(time);
      if (slotTime[found] === time) return found;
      this.isSorted = false;
      for (let s = 0; s < slotCount; s++) slotByTime.set(slotTime[s], s);
    }
    const known = slotByTime.get(time);
    if (known !== undefined) return known;
    slotByTime.set(time, slotCount);
    return this.appendSlot(time);
  }

  /** Binary search for the first slot that is not before an instant; the last slot is not before it. */
  private findSlot(time: number): number {
    const { slotTime } = this;
    let low = 0;
    let high = this.slotCount - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (slotTime[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private appendSlot(time: number): number {
    if (this.slotCount === this.slotTime.length) this.growSlots();
    this.slotTime[this.slotCount] = time;
    return this.slotCount++;
  }

  /** Counting sort of the rows by instant; stable, so that rows of an instant keep the order of subscriptions. */
  private sort(): void {
    this.linedUp = 0;
    this.isLinedUp = false;
    const { slotCount, slotEnd, sequence, slotOfRow, order, slotTime } = this;
    for (let s = 0; s < slotCount; s++) sequence[s] = s;
    if (!this.isSorted) sequence.subarray(0, slotCount).sort((a, b) => slotTime[a] - slotTime[b]);
    slotEnd.fill(0, 0, slotCount);
    for (let row = 0; row < this.count; row++) slotEnd[slotOfRow[row]]++;
    let start = 0;
    for (let s = 0; s < slotCount; s++) {
      const slot = sequence[s];
      const rows = slotEnd[slot];
      slotEnd[slot] = start;
      start += rows;
    }
    // slotEnd contains each slot's start here, and its end after its rows are placed
    for (let row = 0; row < this.count; row++) order[slotEnd[slotOfRow[row]]++] = row * ROW_STRIDE;
  }

  protected growRows(): void {
    const length = this.slotOfRow.length * 2;
    this.rows = grown(this.rows, length * ROW_STRIDE, Float64Array);
    this.order = grown(this.order, length, Int32Array);
    this.slotOfRow = grown(this.slotOfRow, length, Int32Array);
  }

  private growSlots(): void {
    const length = this.slotTime.length * 2;
    this.slotTime = grown(this.slotTime, length, Float64Array);
    this.slotEnd = grown(this.slotEnd, length, Int32Array);
    this.sequence = grown(this.sequence, length, Int32Array);
  }
}
