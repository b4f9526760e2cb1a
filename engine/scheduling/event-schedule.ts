import type { Clock } from '../model/clock.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/**
 * The engine's callback for a due event: it sets the clock if requested and calls `event.fire()`. The schedule awaits a
 * returned promise before it continues.
 */
export type FireEvent = (event: ScheduledEvent, utc: number) => void | Promise<void>;

/** One pass over the due events. */
interface Scan {
  /** The order of events when the pass began; events that are added during the pass wait for the next one. */
  readonly events: ScheduledEvent[];
  readonly limit: number;
  readonly inclusive: boolean;
  readonly fire: FireEvent;
}

/**
 * The events of a run in the order in which they are due, LEAN's BacktestingRealTimeHandler.
 *
 * Events that are due at one instant fire in the order of their creation at first, and after each addition or removal of an
 * event. Otherwise LEAN only moves the event that has fired, and results depend on how: it stays first while no other event
 * is due before its next occurrence; otherwise a binary search inserts it after *one* of the events with the same time. Of
 * three events that are always due together, the last two therefore swap from day to day.
 *
 * An engine compares {@link nextUtc} with the time of each slice and scans only when something is due.
 */
export class EventSchedule {
  private readonly clock: Clock;
  private readonly ids = new Map<ScheduledEvent, number>();
  private lastId = 0;
  private events: ScheduledEvent[] = [];
  private isSorted = true;
  private isStarted = false;
  /** The instant of the next event; Infinity when there is none, and until {@link start}. Read only. */
  nextUtc = Infinity;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Adds an event. After the start of the run, occurrences before the clock's time are skipped. */
  add(event: ScheduledEvent): void {
    this.clock.calls++;
    this.lastId += 1;
    this.ids.set(event, this.lastId);
    this.isSorted = false;
    if (!this.isStarted) return;
    event.skipUntil(this.clock.utc);
    this.nextUtc = Math.min(this.nextUtc, event.nextUtc);
  }

  /** Removes an event. It does not fire again, not even in the current pass. */
  remove(event: ScheduledEvent): void {
    this.ids.delete(event);
    this.isSorted = false;
  }

  /** Starts the schedule at the clock's time (the start of a warm-up if there is one); earlier occurrences are skipped. */
  start(): void {
    this.isStarted = true;
    for (const event of this.ids.keys()) event.skipUntil(this.clock.utc);
    this.sort();
  }

  /**
   * Fires every event that is due before an instant, each at its own time, to which `fire` sets the clock. Returns a
   * promise only when an event did.
   */
  scanBefore(utc: number, fire: FireEvent): void | Promise<void> {
    return this.run({ events: this.sorted(), limit: utc, inclusive: false, fire });
  }

  /** Fires every event that is due until an instant (inclusive); the clock is already at that instant and does not move. */
  scanThrough(utc: number, fire: FireEvent): void | Promise<void> {
    return this.run({ events: this.sorted(), limit: utc, inclusive: true, fire });
  }

  private run(scan: Scan): void | Promise<void> {
    const { events, limit, inclusive, fire } = scan;
    while (events.length > 0) {
      const event = events[0];
      const due = event.nextUtc;
      if (inclusive ? due > limit : due >= limit) break;
      const answer = this.ids.has(event) ? fire(event, due) : undefined;
      if (answer instanceof Promise) return this.resume(answer, event, scan);
      this.moveOn(event, scan);
    }
    this.sorted();
    this.nextUtc = this.events.length > 0 ? this.events[0].nextUtc : Infinity;
    return undefined;
  }

  private async resume(answer: Promise<void>, event: ScheduledEvent, scan: Scan): Promise<void> {
    await answer;
    this.moveOn(event, scan);
    await this.run(scan);
  }

  /** In an inclusive pass, an event that is due again within the limit fires again at once, before the others. */
  private moveOn(event: ScheduledEvent, { events, limit, inclusive }: Scan): void {
    event.moveOn();
    if (!inclusive || event.nextUtc > limit) putInPlace(events);
  }

  private sorted(): ScheduledEvent[] {
    if (!this.isSorted) this.sort();
    return this.events;
  }

  private sort(): void {
    this.isSorted = true;
    if (!this.isStarted) return;
    this.events = [...this.ids]
      .sort(([a, idA], [b, idB]) => compare(a.nextUtc, b.nextUtc) || idA - idB)
      .map(([event]) => event);
    this.nextUtc = this.events.length > 0 ? this.events[0].nextUtc : Infinity;
  }
}

/** Moves the first event, whose time has advanced, to its position among the others, which are sorted. */
function putInPlace(events: ScheduledEvent[]): void {
  const event = events[0];
  const next = event.nextUtc;
  if (events.length < 2 || next <= events[1].nextUtc) return;
  let low = 1;
  let high = events.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(next, events[middle].nextUtc);
    if (order < 0) {
      high = middle - 1;
    } else {
      low = middle + 1;
      if (order === 0) break;
    }
  }
  for (let i = 1; i < low; i++) events[i - 1] = events[i];
  events[low - 1] = event;
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
