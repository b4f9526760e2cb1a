import type { Clock } from '../../model/clock.ts';
import { grown } from '../../model/grown.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';
import type { RowCursor, RowLimits } from './row-cursor.ts';

/**
 * Default rows of one window, per subscription and at least: enough to read each subscription's columns in bulk, and few
 * enough for the processor's cache when there are few subscriptions.
 */
const WINDOW_ROWS_EACH = 64;
const LEAST_WINDOW_ROWS = 2_048;
const LONGEST_SPAN = 400 * 86_400_000;

interface Member {
  readonly cursor: RowCursor;
  readonly index: number;
  /** Sort key of subscriptions within one instant, as in LEAN: security type, tick type, symbol. */
  readonly rank: string;
}

/**
 * Merges all subscriptions into instants: `next()` moves to the next instant at which a row becomes known.
 *
 * Rows are read from the cursors into one row buffer, a window at a time and subscription by subscription, so that memory
 * access is sequential for any number of subscriptions; a counting sort then groups the window by instant. Results do not
 * depend on the window's length. LEAN: Engine/DataFeeds/SubscriptionSynchronizer.cs, SubscriptionFrontierTimeProvider.cs.
 */
export class Synchronizer {
  /** The row buffer; a row starts at each number of `order` between `from` and `to`. */
  rows = new Float64Array(64 * ROW_STRIDE);
  order = new Int32Array(64);
  from = 0;
  to = 0;

  private members: Member[] = [];
  private readonly isWindowFixed: boolean;
  private windowRows: number;
  private span = 0;
  private until = -Infinity;
  /** The current instant. */
  instant = -Infinity;

  private count = 0;
  private slotOfRow = new Int32Array(64);
  private slotTime = new Float64Array(64);
  /** Number of instants in the window. */
  slotCount = 0;
  private slotEnd = new Int32Array(64);
  private sequence = new Int32Array(64);
  private isSorted = true;
  /** True if each row of the window is alone at its instant, in order: the row at a position is the one with that index. */
  isLinedUp = false;
  /** Number of rows from the first that are alone at their instants, in order. */
  private linedUp = 0;
  /** Number of rows from the first whose slot equals their index. */
  private ownSlots = 0;
  private readonly slotByTime = new Map<number, number>();
  private readonly limits: RowLimits = { until: NaN, room: 0, subscription: 0 };
  /** Instants of the window that have been delivered. */
  position = 0;
  /** Called before rows move in the buffer, so that readers of delivered rows can copy them. */
  readonly beforeMove: (() => void)[] = [];

  /** @param windowRows target number of rows per window; results do not depend on it */
  constructor(windowRows?: number) {
    this.isWindowFixed = windowRows !== undefined;
    this.windowRows = Math.max(1, windowRows ?? LEAST_WINDOW_ROWS);
  }

  /** Adds a subscription; its rows are merged from now on. */
  add(cursor: RowCursor, index: number, rank: string): void {
    let at = this.members.length;
    while (at > 0 && this.members[at - 1].rank > rank) at--;
    this.members.splice(at, 0, { cursor, index, rank });
    if (this.position < this.slotCount) this.rebuild(cursor, index);
    this.membersChanged();
  }

  /** Removes a subscription and drops its pending rows. */
  remove(index: number): void {
    this.members = this.members.filter((member) => member.index !== index);
    if (this.position < this.slotCount) this.rebuild(undefined, index);
    this.membersChanged();
  }

  /** True when a subscription has rows in the buffer that have not been delivered. */
  holds(index: number): boolean {
    if (this.position >= this.slotCount) return false;
    const first = this.position === 0 ? 0 : this.slotEnd[this.sequence[this.position - 1]];
    for (let i = first; i < this.count; i++) if (this.rows[this.order[i] + Row.Subscription] === index) return true;
    return false;
  }

  /** Resets the window size: with frequent changes of subscriptions, large windows would be sorted again each time. */
  private membersChanged(): void {
    this.span = 0;
    if (!this.isWindowFixed) this.windowRows = Math.max(LEAST_WINDOW_ROWS, this.members.length * WINDOW_ROWS_EACH);
  }

  /** True until the first instant: nothing has been delivered yet. */
  get isUntouched(): boolean {
    return this.until === -Infinity;
  }

  /** The instant to which `next` would move; Infinity when there is none. */
  peek(): number {
    const time = this.position < this.slotCount ? this.slotTime[this.sequence[this.position]] : this.earliest();
    return time > this.instant ? time : this.instant === -Infinity || time === Infinity ? time : this.instant;
  }

  /** Moves to the next instant and returns it, Infinity at the end. `floor` is the earliest it may be. */
  next(floor: number): number {
    if (floor > this.instant) this.instant = floor;
    return this.move() ? this.instant : Infinity;
  }

  /** The same without passing numbers: false at the end; the instant is in {@link instant}. */
  advance(clock: Clock): boolean {
    if (clock.utc > this.instant) this.instant = clock.utc;
    return this.move();
  }

  /** Like {@link advance} if the next instant is in the window and before `limit`; otherwise false without an effect. */
  advanceInWindow(clock: Clock, limit: number): boolean {
    const { position } = this;
    if (position >= this.slotCount) return false;
    const slot = this.isLinedUp ? position : this.sequence[position];
    const time = this.slotTime[slot];
    if (time >= limit) return false;
    if (!(time > this.instant && time >= clock.utc)) return this.advance(clock);
    this.from = position === 0 ? 0 : this.to;
    this.to = this.isLinedUp ? slot + 1 : this.slotEnd[slot];
    this.position = position + 1;
    this.instant = time;
    return true;
  }

