import type { RowReader } from '../api/data-source.ts';
import type { LiveSubscription } from '../api/live-feed.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import type { SubscriptionCursor } from '../data/feed/subscription-cursor.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { convertLocal } from '../data/time/time-zone.ts';
import type { RowColumns } from '../model/columns.ts';
import type { OpeningRows, PresentSource } from '../runtime/present-source.ts';
import type { Subscription } from '../runtime/subscription.ts';
import { ExpectedRows } from './expected-rows.ts';
import { KeptRows } from './kept-rows.ts';

/** Rows of each subscription that are kept for requests of history. */
const KEPT_ROWS = 2_048;

/** The rows of one subscription that arrive during the run. */
export class ArrivingSubscription {
  readonly subscription: Subscription;
  /** Rows that end before it are of no interest. */
  readonly startUtc: number;
  readonly expected: ExpectedRows;
  readonly cursor: SubscriptionCursor;
  isStale = false;
  /** Whether the feed delivers rows; undefined until it was asked. */
  isServed: boolean | undefined;
  /** End of the newest row from the feed; NaN before the first. */
  lastUtc = NaN;
  /** UTC instant from which the subscription is stale. */
  staleAt: number;
  private readonly opening: OpeningRows;
  private readonly horizon = { value: -Infinity };
  private readonly kept: KeptRows;
  private readonly waiting: RowColumns[] = [];

  constructor(opening: OpeningRows, kept: KeptRows) {
    const { subscription, startUtc, strictEndTimes } = opening;
    this.opening = opening;
    this.kept = kept;
    this.subscription = subscription;
    this.startUtc = startUtc;
    this.expected = new ExpectedRows(subscription.security.exchangeHours, subscription.config, strictEndTimes);
    this.staleAt = this.expected.staleAt(startUtc);
    // a cursor that opens again begins with the rows that have arrived
    const earlier = kept.reader().next();
    if (earlier !== undefined && earlier.length > 0) this.waiting.push(earlier);
    this.cursor = opening.cursorOf({ reader: { next: () => this.waiting.shift() }, horizon: this.horizon });
  }

  /** Takes over the state of the same subscription before its cursor was opened again. */
  continue({ lastUtc, staleAt, isStale, isServed }: ArrivingSubscription): void {
    Object.assign(this, { lastUtc, staleAt, isStale, isServed });
  }

  /** What the feed has to deliver. */
  get asked(): LiveSubscription {
    const { index, config } = this.subscription;
    const { symbol, resolution, tickType, extendedMarketHours } = config;
    return { id: index, symbol, resolution, tickType, extendedMarketHours };
  }

  /**
   * Selects the rows of a delivery that are neither known nor late; undefined without one.
   * @param afterUtc of ticks, those not after this instant are known
   */
  news(rows: RowColumns, afterUtc: number): RowColumns | undefined {
    const { period } = this.subscription;
    const { cursor, opening } = this;
    const zone = opening.subscription.security.exchangeHours.timeZone;
    let known = Math.max(Number.isNaN(this.lastUtc) ? -Infinity : this.lastUtc, period === 0 ? afterUtc : -Infinity);
    const repeatedUtc = Number.isNaN(cursor.lastEnd) ? -Infinity : zone.toUtc(cursor.lastEnd);
    const chosen: number[] = [];
    for (let index = 0; index < rows.length; index++) {
      const end = rows.time[index] + period;
      const isNew = period === 0 ? end > afterUtc : end > known && this.endUtcOf(rows.time[index]) > repeatedUtc;
      if (!isNew) continue;
      known = end;
      chosen.push(index);
    }
    if (chosen.length === 0) return undefined;
    return chosen.length === rows.length ? rows : pick(rows, chosen);
  }

  /** Takes rows with UTC times into the run. */
  push(rows: RowColumns): void {
    const { period } = this.subscription;
    const { dataTimeZone } = this.opening;
    const last = rows.time[rows.length - 1] + period;
    this.lastUtc = Number.isNaN(this.lastUtc) ? last : Math.max(this.lastUtc, last);
    this.staleAt = this.expected.staleAt(Math.max(this.lastUtc, this.startUtc));
    const time = rows.time.subarray(0, rows.length).map((utc) => dataTimeZone.toLocal(utc));
    const local = { ...rows, time };
    this.kept.add(local);
    this.waiting.push(local);
    this.cursor.resume();
  }

  /** Repeats the newest row up to an instant where none came. */
  advance(utc: number): void {
    const { dataTimeZone, strictEndTimes, subscription } = this.opening;
    const zone = subscription.security.exchangeHours.timeZone;
    const { period } = subscription;
    if (period === 0) return;
    const value = strictEndTimes
      ? zone.toLocal(utc)
      : convertLocal(Math.floor(dataTimeZone.toLocal(utc) / period) * period, dataTimeZone, zone) - 1;
    if (!(value > this.horizon.value)) return;
    this.horizon.value = value;
    this.cursor.resume();
  }

  past(): RowReader {
    return this.kept.reader();
  }

  /** The end by which a row is compared with repeated rows: daily rows end with their session. */
  private endUtcOf(startUtc: number): number {
    return this.opening.strictEndTimes ? Infinity : startUtc + this.subscription.period;
  }
}

/** The rows that arrive during a run, in place of those of its data source. */
export class PresentRows implements PresentSource {
  /** Open subscriptions by number. */
  readonly subscriptions = new Map<number, ArrivingSubscription>();
  private readonly kept = new Map<string, KeptRows>();

  open(opening: OpeningRows): RowCursor {
    const { subscription } = opening;
    const { config, kind, index } = subscription;
    const key = keyOf(config);
    let kept = this.kept.get(key);
    if (kept === undefined) this.kept.set(key, (kept = new KeptRows(kind, KEPT_ROWS)));
    const before = this.subscriptions.get(index);
    const arriving = new ArrivingSubscription(opening, kept);
    if (before !== undefined) arriving.continue(before);
    this.subscriptions.set(index, arriving);
    return arriving.cursor;
  }

  past(config: SubscriptionConfig): RowReader {
    return this.kept.get(keyOf(config))?.reader() ?? { next: () => undefined };
  }
}

function keyOf({ symbol, resolution, tickType }: SubscriptionConfig): string {
  return `${symbol.key} ${resolution} ${tickType}`;
}

function pick(rows: RowColumns, chosen: readonly number[]): RowColumns {
  const column = (values: Float64Array): Float64Array => Float64Array.from(chosen, (index) => values[index]);
  return {
    kind: rows.kind,
    length: chosen.length,
    time: column(rows.time),
    values: rows.values.map(column),
    scales: typeof rows.scales === 'number' ? rows.scales : column(rows.scales),
  };
}
