import { EngineError } from '../../model/engine-error.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { DAY, dayOfMonth, dayOfWeek, DayOfWeek, HOUR, MINUTE } from '../time/calendar-math.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import { formatTimeOfDay } from '../time/date-text.ts';
import { IMPORT_ERRORS } from './errors.ts';
import type { ImportOptions } from './import-options.ts';
import { cannotResample, oddPeriod, periodOf, shorterThan, StepCounter } from './periods.ts';
import type { BarPeriod } from './periods.ts';
import { FIELD, HAS_OFFSET, HAS_TIME, ROW_LENGTH } from './row-store.ts';
import type { RowBlock } from './row-store.ts';
import { SessionEdges } from './session-edges.ts';

/** The note on a series whose times were determined to be the ends of its bars. */
export const ENDS_NOTE =
  'Times were interpreted as the ends of bars: there are rows at the closes of sessions but not at their opens. --times start interprets them as starts.';

/** The start times of the bars of a series on the data's clock, and notes on how they were determined. */
export interface BarTimes {
  readonly resolution: Resolution;
  /** Start of a row's bar; NaN for a wall-clock time that does not exist. */
  readonly startOf: (numbers: Float64Array, at: number) => number;
  /** The resolution to which bars are aggregated once their starts are set. */
  readonly resample: Resolution | undefined;
  readonly notes: readonly string[];
  readonly caveats: readonly string[];
}

type Blocks = () => Iterable<RowBlock>;

/** A weekly or monthly bar that is dated by its end has a date late in its period. */
const LATE_DAY_OF_MONTH = 24;

/**
 * Determines the resolution of a series, whether its times are starts or ends, and the day of daily rows.
 *
 * @throws EngineError IMPORT_ODD_RESOLUTION, IMPORT_AMBIGUOUS_TIMES
 */
export function barTimes(ticker: string, blocks: Blocks, options: ImportOptions): BarTimes {
  const facts = look(blocks);
  // A few dates without times are days, regardless of their distance.
  const period = facts.rows <= FEW_ROWS && !facts.hasTimes ? DAILY : periodOf(facts.steps);
  const resolution = resolutionOf(ticker, period, options);
  const isDays = period.length >= DAY - 2 * HOUR || (Number.isNaN(period.length) && resolution === Resolution.Daily);
  return isDays
    ? dayTimes(ticker, period, facts, blocks, options)
    : clockTimes(ticker, period, resolution, blocks, options);
}

const FEW_ROWS = 3;
const DAILY: BarPeriod = { resolution: Resolution.Daily, length: DAY, words: '1 day' };

interface Facts {
  readonly rows: number;
  readonly steps: StepCounter;
  /** Whether any row has a time of day other than midnight, or a time zone. */
  readonly hasTimes: boolean;
  /** Whether all rows with a time zone are at midnight in that zone. */
  readonly isWrittenMidnight: boolean;
}

function look(blocks: Blocks): Facts {
  const steps = new StepCounter();
  let [rows, hasTimes, isWrittenMidnight] = [0, false, true];
  for (const { numbers, length } of blocks()) {
    rows += length;
    for (let row = 0; row < length; row++) {
      const at = row * ROW_LENGTH;
      steps.add(numbers[at + FIELD.order]);
      const flags = numbers[at + FIELD.source] % 4;
      const isMidnight = numbers[at + FIELD.local] % DAY === 0;
      if (flags >= HAS_OFFSET || (flags === HAS_TIME && !isMidnight)) hasTimes = true;
      if (flags >= HAS_OFFSET && !isMidnight) isWrittenMidnight = false;
    }
  }
  return { rows, steps, hasTimes, isWrittenMidnight };
}

/** The resolution at which bars of a period are stored, if allowed. */
function resolutionOf(ticker: string, period: BarPeriod, { resolution, resample }: ImportOptions): Resolution {
  if (resample !== undefined) {
    const isMultiple =
      Number.isNaN(period.length) ||
      (period.length < resolutionPeriod(resample) && resolutionPeriod(resample) % period.length === 0);
    if (!isMultiple && period.resolution !== resample) throw cannotResample(ticker, period, resample);
    return period.resolution ?? Resolution.Minute;
  }
  if (resolution === undefined) {
    if (period.resolution === undefined) throw oddPeriod(ticker, period);
    return period.resolution;
  }
  const isShorter =
    resolution === Resolution.Daily ? period.length < DAY - 2 * HOUR : period.length < resolutionPeriod(resolution);
  if (isShorter) throw shorterThan(ticker, period, resolution);
  return resolution;
}

/** Intraday bars: instants on the data's clock, moved to their starts. */
function clockTimes(
  ticker: string,
  period: BarPeriod,
  resolution: Resolution,
  blocks: Blocks,
  options: ImportOptions,
): BarTimes {
  const { dataZone, resample, hours } = options;
  const instant = (numbers: Float64Array, at: number): number => dataZone.toLocal(numbers[at + FIELD.utc]);
  const own = Number.isNaN(period.length) ? resolutionPeriod(resolution) : period.length;
  const edges = hours === undefined ? undefined : new SessionEdges(hours, own);
  if (edges !== undefined)
    for (const { numbers, length } of blocks())
      for (let row = 0; row < length; row++) edges.add(instant(numbers, row * ROW_LENGTH));
  const notes: string[] = [];
  const caveats: string[] = [];
  const timesAreEnds = options.times === undefined ? (edges?.timesAreEnds ?? false) : options.times === 'end';
  if (timesAreEnds && options.times === undefined) notes.push(ENDS_NOTE);
  const outside = edges?.rowsOutside ?? 0;
  if (outside > 0 && !timesAreEnds)
    notes.push(`${outside} ${outside === 1 ? 'row is' : 'rows are'} outside the market's hours: runs skip them.`);
  // A longer bar is stored at its last period of the resolution, to avoid look-ahead bias.
  const kept = resample === undefined ? resolutionPeriod(resolution) : own;
  const shift = timesAreEnds ? -kept : own - kept;
  if (kept < own)
    caveats.push(
      `${ticker}: bars of ${period.words} are stored at their last ${resolution}, when they are complete: bars and fills have the times of their ends, and nothing happens in between.`,
    );
  return {
    resolution: resample ?? resolution,
    resample,
    notes,
    caveats,
    startOf: (numbers, at) => instant(numbers, at) + shift,
  };
}