  private move(): boolean {
    if (this.position >= this.slotCount && !this.fillWindow()) {
      this.from = this.to = 0;
      return false;
    }
    this.takeSlot();
    return true;
  }

  /** Moves to `now` and delivers pending rows that are known by then; true when there were any. */
  takeUntilNow(now: number): boolean {
    if (now > this.instant) this.instant = now;
    this.from = this.to;
    if (this.position >= this.slotCount && (this.earliest() > now || !this.fillWindow())) return false;
    if (this.slotTime[this.sequence[this.position]] > now) return false;
    this.takeSlot();
    return true;
  }

  private takeSlot(): void {
    let slot = this.sequence[this.position++];
    const first = slot;
    this.from = this.position === 1 ? 0 : this.slotEnd[this.sequence[this.position - 2]];
    // all rows that were known before the frontier belong to it
    if (this.slotTime[slot] <= this.instant) {
      while (this.position < this.slotCount && this.slotTime[this.sequence[this.position]] <= this.instant)
        slot = this.sequence[this.position++];
    }
    this.to = this.slotEnd[slot];
    const time = this.slotTime[first];
    if (time > this.instant) this.instant = time;
  }

  private earliest(): number {
    let earliest = Infinity;
    const { members } = this;
    for (let m = 0; m < members.length; m++) {
      const { emit } = members[m].cursor;
      if (emit < earliest) earliest = emit;
    }
    return earliest;
  }

  private fillWindow(): boolean {
    const earliest = this.earliest();
    if (earliest < Infinity) for (const keep of this.beforeMove) keep();
    this.count = this.slotCount = this.position = 0;
    this.isSorted = true;
    if (earliest === Infinity) return false;
    if (this.slotByTime.size > 0) this.slotByTime.clear();
    this.until = Math.max(earliest, this.instant) + (this.windowRows === 1 ? 0 : this.span);
    const { members, until } = this;
    for (let m = 0; m < members.length; m++) {
      const { cursor, index } = members[m];
      if (cursor.emit > until) continue;
      this.take(cursor, index);
    }
    this.adaptSpan();
    // one row per instant, in order: nothing to sort
    if (this.isSorted && this.slotCount === this.count) this.lineUp();
    else this.sortWindow();
    return true;
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

  private adaptSpan(): void {
    if (this.count < this.windowRows / 2) this.span = Math.min(LONGEST_SPAN, this.span === 0 ? 60_000 : this.span * 2);
    else if (this.count > this.windowRows * 2) this.span = this.span * (this.windowRows / this.count);
  }

  private take(cursor: RowCursor, index: number): void {
    const { limits } = this;
    limits.until = this.until;
    limits.subscription = index;
    while (cursor.emit <= this.until) {
      limits.room = this.slotOfRow.length - this.count;
      if (limits.room === 0) {
        this.growRows();
        continue;
      }
      const first = this.count;
      this.count += cursor.take(this.rows, first * ROW_STRIDE, limits);
      this.placeRows(first);
    }
  }

  /** Assigns each row from `first` the slot of its instant. */
  private placeRows(first: number): void {
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
  private sortWindow(): void {
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

  /** Sorts the pending rows of the window again, without a removed or with an added subscription. */
  private rebuild(added: RowCursor | undefined, index: number): void {
    for (const keep of this.beforeMove) keep();
    const first = this.position === 0 ? 0 : this.slotEnd[this.sequence[this.position - 1]];
    const waiting = Array.from(this.order.subarray(first, this.count)).filter(
      (base) => this.rows[base + Row.Subscription] !== index,
    );
    const rank = new Map(this.members.map((member, m) => [member.index, m]));
    const kept = this.rows.slice();
    const present = this.order.slice(this.from, this.to);
    this.count = this.slotCount = this.position = 0;
    if (added !== undefined) this.take(added, index);
    const fresh = Array.from({ length: this.count }, (_, i) => this.rows.slice(i * ROW_STRIDE, (i + 1) * ROW_STRIDE));
    const all = [...waiting.map((base) => kept.subarray(base, base + ROW_STRIDE)), ...fresh];
    all.sort((a, b) => a[Row.Emit] - b[Row.Emit] || rank.get(a[Row.Subscription])! - rank.get(b[Row.Subscription])!);
    this.count = this.slotCount = 0;
    this.isSorted = true;
    this.ownSlots = 0;
    this.slotByTime.clear();
    for (const row of all) {
      if (this.count === this.slotOfRow.length) this.growRows();
      const time = row[Row.Emit];
      const slot =
        this.slotCount > 0 && this.slotTime[this.slotCount - 1] === time ? this.slotCount - 1 : this.appendSlot(time);
      this.rows.set(row, this.count * ROW_STRIDE);
      this.slotOfRow[this.count++] = slot;
    }
    this.sortWindow();
    this.keepPresent(present, kept);
  }

  /** Moves the current instant's rows behind the pending ones, because a step may still use them during a removal. */
  private keepPresent(places: Int32Array, tape: Float64Array): void {
    this.from = this.to = this.count;
    for (const base of places) {
      while (this.to >= this.slotOfRow.length) this.growRows();
      const at = this.to * ROW_STRIDE;
      this.order[this.to++] = at;
      this.rows.set(tape.subarray(base, base + ROW_STRIDE), at);
    }
  }

  private growRows(): void {
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
