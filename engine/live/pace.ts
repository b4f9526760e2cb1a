import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';

/** Timers hold 31 bits of milliseconds; longer waits are made of several. */
const LONGEST_WAIT = 0x7fff_ffff;

/** How fast a replay goes: real milliseconds to milliseconds of the run. */
export class Pace {
  /** Times as fast as real time; Infinity does not wait at all. */
  readonly speed: number;
  private readonly now: () => number;
  private originUtc = NaN;
  private originReal = NaN;

  /** @param now real milliseconds */
  constructor(speed: number, now: () => number = () => performance.now()) {
    this.speed = speed;
    this.now = now;
  }

  get isMax(): boolean {
    return this.speed === Infinity;
  }

  get isStarted(): boolean {
    return !Number.isNaN(this.originUtc);
  }

  /** The instant of the run that it is really now; NaN before the start and at full speed. */
  get utc(): number {
    return this.isMax ? NaN : this.originUtc + (this.now() - this.originReal) * this.speed;
  }

  /** Lets the run's time begin to pass at an instant. */
  start(utc: number): void {
    this.originUtc = utc;
    this.originReal = this.now();
  }

  /** Real milliseconds until an instant, as many as one timer can wait; not positive when it has come. */
  delayUntil(utc: number): number {
    return this.isMax ? 0 : Math.min(LONGEST_WAIT, (utc - this.utc) / this.speed);
  }
}

/** Reads `max`, `60x` or `0.5x`. @throws EngineError when it is neither */
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
