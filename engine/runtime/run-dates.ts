import { DAY, dateOf } from '../data/time/calendar-math.ts';
import type { Duration } from '../data/time/duration.ts';
import { NEW_YORK, TimeZone } from '../data/time/time-zone.ts';
import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** Length of a warm-up before the start: a number of bars, or a wall-clock duration. */
export type WarmUpSpan = { readonly bars: number } | Duration;

/** A run with present data without an end date ends after a year. */
const LONGEST_RUN = 365 * DAY;

/** The period of a run, in the time zone of its algorithm. */
export class RunDates {
  timeZone = TimeZone.of(NEW_YORK);
  /** First and last day as wall-clock midnights; a run with present data starts at the time of its start. The end is NaN until it is set. */
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
  /** The start of a run with present data. */
  private readonly givenStartUtc: number | undefined;

  /** @param given dates that take precedence over those that the strategy sets */
  constructor(
    clock: Clock,
    given: { readonly startDate?: number; readonly endDate?: number; readonly startUtc?: number },
  ) {
    this.clock = clock;
    this.givenStartUtc = given.startUtc;
    this.isStartGiven = given.startDate !== undefined || given.startUtc !== undefined;
    this.isEndGiven = given.endDate !== undefined || given.startUtc !== undefined;
    this.startDate = given.startDate ?? Date.UTC(1998, 0, 1);
    this.endDate = given.endDate ?? NaN;
    if (given.startUtc !== undefined) this.startAt(given.startUtc, given.endDate);
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
    if (this.givenStartUtc !== undefined) this.startDate = this.timeZone.toLocal(this.givenStartUtc);
    this.clock.utc = this.startUtc;
  }

  private startAt(utc: number, endDate: number | undefined): void {
    this.startDate = this.timeZone.toLocal(utc);
    this.endDate = endDate ?? dateOf(this.startDate) + LONGEST_RUN;
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
