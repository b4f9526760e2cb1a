import { DataNormalizationMode } from '../../model/data-kinds.ts';
import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { subscriptionPeriod } from '../subscription-config.ts';
import { MarketHoursState } from '../time/day-hours.ts';
import type { FeedRequest } from './feed-request.ts';
import { Row, ROW_STRIDE } from './row-layout.ts';
import { SessionTable } from './session-table.ts';
import type { SourceRows } from './source-rows.ts';

const DAY = 86_400_000;
/** Packs the same number of decimal places for all price columns. */
export const EVERY_COLUMN = 0x11111111;

/** Offsets from the first value of a row. */
const SCALES = Row.Scales - Row.Value;
const SUBSCRIPTION = Row.Subscription - Row.Value;
const FLAGS = Row.Flags - Row.Value;

/** The start and the limits of a run of consecutive rows. */
export interface RunPoint {
  /** Start of the previous row, wall-clock time of the exchange. */
  previousStart: number;
  /** The factor of the previous row's prices. */
  factor: number;
  /** The run ends before rows that become known after this UTC instant. */
  until: number;
  /** The maximum number of rows. */
  room: number;
  subscription: number;
}

/**
 * The fast path for consecutive rows without a gap, copied to the row buffer in bulk: the rows that a cursor would find one
 * by one, if none has to be filled, converted, filtered or adjusted by another factor. Nearly all rows qualify.
 */
export class RowRuns {
  /** Times of the last copied row, wall-clock times of the exchange. */
  start = NaN;
  end = NaN;
  private readonly request: FeedRequest;
  private readonly source: SourceRows;
  private readonly period: number;
  private readonly sessions: SessionTable | undefined;
  private readonly adjusts: boolean;
  /** The segment of market hours in which rows need no further check. */
  private openFrom = Infinity;
  private openUntil = -Infinity;

  private constructor(request: FeedRequest, source: SourceRows) {
    this.request = request;
    this.source = source;
    this.period = subscriptionPeriod(request.config);
    this.sessions = request.strictEndTimes
      ? SessionTable.of(request.exchangeHours, request.start, request.end)
      : undefined;
    this.adjusts = request.actions !== undefined && request.config.normalization !== DataNormalizationMode.Raw;
  }

  /** The runs of a request; undefined if each row must be checked: ticks, filtered rows, daily rows without sessions. */
  static of(request: FeedRequest, source: SourceRows): RowRuns | undefined {
    const period = subscriptionPeriod(request.config);
    // in total return mode dividends are added to the product
    const isMultiplied = request.config.normalization !== DataNormalizationMode.TotalReturn;
    if (!isMultiplied && request.actions !== undefined) return undefined;
    if (period === 0 || request.accepts !== undefined || (period >= DAY && !request.strictEndTimes)) return undefined;
    return Number.isFinite(request.start) && Number.isFinite(request.end) ? new RowRuns(request, source) : undefined;
  }

  /** Copies rows from the source's current one and returns their number; `before` is an exclusive limit. */
  take(rows: Float64Array, base: number, point: RunPoint, before: number): number {
    const { chunk } = this.source;
    const { config, fillPeriod } = this.request;
    if (chunk === undefined || (config.fillForward && fillPeriod.value < this.period)) return 0;
    if (point.factor !== 1 && chunk.kind !== RowKind.TradeBar) return 0;
    return this.sessions === undefined
      ? this.takeWithinDay(rows, base, point, before)
      : this.takeDays(this.sessions, rows, base, point, before);
  }

  /** Copies rows within one segment of market hours of one day. */
  private takeWithinDay(rows: Float64Array, base: number, point: RunPoint, before: number): number {
    const { source, request, period } = this;
    const chunk = source.chunk!;
    const { start } = source;
    if (start - point.previousStart !== period) return 0;
    if (!(start >= this.openFrom && start < this.openUntil) && !this.findOpen(start)) return 0;
    // the factor belongs to the day of a row: the previous row must be of the same day
    if (point.previousStart < this.openFrom) return 0;
    const zone = request.exchangeHours.timeZone;
    const { time } = chunk;
    const shift = start - time[source.index];
    const toUtc = zone.toUtc(start) - start;
    let last = Math.min(this.openUntil - period, request.end, point.until - toUtc - period);
    if (before <= last + period) last = before - period - 1;
    if (
      last < start ||
      zone.toUtc(this.openUntil) - this.openUntil !== toUtc ||
      source.shiftAt(this.openUntil - shift) !== shift
    )
      return 0;
    const first = source.index;
    const most = Math.min(chunk.length, first + point.room);
    let expected = time[first];
    const lastRaw = last - shift;
    const emitShift = shift + period + toUtc;
    let index = first;
    for (let at = base; index < most; index++, at += ROW_STRIDE) {
      const raw = time[index];
      if (raw !== expected || raw > lastRaw) break;
      expected += period;
      rows[at + Row.Emit] = raw + emitShift;
      rows[at + Row.Start] = raw + shift;
      rows[at + Row.End] = raw + shift + period;
    }
    if (index === first) return 0;
    this.start = time[index - 1] + shift;
    this.end = this.start + period;
    return this.finish(rows, base, point, index - first);
  }

