import type { Clock } from '../../model/clock.ts';
import { InstantWindow } from './instant-window.ts';
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
export class Synchronizer extends InstantWindow {
  /** The rows of the current instant are those of `order` from `from` up to `to`. */
  from = 0;
  to = 0;

  private members: Member[] = [];
  private readonly isWindowFixed: boolean;
  private windowRows: number;
  private span = 0;
  private until = -Infinity;
  /** The current instant. */
  instant = -Infinity;
  private readonly limits: RowLimits = { until: NaN, room: 0, subscription: 0 };
  /** Instants of the window that have been delivered. */
  position = 0;
  /** Called before rows move in the buffer, so that readers of delivered rows can copy them. */
  readonly beforeMove: (() => void)[] = [];

  /** @param windowRows target number of rows per window; results do not depend on it */
  constructor(windowRows?: number) {
    super();
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
    this.clear();
    this.position = 0;
    if (earliest === Infinity) return false;
    this.until = Math.max(earliest, this.instant) + (this.windowRows === 1 ? 0 : this.span);
    const { members, until } = this;
    for (let m = 0; m < members.length; m++) {
      const { cursor, index } = members[m];
      if (cursor.emit > until) continue;
      this.take(cursor, index);
    }
    this.adaptSpan();
    this.group();
    return true;
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
    this.clear();
    this.position = 0;
    if (added !== undefined) this.take(added, index);
    const fresh = Array.from({ length: this.count }, (_, i) => this.rows.slice(i * ROW_STRIDE, (i + 1) * ROW_STRIDE));
    const all = [...waiting.map((base) => kept.subarray(base, base + ROW_STRIDE)), ...fresh];
    all.sort((a, b) => a[Row.Emit] - b[Row.Emit] || rank.get(a[Row.Subscription])! - rank.get(b[Row.Subscription])!);
    this.fillWith(all);
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
}
