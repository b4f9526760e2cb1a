import { EngineError } from '../../model/engine-error.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { dateOf, HOUR } from '../time/calendar-math.ts';
import { BarSchedule, type ConsolidationPeriod } from './consolidation-period.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/**
 * Bars of a number of rows, of a period, or of a calendar (LEAN: PeriodCountConsolidatorBase.cs).
 *
 * By time, a row that starts at or after the end of the working bar closes it and begins the next one; by count, the
 * n-th row is part of the bar that it closes. `scan` closes a bar whose period is over without a further row.
 */
export abstract class PeriodCountConsolidator<
  Input extends ConsolidatorData,
  Output extends ConsolidatorData,
> extends ConsolidatorBase<Output> {
  workingBar: Output | undefined;
  /** @internal */
  protected readonly schedule: BarSchedule;
  private symbol: SecuritySymbol | undefined;
  private rows = 0;
  /** End of the last bar: rows that start earlier are late. NaN before the first row. */
  private lastEmit = NaN;
  private isInputChecked = false;

  constructor(options: ConsolidationPeriod) {
    super();
    this.schedule = new BarSchedule(options);
  }

  update(data: Input): void {
    if (data.symbol !== this.symbol) this.takeSymbol(data.symbol);
    if (!this.processes(data)) return;
    if (!this.isInputChecked) this.checkLength(data);
    const { count, period } = this.schedule;
    const isCounted = count === count;
    if (this.lastEmit !== this.lastEmit) this.lastEmit = isCounted ? data.time : -Infinity;
    const isDue = this.isDue(data);
    const aggregatesFirst = isCounted || period === 0;
    if (aggregatesFirst) this.take(data);
    if (isDue) this.close(data);
    if (!aggregatesFirst) this.take(data);
  }

  override scan(localTime: number): void {
    const { workingBar } = this;
    if (workingBar === undefined || !(localTime - workingBar.time >= this.schedule.period)) return;
    if (this.schedule.period === 0) return;
    if (!(this.schedule.startOf(localTime) > this.lastEmit)) return;
    this.lastEmit = workingBar.endTime;
    this.handOut(workingBar);
  }

  override reset(): void {
    super.reset();
    this.workingBar = undefined;
    this.symbol = undefined;
    this.rows = 0;
    this.lastEmit = NaN;
    this.isInputChecked = false;
  }

  /** Whether a row is accepted. */
  protected processes(_data: Input): boolean {
    return true;
  }

  /** The bar that begins with a row; `start` and `end` are its times. */
  protected abstract begin(data: Input, start: number, end: number): Output;

  /** Adds a row to the working bar. */
  protected abstract extend(bar: Output, data: Input): void;

  /** Completes the bar before it is emitted. */
  protected abstract finish(bar: Output, period: number): void;

  private isDue(data: Input): boolean {
    const { count, period } = this.schedule;
    let isDue = period === 0;
    if (count === count && ++this.rows >= count) {
      this.rows = 0;
      isDue = true;
    }
    const { workingBar } = this;
    // The start of the row's bar is evaluated last, because calendars are slow.
    return (
      isDue || (workingBar !== undefined && data.time - workingBar.time >= period && this.startOf(data) > this.lastEmit)
    );
  }

  private take(data: Input): void {
    if (!(data.time >= this.lastEmit)) return;
    const isCounted = this.schedule.count === this.schedule.count;
    if (this.workingBar === undefined) {
      const start = this.startOf(data);
      this.schedule.beginBar();
      const { period } = this.schedule;
      const hasPeriod = !isCounted && period === period;
      this.workingBar = this.begin(data, start, hasPeriod ? start + period : start + (data.endTime - data.time));
      if (period > 0) this.nextScanTime = start + period;
    } else {
      this.extend(this.workingBar, data);
    }
    if (isCounted) this.workingBar.endTime = data.endTime;
  }

  private close(data: Input): void {
    const { workingBar } = this;
    const isCounted = this.schedule.count === this.schedule.count;
    if (workingBar !== undefined) this.finish(workingBar, this.schedule.period);
    this.lastEmit = workingBar === undefined || isCounted ? data.time : workingBar.endTime;
    // A late row can complete a count although there is no bar.
    if (workingBar !== undefined) this.handOut(workingBar);
  }

  private handOut(bar: Output): void {
    this.emit(bar);
    this.workingBar = undefined;
    this.nextScanTime = Infinity;
  }

  /** Start of the bar that contains a row; the row's start when it does not fit into that bar. */
  private startOf(data: Input): number {
    const { time, endTime } = data;
    const start = this.schedule.startOf(time);
    if (this.workingBar === undefined) this.schedule.beginBar();
    if (!(start + this.schedule.period < endTime)) return start;
    // Hourly bars of US equities start at 9:00, before the open: their end determines the bar.
    if (endTime - time === HOUR && dateOf(start) < dateOf(time)) return this.schedule.startOf(endTime);
    return time;
  }

  private takeSymbol(symbol: SecuritySymbol): void {
    const known = this.symbol;
    if (known !== undefined && known.id !== symbol.id) {
      throw new EngineError(
        CONSOLIDATOR_ERRORS.MIXED_SYMBOLS,
        `A consolidator of ${known.key} was fed with data of ${symbol.key}. Create one consolidator for each symbol.`,
      );
    }
    this.symbol = symbol;
  }

  private checkLength(data: Input): void {
    this.isInputChecked = true;
    const length = data.endTime - data.time;
    const { checksInput, period } = this.schedule;
    if (!checksInput || period === 0 || !(length > period)) return;
    throw new EngineError(
      CONSOLIDATOR_ERRORS.INPUT_TOO_LONG,
      `Bars of ${length} ms of ${data.symbol.key} cannot be consolidated into bars of ${period} ms. Subscribe at a finer resolution.`,
      { data: { symbol: data.symbol.key, length, period } },
    );
  }
}
