import type { RowColumns } from '../../model/columns.ts';
import { RowKind } from '../../model/columns.ts';
import { DataNormalizationMode } from '../../model/data-kinds.ts';
import { subscriptionPeriod } from '../subscription-config.ts';
import type { SubscriptionConfig } from '../subscription-config.ts';
import { exchangeRoundDownInTimeZone } from '../time/bar-times.ts';
import { convertLocal } from '../time/time-zone.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { ExchangeHours, TimeInterval } from '../time/exchange-hours.ts';
import { CorporateEventKind } from './corporate-events.ts';
import type { CorporateEvent } from './corporate-events.ts';
import { addToPrices } from './price-columns.ts';
import { FillForwardRule } from './fill-forward.ts';
import type { RowTimes } from './fill-forward.ts';
import type { FeedRequest } from './feed-request.ts';
import { SourceRows } from './source-rows.ts';
import type { RowCursor, RowLimits } from './row-cursor.ts';
import { Row, ROW_STRIDE, RowFlag } from './row-layout.ts';
import { EVERY_COLUMN, roundHalfEven, RowRuns } from './row-runs.ts';
import type { RunPoint } from './row-runs.ts';

const DAY = 86_400_000;

const Source = { Row: 0, Event: 1, Fill: 2, None: 3 } as const;
type Source = (typeof Source)[keyof typeof Source];

/**
 * The rows of one subscription in time order: read, converted to the exchange's zone, daily bars stamped with the
 * session's end, merged with corporate events, filled forward, filtered by market hours, and adjusted.
 *
 * LEAN's stack of enumerators (SubscriptionDataReader, StrictDailyEndTimesEnumerator, AuxiliaryDataEnumerator,
 * FillForwardEnumerator, SubscriptionFilterEnumerator) in one class. `emit` is the instant of the current row, Infinity
 * at the end; `write` copies it to the row buffer; `moveNext` advances.
 */
export class SubscriptionCursor implements RowCursor {
  /** UTC instant at which the current row becomes known; Infinity when there are no more. */
  emit = -Infinity;
  readonly request: FeedRequest;
  private readonly hours: ExchangeHours;
  private readonly zone: TimeZone;
  private readonly period: number;
  private readonly isFilling: boolean;
  private readonly rule: FillForwardRule | undefined;
  private readonly calendar: TimeInterval = { start: NaN, end: NaN };
  private readonly grid: { readonly roundingZone: TimeZone; readonly extended: boolean };

  private readonly source: SourceRows;
  private readonly runs: RowRuns | undefined;
  private readonly point: RunPoint = { previousStart: NaN, factor: 1, until: NaN, room: 0, subscription: 0 };

  private eventIndex = 0;
  /** Raw prices before split warnings, by the index of the warning: the close of the day itself is not known yet. */
  private readonly pricesBefore = new Map<number, number>();
  private upcoming: Source = Source.None;
  private readonly next: RowTimes = { start: NaN, end: NaN, isFillForward: false, isAuxiliary: false };
  private readonly previous: RowTimes = { start: NaN, end: NaN, isFillForward: false, isAuxiliary: false };
  private hasPrevious = false;
  private isFillingGap = false;

  private present: Source = Source.None;
  private start = NaN;
  private end = NaN;
  private valueChunk: RowColumns | undefined;
  private valueIndex = -1;
  private valueFactor = 1;
  private rowFactor = 1;
  /** Accumulated dividends, which are added to prices in total return mode. */
  private dividends = 0;
  private factorDay = NaN;
  private delistedEnd = Infinity;

  constructor(request: FeedRequest) {
    this.request = request;
    this.hours = request.exchangeHours;
    this.zone = request.exchangeHours.timeZone;
    this.period = subscriptionPeriod(request.config);
    this.isFilling = request.config.fillForward && this.period > 0;
    this.rule = this.isFilling
      ? new FillForwardRule({
          exchangeHours: this.hours,
          dataTimeZone: request.dataTimeZone,
          period: this.period,
          extendedMarketHours: request.config.extendedMarketHours,
          strictEndTimes: request.strictEndTimes,
        })
      : undefined;
    this.grid = { roundingZone: request.dataTimeZone, extended: request.config.extendedMarketHours };
    this.source = new SourceRows(request);
    this.runs = RowRuns.of(request, this.source);
    this.source.read();
    this.advanceUpcoming();
    this.moveNext();
  }

