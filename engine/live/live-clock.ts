/** Timers are limited to 31 bits of milliseconds; longer waits use several. */
export const LONGEST_WAIT = 0x7fff_ffff;

/** The clock of a live run with present data; tests replace it. */
export interface LiveClock {
  /** UTC instant, epoch milliseconds. */
  now(): number;
  /** Calls `done` after a number of milliseconds; returns a function that cancels it. */
  after(milliseconds: number, done: () => void): () => void;
}

export const SYSTEM_CLOCK: LiveClock = {
  now: () => Date.now(),
  after(milliseconds, done) {
    const timer = setTimeout(done, Math.min(LONGEST_WAIT, Math.max(0, milliseconds)));
    return () => clearTimeout(timer);
  },
};