/** Daily and longer rows: the written date, or the date of an instant on the data's clock. */
function dayTimes(ticker: string, period: BarPeriod, facts: Facts, blocks: Blocks, options: ImportOptions): BarTimes {
  const date = dateReader(ticker, facts, blocks, options);
  if (period.spansDays !== true)
    return { resolution: Resolution.Daily, resample: undefined, notes: [], caveats: [], startOf: date };
  const ends = endDates(blocks, date, period, options);
  const caveat = `${ticker}: bars of ${period.words} are stored at their last day, when they are complete: bars and fills have the times of their ends, and nothing happens in between.`;
  return {
    resolution: Resolution.Daily,
    resample: undefined,
    notes: [],
    caveats: [caveat],
    startOf: (numbers, at) => ends.get(date(numbers, at)) ?? NaN,
  };
}

/** Returns the date of a daily row. */
function dateReader(ticker: string, facts: Facts, blocks: Blocks, options: ImportOptions): BarTimes['startOf'] {
  const { dataZone, timeZone, times } = options;
  const zone = timeZone ?? dataZone;
  const isWritten = facts.isWrittenMidnight && timeZone === undefined;
  if (!isWritten && timeZone === undefined) checkInstants(ticker, blocks, options);
  return (numbers, at) => {
    const local = numbers[at + FIELD.local];
    const flags = numbers[at + FIELD.source] % 4;
    const offset = flags >= HAS_OFFSET ? local - numbers[at + FIELD.utc] : 0;
    // A non-zero offset is that of the place of the written date; UTC may just denote an instant.
    const wall = flags < HAS_OFFSET || isWritten || offset !== 0 ? local : zone.toLocal(numbers[at + FIELD.utc]);
    const day = Math.floor(wall / DAY) * DAY;
    return times === 'end' && wall === day && flags !== 0 ? day - DAY : day;
  };
}

/**
 * Daily rows that are instants have a date only in a time zone: that of the data if they are its midnight, the open,
 * the close or the end of the day.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_TIMES for others
 */
function checkInstants(ticker: string, blocks: Blocks, { dataZone, hours }: ImportOptions): void {
  for (const { numbers, length } of blocks())
    for (let row = 0; row < length; row++) {
      const at = row * ROW_LENGTH;
      const utc = numbers[at + FIELD.utc];
      if (numbers[at + FIELD.source] % 4 < HAS_OFFSET || numbers[at + FIELD.local] !== utc) continue;
      const local = dataZone.toLocal(utc);
      const time = local - Math.floor(local / DAY) * DAY;
      const day = hours?.dayHours(local);
      const isEdge = [day?.regularOpen, day?.regularClose, day?.firstStart, day?.lastEnd].includes(time);
      if (time === 0 || isEdge || time >= DAY - MINUTE) continue;
      throw new EngineError(
        IMPORT_ERRORS.AMBIGUOUS_TIMES,
        `The daily rows of ${ticker} are instants such as ${formatTimeOfDay(utc - Math.floor(utc / DAY) * DAY)} UTC, which are neither midnight nor the open or close of its market, so their day is ambiguous. ${IMPORT_ERRORS.AMBIGUOUS_TIMES.remedy}`,
        { data: { ticker } },
      );
    }
}

/** The last date at or before a date on which the market is open, but not before `floor`. */
function openDateBefore(hours: ExchangeHours, date: number, floor: number): number {
  let open = date;
  while (open > floor && open > date - 7 * DAY && !hours.isDateOpen(open)) open -= DAY;
  return open;
}

/** The last day of each weekly or monthly bar, by its date. */
function endDates(
  blocks: Blocks,
  date: BarTimes['startOf'],
  period: BarPeriod,
  { hours, times }: ImportOptions,
): Map<number, number> {
  const dates: number[] = [];
  for (const { numbers, length } of blocks())
    for (let row = 0; row < length; row++) dates.push(date(numbers, row * ROW_LENGTH));
  const late = dates.filter((day) =>
    period.length < 20 * DAY
      ? dayOfWeek(day) === DayOfWeek.Friday || dayOfWeek(day) === DayOfWeek.Saturday
      : dayOfMonth(day) > LATE_DAY_OF_MONTH,
  ).length;
  const isEnd = times === undefined ? late > dates.length / 2 : times === 'end';
  const ends = new Map<number, number>();
  dates.forEach((day, index) => {
    let end = isEnd ? day : (dates[index + 1] ?? day + period.length) - DAY;
    const floor = isEnd ? -Infinity : day;
    if (hours !== undefined) end = openDateBefore(hours, end, floor);
    ends.set(day, end);
  });
  return ends;
}
