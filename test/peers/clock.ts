/** A timer that has not fired yet. */
export interface PeerTimer {
  cancel(): void;
}

/** The clock of a peer. Engine, adapter and peer of one test share it, so that no time limit costs real time. */
export interface PeerClock {
  /** Milliseconds since 1970, UTC. */
  readonly utc: number;
  /** Calls back once, after at least `delayMs` milliseconds of this clock. */
  setTimer(delayMs: number, callback: () => void): PeerTimer;
}

interface Due {
  readonly utc: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class VirtualClock implements PeerClock {
  private now: number;
  private readonly timers = new Set<Due>();

  /** @param start an instant that `Date.parse` reads, with its offset */
  constructor(start: string) {
    this.now = Date.parse(start);
    if (Number.isNaN(this.now)) throw new RangeError(`"${start}" is not an instant.`);
  }

  get utc(): number {
    return this.now;
  }

  /** The number of timers that have not fired. */
  get pending(): number {
    return this.timers.size;
  }

  setTimer(delayMs: number, callback: () => void): PeerTimer {
    const due: Due = { utc: this.now + Math.max(0, delayMs), callback };
    this.timers.add(due);
    return { cancel: () => this.timers.delete(due) };
  }

  /** Moves the clock forward and fires what becomes due, in order of time, then of creation. */
  advance(milliseconds: number): void {
    this.advanceTo(this.now + milliseconds);
  }

  /** Moves the clock to an instant in milliseconds, or to a text that `Date.parse` reads. @throws RangeError backwards */
  advanceTo(instant: number | string): void {
    const target = typeof instant === 'number' ? instant : Date.parse(instant);
    if (!(target >= this.now)) throw new RangeError(`The clock is at ${this.now} and cannot move to ${instant}.`);
    for (let next = this.earliest(target); next !== undefined; next = this.earliest(target)) {
      this.timers.delete(next);
      this.now = next.utc;
      next.callback();
    }
    this.now = target;
  }

  private earliest(target: number): Due | undefined {
    let first: Due | undefined;
    for (const due of this.timers) if (due.utc <= target && (first === undefined || due.utc < first.utc)) first = due;
    return first;
  }
}

/** Timers of Node are limited to 31 bits of milliseconds. */
const LONGEST_TIMER = 0x7fff_ffff;

/** Real time, for a peer that runs as a process. Its timers do not keep the process alive. */
export class SystemClock implements PeerClock {
  get utc(): number {
    return Date.now();
  }

  setTimer(delayMs: number, callback: () => void): PeerTimer {
    const end = Date.now() + delayMs;
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = end - Date.now();
      timer = setTimeout(() => (left > LONGEST_TIMER ? wait() : callback()), Math.min(left, LONGEST_TIMER));
      timer.unref();
    };
    wait();
    return { cancel: () => clearTimeout(timer) };
  }
}

/** The timers of one owner, so that all can be cancelled at its end. */
export class TimerGroup {
  private readonly clock: PeerClock;
  private readonly timers = new Set<PeerTimer>();

  constructor(clock: PeerClock) {
    this.clock = clock;
  }

  get size(): number {
    return this.timers.size;
  }

  set(delayMs: number, callback: () => void): PeerTimer {
    const timer = this.clock.setTimer(delayMs, () => {
      this.timers.delete(grouped);
      callback();
    });
    const grouped: PeerTimer = {
      cancel: () => {
        this.timers.delete(grouped);
        timer.cancel();
      },
    };
    this.timers.add(grouped);
    return grouped;
  }

  cancelAll(): void {
    for (const timer of this.timers) timer.cancel();
  }
}
