import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { subscriptionPeriod } from '../subscription-config.ts';
import { convertLocal } from '../time/time-zone.ts';
import type { TimeInterval } from '../time/exchange-hours.ts';
import type { FeedRequest } from './feed-request.ts';
import { fillMissingSides } from './quote-sides.ts';

const DAY = 86_400_000;

/**
 * Iterates over the rows of a source within a request, with times in the exchange's zone; daily rows have the open and close
 * of their session. LEAN: SubscriptionDataReader, StrictDailyEndTimesEnumerator.
 */
export class SourceRows {
  /** False when there are no more rows. */
  hasRow = false;
  /** Times of the current row, wall-clock times of the exchange. */
  start = NaN;
  end = NaN;
  /** Location of the current row's values. */
  chunk: RowColumns | undefined;
  index = -1;
  private readonly request: FeedRequest;
  private readonly period: number;
  private readonly isSameZone: boolean;
  private readonly fillsSides: boolean;
  private readonly session: TimeInterval = { start: NaN, end: NaN };
  private lastRawEnd = -Infinity;

  constructor(request: FeedRequest) {
    this.request = request;
    this.period = subscriptionPeriod(request.config);
    this.isSameZone = request.exchangeHours.timeZone === request.dataTimeZone;
    this.fillsSides = request.config.fillForward && this.period > 0;
  }

  /** Moves to the next row. */
  read(): void {
    const { request } = this;
    for (;;) {
      this.index++;
      if ((this.chunk === undefined || this.index >= this.chunk.length) && !this.readChunk()) return;
      const raw = this.chunk!.time[this.index];
      const start = this.isSameZone ? raw : convertLocal(raw, request.dataTimeZone, request.exchangeHours.timeZone);
      const end = start + this.period;
      if (this.period > 0 && end <= this.lastRawEnd) continue;
      this.lastRawEnd = end;
      if (end < request.start) continue;
      if (start > request.end) break;
      this.start = start;
      this.end = end;
      if (request.strictEndTimes && !this.stampSession()) continue;
      this.hasRow = true;
      return;
    }
    this.hasRow = false;
  }

  /** Skips rows of the current chunk that were read in bulk, and moves to the next row. */
  skip(count: number, lastRaw: number): void {
    this.index += count - 1;
    const { dataTimeZone, exchangeHours } = this.request;
    const start = this.isSameZone ? lastRaw : convertLocal(lastRaw, dataTimeZone, exchangeHours.timeZone);
    this.lastRawEnd = start + this.period;
    this.read();
  }

  /** Difference between the exchange's and the data's wall-clock time at `raw` of the latter. */
  shiftAt(raw: number): number {
    const { dataTimeZone, exchangeHours } = this.request;
    return this.isSameZone ? 0 : convertLocal(raw, dataTimeZone, exchangeHours.timeZone) - raw;
  }

  /** Stamps a daily row with the open and close of its session; false when it has none or ends before the start. */
  private stampSession(): boolean {
    const { session, request } = this;
    request.exchangeHours.dailyCalendar(this.end, false, session);
    if (session.end < this.start || session.end < request.start) return false;
    this.start = session.start;
    this.end = session.end;
    return true;
  }

  private readChunk(): boolean {
    const { reader, start } = this.request;
    let chunk = reader.next();
    while (chunk !== undefined && chunk.length === 0) chunk = reader.next();
    if (chunk === undefined) {
      this.hasRow = false;
      return false;
    }
    if (this.fillsSides && chunk.kind === RowKind.QuoteBar) chunk = fillMissingSides(chunk, this.chunk);
    this.chunk = chunk;
    this.index = firstAtOrAfter(chunk, start - 3 * DAY - this.period);
    return true;
  }
}

/** Index of the first row at or after a wall-clock time of the data's zone, or of the last row; rows ascend. */
function firstAtOrAfter(chunk: RowColumns, time: number): number {
  if (chunk.time[0] >= time) return 0;
  let low = 0;
  let high = chunk.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chunk.time[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