  get subscription(): SubscriptionConfig {
    return this.request.config;
  }

  /** End of the newest row, repeated ones included; wall-clock time of the exchange, NaN before the first. */
  get lastEnd(): number {
    return this.previous.end;
  }

  /** Continues after its end when the reader has new rows or the horizon has moved. */
  resume(): void {
    if (this.upcoming === Source.None) {
      this.source.read();
      this.advanceUpcoming();
    }
    if (this.present === Source.None) this.moveNext();
  }

  /** Moves to the next row that passes the filters. */
  moveNext(): void {
    const { config, accepts, end } = this.request;
    for (;;) {
      if (!this.fillOrPass()) break;
      if (this.present === Source.Event) {
        this.emit = this.zone.toUtc(this.end);
        return;
      }
      if (accepts !== undefined && !accepts(this.presentPrice())) continue;
      if (!this.hours.isOpenDuring(this.start, this.end, config.extendedMarketHours)) continue;
      if (this.start > end) break;
      this.emit = this.present === Source.Fill && this.rule !== undefined ? this.fillEmit : this.zone.toUtc(this.end);
      return;
    }
    this.present = Source.None;
    this.emit = Infinity;
  }

  /** Copies the current row to `base` of the row buffer and returns its flags. */
  write(rows: Float64Array, base: number, subscription: number): void {
    rows[base + Row.Emit] = this.emit;
    rows[base + Row.Subscription] = subscription;
    if (this.present === Source.Event) {
      rows[base + Row.Start] = this.start;
      rows[base + Row.End] = this.end;
      rows[base + Row.Value] = this.eventIndex - 1;
      rows[base + Row.Flags] = RowFlag.Auxiliary;
      return;
    }
    const chunk = this.valueChunk!;
    const index = this.valueIndex;
    rows[base + Row.Start] = this.start;
    rows[base + Row.End] = this.end;
    rows[base + Row.Scales] = typeof chunk.scales === 'number' ? chunk.scales * EVERY_COLUMN : chunk.scales[index];
    rows[base + Row.Flags] = this.present === Source.Fill ? RowFlag.FillForward : 0;
    const { values } = chunk;
    const factor = this.valueFactor;
    const at = base + Row.Value;
    if (chunk.kind === RowKind.TradeBar) {
      if (factor === 1) {
        rows[at] = values[0][index];
        rows[at + 1] = values[1][index];
        rows[at + 2] = values[2][index];
        rows[at + 3] = values[3][index];
        rows[at + 4] = values[4][index];
      } else {
        rows[at] = values[0][index] * factor;
        rows[at + 1] = values[1][index] * factor;
        rows[at + 2] = values[2][index] * factor;
        rows[at + 3] = values[3][index] * factor;
        rows[at + 4] = roundHalfEven(values[4][index] / factor);
      }
      // a repeated bar has no volume
      if (this.present === Source.Fill) rows[at + 4] = 0;
      if (this.dividends !== 0) addToPrices(rows, at, chunk.kind, this.dividends);
      return;
    }
    this.writeOther(rows, at, chunk, factor);
  }

  /** Copies all rows up to an instant; consecutive rows without a gap are copied in bulk. */
  take(rows: Float64Array, base: number, { until, room, subscription }: RowLimits): number {
    let count = 0;
    while (count < room && this.emit <= until) {
      this.write(rows, base + count * ROW_STRIDE, subscription);
      count++;
      if (this.runs !== undefined && this.present === Source.Row && this.upcoming === Source.Row && count < room) {
        const { point } = this;
        point.until = until;
        point.room = room - count;
        point.subscription = subscription;
        count += this.takeRun(this.runs, rows, base + count * ROW_STRIDE);
      }
      this.moveNext();
    }
    return count;
  }

  /** The corporate event of a row with the Auxiliary flag; `value` is the row's first value. */
  eventOf(value: number): CorporateEvent {
    const event = this.request.events![value];
    const price = this.pricesBefore.get(value);
    return price === undefined ? event : { ...event, referencePrice: price };
  }

