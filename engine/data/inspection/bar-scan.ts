import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { periodOf, StepCounter } from '../import/periods.ts';
import { addDays, DAY } from '../time/calendar-math.ts';
import { formatDate, formatDateTime } from '../time/date-text.ts';
import { STALE_RUN } from './stale-run.ts';

/** Minimum number of rows to determine the length of bars. */
const FEWEST_ROWS = 20;
/** Offset of the ask's columns in a quote bar. */
const ASK = 5;

export interface BarScanSettings {
  /** Name of the series in findings: `SPY minute`. */
  readonly name: string;
  readonly resolution: Resolution;
  /** Whether the market trades on a date; by default every day is a trading day. */
  readonly isTradingDay?: (date: number) => boolean;
}

/** The number of cases of a kind of finding, and the time of the first one. */
interface Count {
  cases: number;
  first: number;
}

/**
 * Checks the bars of a series as a run reads them, in one pass over the columns: impossible bars, bars of another
 * length than the resolution, runs of unchanged bars, trading days without bars, contradictory rows that were skipped.
 */
export class BarScan {
  private readonly settings: BarScanSettings;
  private readonly period: number;
  private readonly steps = new StepCounter();
  private readonly impossible: Count = { cases: 0, first: NaN };
  private readonly stale: Count = { cases: 0, first: NaN };
  private readonly missingDays: Count = { cases: 0, first: NaN };
  private contradictions = 0;
  private rows = 0;
  private regularSteps = 0;
  private lastTime = NaN;
  private lastDate = NaN;
  private equalRows = 1;
  private lastClose = NaN;

  constructor(settings: BarScanSettings) {
    this.settings = settings;
    this.period = resolutionPeriod(settings.resolution);
  }

  /** Processes the next rows. */
  add(columns: RowColumns): void {
    const { kind, length, values } = columns;
    this.contradictions += columns.contradictions ?? 0;
    if (length === 0 || kind === RowKind.TradeTick || kind === RowKind.QuoteTick) return;
    this.scanTimes(columns);
    this.scanPrices(columns, 0);
    if (kind === RowKind.QuoteBar) this.scanPrices(columns, ASK);
    else if (values[4][0] !== 0 || values[4][length - 1] !== 0) this.scanStale(columns);
    this.rows += length;
  }

  /** The findings in whole sentences; empty if there are none. */
  get findings(): readonly string[] {
    const { name, resolution } = this.settings;
    const { impossible, stale, missingDays, contradictions } = this;
    const found: string[] = [];
    if (impossible.cases > 0)
      found.push(
        `${name}: ${times(impossible.cases, 'bar has', 'bars have')} prices that contradict each other or are not above zero, the first at ${formatDateTime(impossible.first)}.`,
      );
    if (contradictions > 0)
      found.push(
        `${name}: ${times(contradictions, 'row was', 'rows were')} skipped, having the time of another row and other numbers.`,
      );
    if (this.rows >= FEWEST_ROWS && this.regularSteps * 2 < this.rows && resolution !== Resolution.Daily) {
      const { length, words } = periodOf(this.steps);
      if (length > this.period)
        found.push(
          `${name}: bars are ${words} apart and are read as bars of one ${resolution}: if they are longer, their closes are known before they end, unless they are stored at their ends.`,
        );
    }
    if (stale.cases > 0)
      found.push(
        `${name}: ${times(stale.cases, 'run', 'runs')} of ${STALE_RUN[resolution]} or more bars do not change, the first up to ${formatDateTime(stale.first)}.`,
      );
    if (missingDays.cases > 0)
      found.push(
        `${name}: ${times(missingDays.cases, 'trading day has', 'trading days have')} no bars, the first ${formatDate(missingDays.first)}.`,
      );
    return found;
  }

  private scanTimes({ time, length }: RowColumns): void {
    const { period, steps, settings } = this;
    const isDaily = settings.resolution === Resolution.Daily;
    let { lastTime, lastDate, regularSteps } = this;
    for (let row = 0; row < length; row++) {
      const at = time[row];
      if (at - lastTime === period) regularSteps++;
      else if (!isDaily) steps.addStep(at - lastTime);
      lastTime = at;
      if (at >= lastDate && at < lastDate + DAY) continue;
      const date = Math.floor(at / DAY) * DAY;
      this.countMissing(lastDate, date);
      lastDate = date;
    }
    this.lastTime = lastTime;
    this.lastDate = lastDate;
    this.regularSteps = regularSteps;
  }

  private countMissing(from: number, to: number): void {
    const { isTradingDay } = this.settings;
    if (isTradingDay === undefined) return;
    for (let date = addDays(from, 1); date < to; date = addDays(date, 1))
      if (isTradingDay(date)) count(this.missingDays, date);
  }

  private scanPrices({ time, values, length }: RowColumns, first: number): void {
    const [open, high, low, close] = values.slice(first, first + 4);
    for (let row = 0; row < length; row++) {
      const [top, bottom] = [high[row], low[row]];
      // A side without quote is NaN and passes.
      if (
        bottom <= 0 ||
        top < bottom ||
        open[row] > top ||
        open[row] < bottom ||
        close[row] > top ||
        close[row] < bottom
      )
        count(this.impossible, time[row]);
    }
  }

  private scanStale({ time, values: [open, , , close, volume], length }: RowColumns): void {
    const longest = STALE_RUN[this.settings.resolution];
    for (let row = 0; row < length; row++) {
      const isEqual =
        row > 0 && open[row] === open[row - 1] && close[row] === this.lastClose && volume[row] === volume[row - 1];
      this.lastClose = close[row];
      this.equalRows = isEqual ? this.equalRows + 1 : 1;
      if (this.equalRows === longest) count(this.stale, time[row]);
    }
  }
}

function count(counted: Count, time: number): void {
  if (counted.cases++ === 0) counted.first = time;
}

function times(cases: number, one: string, many: string): string {
  return `${cases.toLocaleString('en-US')} ${cases === 1 ? one : many}`;
}
