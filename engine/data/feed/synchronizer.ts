import type { Clock } from '../../model/clock.ts';
import { grown } from '../../model/grown.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';
import type { RowCursor, RowLimits } from './row-cursor.ts';

/**
 * Rows that one window aims at when nothing else is asked, for each subscription and at least: enough to read each
 * subscription's columns a stretch at a time, and few enough for the processor's cache where there are few subscriptions.
 */
const WINDOW_ROWS_EACH = 64;
const LEAST_WINDOW_ROWS = 2_048;
const LONGEST_SPAN = 400 * 86_400_000;

interface Member {
  readonly cursor: RowCursor;
  readonly index: number;
  /** Sorts subscriptions inside one instant, as LEAN does: security type, tick type, symbol. */
  readonly rank: string;
}

/**
 * Merges all subscriptions into instants: `next()` moves to the next moment at which a row is known.
 *
 * Rows are taken from the cursors a window at a time into one tape, subscription by subscription, so that memory is
 * walked in order however many there are; a counting sort then puts the window into instants. Results never depend on
 * the window's length. LEAN: Engine/DataFeeds/SubscriptionSynchronizer.cs, SubscriptionFrontierTimeProvider.cs.
 */
export class Synchronizer {
  /** The tape; a row starts at each number of `order` between `from` and `to`. */
  rows = new Float64Array(64 * ROW_STRIDE);
  order = new Int32Array(64);
  from = 0;
  to = 0;

  private members: Member[] = [];
  private readonly isWindowFixed: boolean;
  private windowRows: number;
  private span = 0;
  private until = -Infinity;
  /** The instant that was moved to last. */
  instant = -Infinity;

  private count = 0;
  private slotOfRow = new Int32Array(64);
  private slotTime = new Float64Array(64);
  /** Number of instants in the window. */
  slotCount = 0;
  private slotEnd = new Int32Array(64);
  private sequence = new Int32Array(64);
  private isSorted = true;
  /** So many rows from the first on stand in instants of their own, in order. */
  private linedUp = 0;
  /** So many rows from the first on have the slot of their own number. */
  private ownSlots = 0;
  private readonly slotByTime = new Map<number, number>();
  private readonly limits: RowLimits = { until: NaN, room: 0, subscription: 0 };
  /** Instants of the window that have been delivered. */
  position = 0;
  /** Called before rows move in the tape: whoever still reads those that were delivered keeps what it needs of them. */
  readonly beforeMove: (() => void)[] = [];

  /** @param windowRows rows that one window aims at; results never depend on it */
  constructor(windowRows?: number) {
    this.isWindowFixed = windowRows !== undefined;
    this.windowRows = Math.max(1, windowRows ?? LEAST_WINDOW_ROWS);
  }

  /** Adds a subscription; its rows from now on take part. */
  add(cursor: RowCursor, index: number, rank: string): void {
    let at = this.members.length;
    while (at > 0 && this.members[at - 1].rank > rank) at--;
    this.members.splice(at, 0, { cursor, index, rank });
    if (this.position < this.slotCount) this.rebuild(cursor, index);
    this.membersChanged();
  }

  /** Takes a subscription out; rows of it that wait are dropped. */
  remove(index: number): void {
    this.members = this.members.filter((member) => member.index !== index);
    if (this.position < this.slotCount) this.rebuild(undefined, index);
    this.membersChanged();
  }

  /** True when rows of a subscription have been taken that no instant has delivered yet. */
  holds(index: number): boolean {
    if (this.position >= this.slotCount) return false;
    const first = this.position === 0 ? 0 : this.slotEnd[this.sequence[this.position - 1]];
    for (let i = first; i < this.count; i++) if (this.rows[this.order[i] + Row.Subscription] === index) return true;
    return false;
  }

  /** Windows begin small again: where subscriptions come and go, much that waits would be put anew in order each time. */
  private membersChanged(): void {
    this.span = 0;
    if (!this.isWindowFixed) this.windowRows = Math.max(LEAST_WINDOW_ROWS, this.members.length * WINDOW_ROWS_EACH);
  }

  /** True until the first instant: nothing has been delivered yet. */
  get isUntouched(): boolean {
    return this.until === -Infinity;
  }

  /** The instant that `next` would move to; Infinity when there is none. */
  peek(): number {
    const time = this.position < this.slotCount ? this.slotTime[this.sequence[this.position]] : this.earliest();
    return time > this.instant ? time : this.instant === -Infinity || time === Infinity ? time : this.instant;
  }

  /** Moves to the next instant and returns it, Infinity at the end. `floor` is the earliest it may be. */
  next(floor: number): number {
    if (floor > this.instant) this.instant = floor;
    return this.move() ? this.instant : Infinity;
  }

  /** The same without handing numbers on: false at the end, and the instant stands in {@link instant}. */
  advance(clock: Clock): boolean {
    if (clock.utc > this.instant) this.instant = clock.utc;
    return this.move();
  }

  /** The same as {@link advance} where the next instant waits in the window and is before `limit`; false, and nothing done, where not. */
  advanceInWindow(clock: Clock, limit: number): boolean {
    const { position, sequence } = this;
    if (position >= this.slotCount) return false;
    const slot = sequence[position];
    const time = this.slotTime[slot];
    if (time >= limit) return false;
    if (!(time > this.instant && time >= clock.utc)) return this.advance(clock);
    this.from = position === 0 ? 0 : this.slotEnd[sequence[position - 1]];
    this.to = this.slotEnd[slot];
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

  /** Moves to `now` without waiting rows but those that are known by then; true when there were any. */
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
    // rows that were known before the frontier all belong to it
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
    // one row an instant, in order: nothing to sort
    if (this.isSorted && this.slotCount === this.count) this.lineUp();
    else this.sortWindow();
    return true;
  }

  /** Puts each row into an instant of its own, as they stand; what an earlier window put so stays. */
  private lineUp(): void {
    const { count, slotEnd, sequence, order } = this;
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

  /** Gives each row from `first` on the slot of its instant. */
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

  /** The same where the window's rows each have a later instant than the one before; false, and nothing done, where not. */
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
    // rows that an earlier window placed so still are
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

  /** The first slot that is not before an instant; the slots are in order and the last is not before it. */
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

  /** Counting sort of the rows by instant; inside an instant they keep the order of the subscriptions. */
  private sortWindow(): void {
    this.linedUp = 0;
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
    // slotEnd holds each slot's start here and its end once its rows are placed
    for (let row = 0; row < this.count; row++) order[slotEnd[slotOfRow[row]]++] = row * ROW_STRIDE;
  }

  /** Puts what waits in the window anew in order, without the rows of a removed or with those of an added subscription. */
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

  /** Puts the present instant's rows behind those that wait: a security may leave while a step is at work on them. */
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
