import { EngineError } from '../../model/engine-error.ts';
import { DAY, dateFromParts, dateOf, monthOf, roundDown, yearOf } from '../time/calendar-math.ts';
import type { CalendarFunction } from './calendar.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/**
 * When a bar is complete: after a number of rows, after a period, after whichever of the two comes first, or by a
 * calendar.
 */
export interface ConsolidationPeriod {
  /** Number of rows per bar. */
  readonly count?: number;
  /** Milliseconds; 0 makes each row a separate bar. */
  readonly period?: number;
  /**
   * Bars of `period` are counted from this time of day (milliseconds); periods of a week and longer from that time on
   * the first of the month.
   */
  readonly startTime?: number;
  readonly calendar?: CalendarFunction;
}

/** A sample moment to validate a calendar: its bar must not start later. */
const PROBE = Date.UTC(2022, 0, 3, 10, 10, 10);
const WEEK = 7 * DAY;

/** Start and length of bars (LEAN: PeriodCountConsolidatorBase.cs, its IPeriodSpecification classes). */
export class BarSchedule {
  /** Number of rows per bar; NaN when rows are not counted. */
  readonly count: number;
  /** Length in milliseconds of the last started bar; NaN when there is no period. */
  period: number;
  /** Whether rows of any length are accepted: only a plain period must be longer than the rows. */
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

  /** Start of the bar that contains a moment, on the grid of the bars. */
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

  /** Sets the length of the new bar to the last length from the calendar. */
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
    throw invalid('A consolidator has no rule for when a bar is complete. Give a count, a period or a calendar.');
  }
  if (count !== undefined && !(Number.isInteger(count) && count >= 0)) {
    throw invalid(`A consolidator cannot build bars of ${count} rows. Give a whole number of 0 or more.`);
  }
  if (period !== undefined && !(period >= 0 && period < Infinity)) {
    throw invalid(`A consolidator cannot build bars of ${period} milliseconds. Give a period of 0 or more.`);
  }
  if (calendar !== undefined && calendar(PROBE).start > PROBE) {
    throw invalid(
      'The calendar of a consolidator starts a bar after the moment that the bar contains. Return a start at or before that moment.',
    );
  }
}

function invalid(message: string): EngineError {
  return new EngineError(CONSOLIDATOR_ERRORS.INVALID_ARGUMENT, message);
}
