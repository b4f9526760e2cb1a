import type { LiveClock } from '../live/live-clock.ts';

interface Due {
  readonly utc: number;
  readonly order: number;
  readonly act: () => void;
}

/**
 * A clock for tests of live runs: whenever the run waits, time moves at once to the next thing that is due, so that waiting
 * costs no real time.
 */
export class SimulatedClock implements LiveClock {
  private utc: number;
  private count = 0;
  private readonly due: Due[] = [];
  private waiting = 0;
  private isTurning = false;

  constructor(utc: number) {
    this.utc = utc;
  }

  now(): number {
    return this.utc;
  }

  /** Calls a function at an instant, if the run still waits then. */
  at(utc: number, act: () => void): void {
    this.add(utc, act);
  }

  after(milliseconds: number, done: () => void): () => void {
    this.waiting++;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.waiting--;
    };
    this.add(this.utc + milliseconds, () => {
      if (isOver) return;
      end();
      done();
    });
    this.turn();
    return end;
  }

  private add(utc: number, act: () => void): void {
    const one = { utc, order: this.count++, act };
    let at = this.due.length;
    while (at > 0 && this.due[at - 1].utc > utc) at--;
    this.due.splice(at, 0, one);
  }

  /** The next thing happens once the run has nothing else to do. */
  private turn(): void {
    if (this.isTurning) return;
    this.isTurning = true;
    setImmediate(() => {
      this.isTurning = false;
      const next = this.waiting > 0 ? this.due.shift() : undefined;
      if (next === undefined) return;
      this.utc = Math.max(this.utc, next.utc);
      next.act();
      if (this.waiting > 0) this.turn();
    });
  }
}
