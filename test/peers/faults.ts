import type { TimerGroup } from './clock.ts';

/**
 * What goes wrong at a point of a peer.
 *
 * For messages that the peer sends: `drop`, `delay`, `duplicate`, `reorder` (exchanged with the next message of the
 * connection), `malformed`, `half-open` (from then on the connection carries nothing in either direction, and stays
 * open), `die-before` and `die-after` (the connection is destroyed before or after the message).
 *
 * For requests that the peer receives: `drop` (lost: nothing is executed, nothing answered), `delay` (executed later),
 * `delay-answer` (executed at once, answered later), `duplicate` (executed twice, as by a proxy that repeats), `half-open`, `die-before` and `die-after` (the connection is
 * destroyed before or after the execution, in both cases without an answer), `answer` and `html` (another answer in
 * place of the own one; `executes` says whether the request is executed nevertheless), `malformed` (executed, and the
 * answer is damaged).
 */
export type Fault =
  | { readonly kind: 'drop' | 'reorder' | 'half-open' | 'die-before' | 'die-after' }
  | { readonly kind: 'delay' | 'delay-answer'; readonly milliseconds: number }
  /** @property times how often the message is sent or the request executed in all; 2 when absent */
  | { readonly kind: 'duplicate'; readonly times?: number }
  /** @property form which damage, by a name of the peer; its first when absent */
  | { readonly kind: 'malformed'; readonly form?: string }
  | {
      readonly kind: 'answer';
      /** HTTP status, or the error code of TWS. */
      readonly status: number;
      /** The code inside of the body; absent for bodies without one. */
      readonly code?: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly executes?: boolean;
    }
  | { readonly kind: 'html'; readonly status?: number; readonly executes?: boolean };

/** A fault of a script, and where and when it happens. */
export interface ScriptedFault {
  /** The name of the point, such as `POST /v2/orders` or `out execDetails`; the peer lists its points. */
  readonly at: string;
  readonly fault: Fault;
  /** How often it happens; once when absent. */
  readonly times?: number;
  /** How many passages of the point go well before; none when absent. */
  readonly after?: number;
}

/** The faults that a peer has still to show, and those that it has shown. */
export class FaultScript {
  /** Every fault that happened, in order. */
  readonly happened: { readonly at: string; readonly kind: Fault['kind'] }[] = [];
  private readonly isPoint: (name: string) => boolean;
  private script: { readonly at: string; readonly fault: Fault; times: number; after: number }[] = [];

  /** @param isPoint whether the peer has a point of this name, so that a misspelled one is refused */
  constructor(isPoint: (name: string) => boolean) {
    this.isPoint = isPoint;
  }

  /** The number of faults that are still to happen. */
  get pending(): number {
    return this.script.reduce((sum, { times }) => sum + times, 0);
  }

  /** Adds to the script. @throws RangeError for a point that the peer does not have */
  add(...faults: readonly ScriptedFault[]): void {
    for (const { at, fault, times = 1, after = 0 } of faults) {
      if (!this.isPoint(at)) throw new RangeError(`The peer has no point "${at}" for a fault of kind ${fault.kind}.`);
      this.script.push({ at, fault, times, after });
    }
  }

  clear(): void {
    this.script = [];
  }

  /** Passes a point: returns the fault that happens there now. */
  take(at: string): Fault | undefined {
    for (const entry of this.script) {
      if (entry.at !== at) continue;
      if (entry.after > 0) {
        entry.after -= 1;
        continue;
      }
      entry.times -= 1;
      if (entry.times === 0) this.script = this.script.filter((other) => other !== entry);
      this.happened.push({ at, kind: entry.fault.kind });
      return entry.fault;
    }
    return undefined;
  }
}

/** One connection as an outbox writes to it. */
export interface Line<Message> {
  send(message: Message): void;
  /** Sends a damaged form of the message. @throws RangeError for an unknown form */
  sendMalformed(message: Message, form: string | undefined): void;
  destroy(): void;
  /** Stops reading, so that requests are left in the network. */
  stopReading(): void;
}

/** Sends the messages of one connection in order, with the faults of a script. */
export class Outbox<Message> {
  private readonly line: Line<Message>;
  private readonly faults: FaultScript;
  private readonly timers: TimerGroup;
  private held: Message | undefined;
  private isSilent = false;

  constructor(line: Line<Message>, faults: FaultScript, timers: TimerGroup) {
    this.line = line;
    this.faults = faults;
    this.timers = timers;
  }

  get isHalfOpen(): boolean {
    return this.isSilent;
  }

  /** Passes the point `at` and sends the message, unless the fault there says otherwise. */
  send(at: string, message: Message): void {
    if (this.isSilent) return;
    const fault = this.faults.take(at);
    if (fault !== undefined) this.sendWith(fault, message);
    else this.write(message);
  }

  /** From now on the connection carries nothing and stays open. */
  halfOpen(): void {
    this.isSilent = true;
    this.line.stopReading();
  }

  /** Ends the connection at once, with what is held back. */
  die(): void {
    this.isSilent = true;
    this.line.destroy();
  }

  private write(message: Message): void {
    if (this.isSilent) return;
    this.line.send(message);
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    this.line.send(held);
  }

  private sendWith(fault: Fault, message: Message): void {
    switch (fault.kind) {
      case 'drop':
        return;
      case 'delay':
        this.timers.set(fault.milliseconds, () => this.write(message));
        return;
      case 'duplicate':
        for (let sent = 0; sent < (fault.times ?? 2); sent += 1) this.write(message);
        return;
      case 'reorder':
        this.held = message;
        return;
      case 'malformed':
        this.line.sendMalformed(message, fault.form);
        return;
      case 'half-open':
        this.halfOpen();
        return;
      case 'die-before':
        this.die();
        return;
      case 'die-after':
        this.write(message);
        this.die();
        return;
      case 'delay-answer':
      case 'answer':
      case 'html':
        throw new RangeError(`A message that the peer sends of itself cannot have the fault "${fault.kind}".`);
    }
  }
}