  private fillEmit = NaN;

  private writeOther(rows: Float64Array, at: number, chunk: RowColumns, factor: number): void {
    const { values } = chunk;
    const index = this.valueIndex;
    const last = chunk.kind === RowKind.QuoteBar ? 10 : chunk.kind === RowKind.QuoteTick ? 4 : 2;
    for (let i = 0; i < last; i++) {
      const isSize = chunk.kind === RowKind.QuoteBar ? i === 4 || i === 9 : i === 1 || i === 3;
      const value = values[i][index];
      rows[at + i] = factor === 1 ? value : isSize ? roundHalfEven(value / factor) : value * factor;
    }
    if (this.dividends !== 0) addToPrices(rows, at, chunk.kind, this.dividends);
    if (chunk.kind >= RowKind.TradeTick && values[values.length - 1][index] !== 0) {
      rows[at - Row.Value + Row.Flags] += RowFlag.Suspicious;
    }
  }

  /** LEAN's FillForwardEnumerator.MoveNext; leaves the row in `present`, `start`, `end`. */
  private fillOrPass(): boolean {
    if (!this.isFilling) return this.pass();
    if (this.hasPrevious && this.previous.end >= this.delistedEnd) return false;
    if (!this.isFillingGap && this.upcoming === Source.None) return this.fillToEnd();
    if (this.hasPrevious && this.needsFill()) {
      if (this.previous.end >= this.request.end) return false;
      this.isFillingGap = true;
      this.takeFill();
      return true;
    }
    this.isFillingGap = false;
    return this.pass();
  }

  private needsFill(): boolean {
    const { next, previous } = this;
    const fillPeriod = this.request.fillPeriod.value;
    // compare wall-clock times first: only a change of the offset could hide a gap, and is checked then
    const delta = next.start - previous.start;
    if (delta <= fillPeriod && delta <= this.period && delta >= 0 && !this.crossesOffset()) return false;
    return this.rule!.requires(previous, next, fillPeriod);
  }

  private crossesOffset(): boolean {
    return (
      this.zone.toUtc(this.next.start) - this.zone.toUtc(this.previous.start) !== this.next.start - this.previous.start
    );
  }

  private pass(): boolean {
    const source = this.upcoming;
    if (source === Source.None) return false;
    const { next } = this;
    this.present = source;
    this.start = next.start;
    this.end = next.end;
    if (source === Source.Row) {
      this.valueChunk = this.source.chunk;
      this.valueIndex = this.source.index;
      this.valueFactor = this.rowFactor = this.factorOfRow();
      this.rememberPrevious(false);
      this.source.read();
    } else {
      const { kind } = this.request.events![this.eventIndex];
      if (kind === CorporateEventKind.Delisted) this.delistedEnd = this.end;
      else if (kind === CorporateEventKind.SplitWarning) this.pricesBefore.set(this.eventIndex, this.rawPrice());
      this.eventIndex++;
    }
    this.advanceUpcoming();
    return true;
  }

  private takeRun(runs: RowRuns, rows: Float64Array, base: number): number {
    const { source, point, previous } = this;
    const { events } = this.request;
    const { chunk, index } = source;
    point.previousStart = this.start;
    point.factor = this.rowFactor;
    const nextEvent = events !== undefined && this.eventIndex < events.length ? events[this.eventIndex].time : Infinity;
    const count = this.delistedEnd === Infinity ? runs.take(rows, base, point, nextEvent) : 0;
    if (count === 0) return 0;
    this.valueChunk = chunk;
    this.valueIndex = index + count - 1;
    this.start = previous.start = runs.start;
    this.end = previous.end = runs.end;
    this.advanceUpcoming();
    return count;
  }

  private takeFill(): void {
    const rule = this.rule!;
    this.present = Source.Fill;
    this.start = rule.start;
    this.end = rule.end;
    this.fillEmit = rule.endUtc;
    this.valueFactor = this.rowFactor;
    this.rememberPrevious(true);
    this.restampFill();
  }

