import type { RowKind } from '../../model/columns.ts';
import { intradayCalendar, usesStrictEndTime } from '../time/bar-times.ts';
import { DAY, HOUR, MINUTE, roundDown, SECOND } from '../time/calendar-math.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { CalendarInfo } from './calendar.ts';
import type { ConsolidationPeriod } from './consolidation-period.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { Consolidator, ConsolidatorData } from './consolidator.ts';
import { createConsolidator } from './create-consolidator.ts';

export interface MarketHourAwareOptions {
  /** Length of the bars in milliseconds. */
  readonly period: number;
  /** The kind of input rows. */
  readonly kind: RowKind;
  readonly exchangeHours: ExchangeHours;
  /** Whether daily bars run from the session's open to its close; by default true. */
  readonly dailyPreciseEndTime?: boolean;
  readonly extendedMarketHours?: boolean;
}

/**
 * Bars within market hours only (LEAN: MarketHourAwareConsolidator.cs): days run from open to close; intraday bars of
 * an unusual length are counted from the open and end at the close. Rows outside the hours are skipped.
 */
export class MarketHourAwareConsolidator extends ConsolidatorBase<ConsolidatorData> {
  readonly inputKind: RowKind;
  readonly consolidator: Consolidator;
  private readonly period: number;
  private readonly extended: boolean;
  private readonly exchangeHours: ExchangeHours;
  private readonly isPrecise: boolean;
  private isStrict: boolean | undefined;

  constructor(options: MarketHourAwareOptions) {
    super();
    this.inputKind = options.kind;
    this.period = options.period;
    this.extended = options.extendedMarketHours ?? false;
    this.exchangeHours = options.exchangeHours;
    this.isPrecise = options.dailyPreciseEndTime ?? true;
    this.consolidator = createConsolidator(options.kind, this.rule());
    this.consolidator.onConsolidated((bar) => this.emit(bar));
  }

  get outputKind(): RowKind | undefined {
    return this.consolidator.outputKind;
  }

  get workingBar(): ConsolidatorData | undefined {
    return this.consolidator.workingBar;
  }

  update(data: ConsolidatorData): void {
    this.isStrict ??= this.findStrictness(data);
    if (this.isInHours(data)) this.consolidator.update(data);
    this.nextScanTime = this.consolidator.nextScanTime;
  }

  override scan(localTime: number): void {
    this.consolidator.scan(localTime);
    this.nextScanTime = this.consolidator.nextScanTime;
  }

  override reset(): void {
    super.reset();
    this.consolidator.reset();
    this.isStrict = undefined;
  }

  /**
   * Hourly bars of US equities start at 9:00, before the open: daily bars include them when any part is in market
   * hours.
   */
  private isInHours(data: ConsolidatorData): boolean {
    const { exchangeHours } = this;
    if (this.extended || exchangeHours.isOpen(data.time, false)) return true;
    const isHourOrMore = this.period === DAY && data.endTime - data.time >= HOUR;
    return isHourOrMore && exchangeHours.isOpenDuring(data.time, data.endTime, false);
  }

  /** Periods equal to a resolution other than a day use the plain grid. */
  private rule(): ConsolidationPeriod {
    const { period } = this;
    if (period === 0 || period === SECOND || period === MINUTE || period === HOUR) return { period };
    return { calendar: period < DAY ? (local) => this.intradayBar(local) : (local) => this.dailyBar(local) };
  }

  private dailyBar(local: number): CalendarInfo {
    const { period } = this;
    if (period > DAY) return { start: local, period };
    if (this.isStrict !== true) return { start: roundDown(local, period), period };
    const into = { start: NaN, end: NaN };
    this.exchangeHours.dailyCalendar(local, this.extended, into);
    return { start: into.start, period: into.end - into.start };
  }

  private intradayBar(local: number): CalendarInfo {
    const { period, exchangeHours } = this;
    // Before the first row the hours may be queried for a moment outside their range.
    if (this.isStrict === undefined || exchangeHours.isMarketAlwaysOpen)
      return { start: roundDown(local, period), period };
    const into = { start: NaN, end: NaN };
    intradayCalendar(exchangeHours, local, { period, extended: this.extended }, into);
    return { start: into.start, period: into.end - into.start };
  }

  private findStrictness({ symbol }: ConsolidatorData): boolean {
    const { securityType, market } = symbol;
    const { period, exchangeHours } = this;
    return usesStrictEndTime({ securityType, market, period, exchangeHours }, this.isPrecise);
  }
}
