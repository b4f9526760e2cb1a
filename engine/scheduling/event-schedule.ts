import type { Clock } from '../model/clock.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/**
 * How the engine lets a due event act: it sets the clock where that is wanted and calls `event.fire()`. The schedule waits
 * for a promise before it goes on.
 */
export type FireEvent = (event: ScheduledEvent, utc: number) => void | Promise<void>;

/** One pass over the due events. */
interface Scan {
  /** The order of events as it stood when the pass began; events added on the way wait for the next pass. */
  readonly events: ScheduledEvent[];
  readonly limit: number;
  readonly inclusive: boolean;
  readonly fire: FireEvent;
}

/**
 * The events of a run in the order in which they are due, LEAN's BacktestingRealTimeHandler.
 *
 * Events due at one instant act in the order of their creation at first, and whenever an event was added or removed since.
 * In between LEAN only moves the event that has acted, and orders depend on how: it stays in front while no other is due
 * before its next moment; otherwise it goes behind *one* of the events that share that moment, the one that a bisection
 * hits. Of three events that are always due together the last two therefore change places from day to day.
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
  /** The instant of the next event; Infinity when there is none, and until {@link start}. To be read only. */
  nextUtc = Infinity;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Adds an event; once the run has started, its moments before the clock's time are passed over. */
  add(event: ScheduledEvent): void {
    this.clock.calls++;
    this.lastId += 1;
    this.ids.set(event, this.lastId);
    this.isSorted = false;
    if (!this.isStarted) return;
    event.skipUntil(this.clock.utc);
    this.nextUtc = Math.min(this.nextUtc, event.nextUtc);
  }

  /** Takes an event out; it does not act again, not even in a pass that is under way. */
  remove(event: ScheduledEvent): void {
    this.ids.delete(event);
    this.isSorted = false;
  }

  /** Begins the run at the clock's time (the start of the warm-up where there is one): earlier moments are passed over. */
  start(): void {
    this.isStarted = true;
    for (const event of this.ids.keys()) event.skipUntil(this.clock.utc);
    this.sort();
  }

  /**
   * Lets every event act that is due before an instant, each at its own time: to that time `fire` sets the clock.
   * Answers with a promise only when an event did.
   */
  scanBefore(utc: number, fire: FireEvent): void | Promise<void> {
    return this.run({ events: this.sorted(), limit: utc, inclusive: false, fire });
  }

  /** Lets every event act that is due until an instant (inclusive); the clock stands at that instant and stays there. */
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

  /** An event that the limit of an inclusive pass allows to act again does so at once, before the others. */
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

/** Moves the first event, which has a later moment now, to its place in the rest, which is in order. */
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
