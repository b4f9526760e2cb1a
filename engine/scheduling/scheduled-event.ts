/** What an event does when it is due; `utc` is the instant for which it was scheduled. May be asynchronous. */
export type ScheduledCallback = (name: string, utc: number) => void | Promise<void>;

/**
 * Something to be done at a series of moments, LEAN's ScheduledEvent (Common/Scheduling/ScheduledEvent.cs).
 *
 * The moments are asked for one at a time and only when they are needed, so that rules can look at the clock of the run.
 */
export class ScheduledEvent {
  readonly name: string;
  /** An event that is switched off lets its moments pass. */
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

  /** The next moment, Infinity when there is none left. */
  get nextUtc(): number {
    if (this.iterator === undefined) this.moveOn();
    return this.next;
  }

  /** Goes to the moment after {@link nextUtc}. */
  moveOn(): void {
    this.iterator ??= this.times[Symbol.iterator]();
    const step = this.iterator.next();
    this.next = step.done === true ? Infinity : step.value;
  }

  /** Passes over the moments before an instant; one at that instant stays. */
  skipUntil(utc: number): void {
    while (this.nextUtc < utc) this.moveOn();
  }

  /** Does what is to be done at {@link nextUtc}, unless the event is switched off. A promise means: not done yet. */
  fire(): void | Promise<void> {
    return this.enabled ? this.callback(this.name, this.nextUtc) : undefined;
  }
}
