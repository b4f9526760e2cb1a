/** The callback of an event; `utc` is the instant for which it was scheduled. May be asynchronous. */
export type ScheduledCallback = (name: string, utc: number) => void | Promise<void>;

/**
 * A callback with a series of instants at which it is due, LEAN's ScheduledEvent (Common/Scheduling/ScheduledEvent.cs).
 *
 * The instants are iterated lazily, so that rules can read the clock of the run.
 */
export class ScheduledEvent {
  readonly name: string;
  /** A disabled event skips its occurrences. */
  enabled = true;

  private readonly callback: ScheduledCallback;
  private readonly times: Iterable<number>;
  private iterator: Iterator<number> | undefined;
  private next = NaN;

  /** @param times ascending UTC instants */
  constructor(name: string, times: Iterable<number>, callback: ScheduledCallback) {
    this.name = name;
    this.times = times;
    this.callback = callback;
  }

  /** The next instant; Infinity when there are no more. */
  get nextUtc(): number {
    if (this.iterator === undefined) this.moveOn();
    return this.next;
  }

  /** Advances to the instant after {@link nextUtc}. */
  moveOn(): void {
    this.iterator ??= this.times[Symbol.iterator]();
    const step = this.iterator.next();
    this.next = step.done === true ? Infinity : step.value;
  }

  /** Skips the occurrences before an instant, but not at it. */
  skipUntil(utc: number): void {
    while (this.nextUtc < utc) this.moveOn();
  }

  /** Calls the callback for {@link nextUtc} unless the event is disabled. Returns the promise of an asynchronous callback. */
  fire(): void | Promise<void> {
    return this.enabled ? this.callback(this.name, this.nextUtc) : undefined;
  }
}
