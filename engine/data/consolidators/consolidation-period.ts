import { EngineError } from '../../model/engine-error.ts';
import { DAY, dateFromParts, dateOf, monthOf, roundDown, yearOf } from '../time/calendar-math.ts';
import type { CalendarFunction } from './calendar.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/**
 * When a bar is complete: after so many rows, after a period, after whichever of the two comes first, or by a calendar.
 */
export interface ConsolidationPeriod {
  /** Rows a bar. */
  readonly count?: number;
  /** Milliseconds; 0 hands on each row as a bar of its own. */
  readonly period?: number;
  /** Bars of `period` are counted from this time of day (milliseconds), from that on the first of the month from a week on. */
  readonly startTime?: number;
  readonly calendar?: CalendarFunction;
}

/** A moment to try a calendar with: its bar must not start later. */
const PROBE = Date.UTC(2022, 0, 3, 10, 10, 10);
const WEEK = 7 * DAY;

/** Where bars start and how long they are (LEAN: PeriodCountConsolidatorBase.cs, its IPeriodSpecification classes). */
export class BarSchedule {
  /** Rows a bar; NaN when rows do not matter. */
  readonly count: number;
  /** Length in milliseconds of the bar that was started last; NaN when time does not matter. */
  period: number;
  /** Whether rows of any length may be taken: only a plain period has to be longer than they are. */
  readonly checksInput: boolean;
  private readonly startTime: number;
  private readonly calendar: CalendarFunction | undefined;
  private readonly isPlainPeriod: boolean;
  private calendarPeriod = NaN;

  constructor(options: ConsolidationPeriod) {
    requireSense(options);
    this.count = options.count ?? NaN;
    this.calendar = options.calendar;
    this.period = options.calendar === undefined ? (options.period ?? NaN) : 1000;
    this.startTime = options.startTime ?? NaN;
    this.isPlainPeriod = options.calendar === undefined && options.count === undefined;
    this.checksInput = this.isPlainPeriod;
  }

  /** Start of the bar that a moment belongs to, in the bars' own rhythm. */
  startOf(time: number): number {
    if (this.calendar !== undefined) {
      const info = this.calendar(time);
      this.calendarPeriod = info.period;
      return info.start;
    }
    if (!this.isPlainPeriod) return time;
    if (this.startTime === this.startTime) return this.countedFromStartTime(time);
    return this.period > DAY ? time : roundDown(time, this.period);
  }

  /** Makes the length that the calendar gave last the length of the bar that now begins. */
  beginBar(): void {
    if (this.calendar !== undefined) this.period = this.calendarPeriod;
  }

  private countedFromStartTime(time: number): number {
    const day = this.period >= WEEK ? dateFromParts(yearOf(time), monthOf(time), 1) : dateOf(time);
    const reference = day + this.startTime;
    return reference + Math.floor((time - reference) / this.period) * this.period;
  }
}

function requireSense(options: ConsolidationPeriod): void {
  const { calendar, count, period } = options;
  if (calendar === undefined && count === undefined && period === undefined) {
    throw invalid('A consolidator was given no rule for when a bar is complete. Give a count, a period or a calendar.');
  }
  if (count !== undefined && !(Number.isInteger(count) && count >= 0)) {
    throw invalid(`A consolidator cannot take ${count} rows a bar. Give a whole number of 0 or more.`);
  }
  if (period !== undefined && !(period >= 0 && period < Infinity)) {
    throw invalid(`A consolidator cannot build bars of ${period} milliseconds. Give a period of 0 or more.`);
  }
  if (calendar !== undefined && calendar(PROBE).start > PROBE) {
    throw invalid(
      'The calendar of a consolidator starts a bar after the moment it belongs to. Return its start or earlier.',
    );
  }
}

function invalid(message: string): EngineError {
  return new EngineError(CONSOLIDATOR_ERRORS.INVALID_ARGUMENT, message);
}
