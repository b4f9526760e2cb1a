import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import { LONGEST_WAIT } from './live-clock.ts';
import type { LiveClock } from './live-clock.ts';

/** The pace of a run: maps real milliseconds to milliseconds of the run. */
export class Pace {
  /** Multiple of real time; Infinity never waits. */
  readonly speed: number;
  private readonly now: () => number;
  private originUtc = NaN;
  private originReal = NaN;

  /** @param now real milliseconds */
  constructor(speed: number, now: () => number = () => performance.now()) {
    this.speed = speed;
    this.now = now;
  }

  /** The pace of present data: the instants of a clock. */
  static of(clock: LiveClock): Pace {
    const pace = new Pace(1, () => clock.now());
    pace.originUtc = pace.originReal = 0;
    return pace;
  }

  get isMax(): boolean {
    return this.speed === Infinity;
  }

  get isStarted(): boolean {
    return !Number.isNaN(this.originUtc);
  }

  /** The instant of the run at the current real time; NaN before the start and at full speed. */
  get utc(): number {
    return this.isMax ? NaN : this.originUtc + (this.now() - this.originReal) * this.speed;
  }

  /** Starts the run's time at an instant. */
  start(utc: number): void {
    this.originUtc = utc;
    this.originReal = this.now();
  }

  /** Real milliseconds until an instant, limited to one timer; not positive if it has passed. */
  delayUntil(utc: number): number {
    return this.isMax ? 0 : Math.min(LONGEST_WAIT, (utc - this.utc) / this.speed);
  }
}

/** Reads `max`, `60x` or `0.5x`. @throws EngineError for any other text */
export function parseSpeed(text: string): number {
  if (text === 'max') return Infinity;
  const match = /^(\d+(?:\.\d+)?)x?$/.exec(text);
  const speed = match === null ? NaN : Number(match[1]);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new EngineError(
    LIVE_ERRORS.BAD_SPEED,
    `The speed is "${text}", but must be max or a positive number of times. ${LIVE_ERRORS.BAD_SPEED.remedy}`,
    { data: { speed: text } },
  );
}
