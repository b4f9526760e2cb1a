import { DAY } from '../data/time/calendar-math.ts';
import type { Duration } from '../data/time/duration.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** Length of a warm-up before the start: a number of bars, or a wall-clock duration. */
export type WarmUpSpan = { readonly bars: number } | Duration;

/** The period of a run, in the time zone of its algorithm. */
export class RunDates {
  timeZone = TimeZone.of(NEW_YORK);
  /** First and last day as wall-clock midnights; the end is NaN until it is set. */
  startDate: number;
  endDate: number;
  warmUp: WarmUpSpan | undefined;
  /** True from the first instant of the warm-up to the start of the run. */
  isWarmingUp = false;
  /** True once the run has started: dates, time zone, warm-up and benchmark are final. */
  isLocked = false;
  private readonly clock: Clock;
  private readonly isStartGiven: boolean;
  private readonly isEndGiven: boolean;

  /** @param given dates that take precedence over those that the strategy sets */
  constructor(clock: Clock, given: { readonly startDate?: number; readonly endDate?: number }) {
    this.clock = clock;
    this.isStartGiven = given.startDate !== undefined;
    this.isEndGiven = given.endDate !== undefined;
    this.startDate = given.startDate ?? Date.UTC(1998, 0, 1);
    this.endDate = given.endDate ?? NaN;
    clock.utc = this.startUtc;
  }

  get localTime(): number {
    return this.timeZone.toLocal(this.clock.utc);
  }

  get startUtc(): number {
    return this.timeZone.toUtc(this.startDate);
  }

  /** The end of the last day. */
  get endUtc(): number {
    return this.timeZone.toUtc(this.endDate + DAY) - 1;
  }

  setStartDate(date: number): void {
    this.requireNotStarted('setStartDate');
    if (!this.isStartGiven) this.startDate = date;
    this.clock.utc = this.startUtc;
  }

  setEndDate(date: number): void {
    this.requireNotStarted('setEndDate');
    if (!this.isEndGiven) this.endDate = date;
  }

  setTimeZone(name: string): void {
    this.requireNotStarted('setTimeZone');
    this.timeZone = TimeZone.of(name);
    this.clock.utc = this.startUtc;
  }

  /** @throws EngineError RUNTIME_ALREADY_RUNNING when a setup method is called after the start */
  requireNotStarted(verb: string): void {
    if (!this.isLocked) return;
    throw new EngineError(
      RUNTIME_ERRORS.ALREADY_RUNNING,
      `${verb} was called during the run. Call it in initialize().`,
      { data: { verb } },
    );
  }
}