  /** A repeated daily bar has its session's times, a repeated shorter bar a start on the grid (SubscriptionData.Create). */
  private restampFill(): void {
    const { request, hours, calendar, period } = this;
    if (request.strictEndTimes) {
      hours.dailyCalendar(this.start, false, calendar);
      this.start = calendar.start;
      this.end = calendar.end;
    } else if (request.fillPeriod.value < period) {
      const length = this.end - this.start;
      this.start = exchangeRoundDownInTimeZone(this.start, period, hours, this.grid);
      this.end = this.start + length;
    }
  }

  /** After the last row of the source, the row is repeated until the end of the subscription. */
  private fillToEnd(): boolean {
    const { previous, next, calendar } = this;
    const end = this.request.horizon?.value ?? this.request.end;
    if (!this.hasPrevious || this.delistedEnd < Infinity || previous.end >= end) return false;
    this.lastCalendar(end);
    next.start = calendar.start;
    next.end = calendar.end;
    next.isAuxiliary = false;
    if (this.rule!.requires(previous, next, this.request.fillPeriod.value)) {
      this.takeFill();
      return true;
    }
    if (
      !this.hours.isOpenDuring(next.start, next.end, this.request.config.extendedMarketHours) ||
      previous.end === next.end
    )
      return false;
    this.present = Source.Fill;
    this.start = next.start;
    this.end = next.end;
    this.fillEmit = this.zone.toUtc(next.end);
    this.valueFactor = this.rowFactor;
    this.rememberPrevious(true);
    return true;
  }

  private lastCalendar(until: number): void {
    const { calendar, hours, request } = this;
    if (request.strictEndTimes) {
      hours.dailyCalendar(until, false, calendar);
      while (calendar.end > until) hours.dailyCalendar(calendar.start - DAY, false, calendar);
      return;
    }
    const inData = convertLocal(until, this.zone, request.dataTimeZone);
    calendar.start = convertLocal(Math.floor(inData / this.period) * this.period, request.dataTimeZone, this.zone);
    calendar.end = calendar.start + this.period;
  }

  private rememberPrevious(isFillForward: boolean): void {
    this.previous.start = this.start;
    this.previous.end = this.end;
    this.previous.isFillForward = isFillForward;
    this.hasPrevious = true;
  }

  /** Selects the earlier of the next row and the next corporate event. */
  private advanceUpcoming(): void {
    const { next, source } = this;
    const { events } = this.request;
    if (events !== undefined && this.eventIndex < events.length) {
      const { time } = events[this.eventIndex];
      if (!source.hasRow || time <= source.end) {
        next.start = next.end = time;
        next.isAuxiliary = true;
        this.upcoming = Source.Event;
        return;
      }
    }
    next.start = source.start;
    next.end = source.end;
    next.isAuxiliary = false;
    this.upcoming = source.hasRow ? Source.Row : Source.None;
  }

  private factorOfRow(): number {
    const { actions, config } = this.request;
    if (actions === undefined || config.normalization === DataNormalizationMode.Raw) return 1;
    const day = Math.floor(this.start / DAY);
    const frontier = Math.floor(this.end / DAY) !== day && this.end % DAY > 0 ? Math.floor(this.end / DAY) : day;
    if (frontier === this.factorDay) return this.rowFactor;
    this.factorDay = frontier;
    if (config.normalization === DataNormalizationMode.TotalReturn)
      this.dividends = actions.dividendsBetween(Math.floor(this.request.start / DAY) * DAY, frontier * DAY).toNumber();
    return actions.factorOn(frontier * DAY, config.normalization).value;
  }

  private presentPrice(): { price: number; time: number; endTime: number } {
    return { price: this.rawPrice() * this.valueFactor + this.dividends, time: this.start, endTime: this.end };
  }

  /** Price of the last row; 0 before the first. */
  private rawPrice(): number {
    if (this.valueChunk === undefined) return 0;
    const { kind, values } = this.valueChunk;
    const index = this.valueIndex;
    if (kind === RowKind.TradeBar) return values[3][index];
    return kind === RowKind.QuoteBar ? (values[3][index] + values[8][index]) / 2 : values[0][index];
  }
}