  /** Copies daily rows of consecutive sessions. */
  private takeDays(sessions: SessionTable, rows: Float64Array, base: number, point: RunPoint, before: number): number {
    const { source, request } = this;
    const chunk = source.chunk!;
    const { firstDay, ordinal, open, close, closeUtc } = sessions;
    const { time } = chunk;
    const previousDay = Math.floor(point.previousStart / DAY) - firstDay;
    if (!(previousDay >= 0 && previousDay < ordinal.length) || ordinal[previousDay] === 0) return 0;
    const first = source.index;
    const most = Math.min(chunk.length, first + point.room);
    const end = Math.min(request.end, before - 1);
    const lastRaw = Math.min(this.adjusts ? this.lastDateOfFactor(previousDay + firstDay) : Infinity, request.end);
    const { until } = point;
    let expected = ordinal[previousDay] + 1;
    let index = first;
    let day = previousDay;
    for (let at = base; index < most; index++, at += ROW_STRIDE) {
      const raw = time[index];
      const next = Math.floor(raw / DAY) - firstDay;
      if (
        ordinal[next] !== expected ||
        (next + firstDay) * DAY !== raw ||
        raw > lastRaw ||
        close[next] > end ||
        closeUtc[next] > until
      )
        break;
      expected++;
      day = next;
      rows[at + Row.Emit] = closeUtc[next];
      rows[at + Row.Start] = open[next];
      rows[at + Row.End] = close[next];
    }
    if (index === first) return 0;
    this.start = open[day];
    this.end = close[day];
    return this.finish(rows, base, point, index - first);
  }

  /** The last date for which the factor of a day is valid. */
  private lastDateOfFactor(day: number): number {
    const { actions, config } = this.request;
    return actions!.factorOn(day * DAY, config.normalization).through;
  }

  /** Writes all fields except times, and moves the source past the rows. */
  private finish(rows: Float64Array, base: number, point: RunPoint, count: number): number {
    const { source } = this;
    const chunk = source.chunk!;
    const stretch = { index: source.index, count, factor: point.factor, subscription: point.subscription };
    if (chunk.kind === RowKind.TradeBar && point.factor === 1 && typeof chunk.scales === 'number')
      writePlainBars(rows, base, chunk, stretch);
    else {
      writeValues(rows, base, chunk, stretch);
      writeRest(rows, base, chunk, stretch);
    }
    source.skip(count, chunk.time[source.index + count - 1]);
    return count;
  }

  /** Stores the segment of market hours that contains a wall-clock time; false when there is none. */
  private findOpen(local: number): boolean {
    const { exchangeHours, config } = this.request;
    const date = Math.floor(local / DAY) * DAY;
    const segment = exchangeHours.dayHours(local).segmentAt(local - date);
    if (segment === undefined || (segment.state !== MarketHoursState.Market && !config.extendedMarketHours))
      return false;
    this.openFrom = date + segment.start;
    this.openUntil = date + segment.end;
    return true;
  }
}

interface Stretch {
  readonly index: number;
  readonly count: number;
  readonly factor: number;
  readonly subscription: number;
}

/**
 * The fast path for unadjusted trade bars with equal decimal places, which most rows are. Checking factor and scale for each
 * row costs 7 % of a run without trades.
 */
function writePlainBars(
  rows: Float64Array,
  base: number,
  { values, scales }: RowColumns,
  { index, count, subscription }: Stretch,
): void {
  const last = index + count;
  const packed = (scales as number) * EVERY_COLUMN;
  const [open, high, low, close, volume] = values;
  for (let i = index, at = base + Row.Value; i < last; i++, at += ROW_STRIDE) {
    rows[at] = open[i];
    rows[at + 1] = high[i];
    rows[at + 2] = low[i];
    rows[at + 3] = close[i];
    rows[at + 4] = volume[i];
    rows[at + SCALES] = packed;
    rows[at + SUBSCRIPTION] = subscription;
    rows[at + FLAGS] = 0;
  }
}

/** Copies column by column, so that the source is read sequentially. */
function writeValues(
  rows: Float64Array,
  base: number,
  { kind, values }: RowColumns,
  { index, count, factor }: Stretch,
): void {
  const last = index + count;
  if (kind !== RowKind.TradeBar) {
    for (let v = 0; v < 10; v++) {
      const column = values[v];
      for (let i = index, at = base + Row.Value + v; i < last; i++, at += ROW_STRIDE) rows[at] = column[i];
    }
    return;
  }
  const [open, high, low, close, volume] = values;
  for (let i = index, at = base + Row.Value; i < last; i++, at += ROW_STRIDE) {
    rows[at] = open[i] * factor;
    rows[at + 1] = high[i] * factor;
    rows[at + 2] = low[i] * factor;
    rows[at + 3] = close[i] * factor;
    rows[at + 4] = factor === 1 ? volume[i] : roundHalfEven(volume[i] / factor);
  }
}

function writeRest(
  rows: Float64Array,
  base: number,
  { scales }: RowColumns,
  { index, count, subscription }: Stretch,
): void {
  const packed = typeof scales === 'number' ? scales * EVERY_COLUMN : 0;
  for (let row = 0, at = base; row < count; row++, at += ROW_STRIDE) {
    rows[at + Row.Scales] = typeof scales === 'number' ? packed : scales[index + row];
    rows[at + Row.Subscription] = subscription;
    rows[at + Row.Flags] = 0;
  }
}

/** .NET's Math.Round(decimal): rounds half to even. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
