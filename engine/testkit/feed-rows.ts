import type { RowReader } from '../api/data-source.ts';
import type { RowColumns } from '../model/columns.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { at, clock } from './memory-columns.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import type { MarketHoursEntry } from '../data/time/market-hours-database.ts';
import { TimeZone } from '../data/time/time-zone.ts';
import type { FeedRequest } from '../data/feed/feed-request.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import { Row, ROW_STRIDE, RowFlag } from '../data/feed/row-layout.ts';

const marketHours = new BuiltInMarketHoursDatabase();
export const US_EQUITY: MarketHoursEntry = marketHours.entry('usa', '', SecurityType.Equity);
export const FOREX: MarketHoursEntry = marketHours.entry('oanda', '', SecurityType.Forex);
export const CRYPTO: MarketHoursEntry = marketHours.entry('coinbase', '', SecurityType.Crypto);

/** Returns sets of columns one after another. */
function readerOf(...chunks: readonly RowColumns[]): RowReader {
  let index = 0;
  return { next: () => chunks[index++] };
}

export interface FeedWish extends Partial<Omit<FeedRequest, 'config' | 'fillPeriod' | 'start' | 'end'>> {
  readonly resolution: Resolution;
  readonly start: string;
  readonly end: string;
  readonly chunks: readonly RowColumns[];
  readonly entry?: MarketHoursEntry;
  readonly config?: Partial<SubscriptionConfig>;
  /** The shortest period of the run; by default that of the rows. */
  readonly fillPeriod?: number;
}

/** The request for a cursor of US stocks; by default daily rows have the open and close of their session as times. */
export function feedRequest(wish: FeedWish): FeedRequest {
  const { resolution, chunks, entry = US_EQUITY, config, fillPeriod, start, end, ...rest } = wish;
  return {
    exchangeHours: entry.exchangeHours,
    dataTimeZone: entry.dataTimeZone,
    strictEndTimes: resolution === Resolution.Daily && !entry.exchangeHours.isMarketAlwaysOpen,
    reader: readerOf(...chunks),
    ...rest,
    start: at(start),
    end: at(end),
    fillPeriod: { value: fillPeriod ?? resolutionPeriod(resolution) },
    config: {
      symbol: new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY TEST'),
      resolution,
      tickType: TickType.Trade,
      fillForward: true,
      extendedMarketHours: false,
      isInternal: false,
      normalization: DataNormalizationMode.Adjusted,
      ...config,
    },
  };
}

/** One row of the row buffer as readable text. */
export interface SpokenRow {
  readonly emit: string;
  readonly start: string;
  readonly end: string;
  readonly values: readonly number[];
  readonly isFilled: boolean;
  readonly isEvent: boolean;
}

function spoken(tape: Float64Array, base: number): SpokenRow {
  return {
    emit: clock(tape[base + Row.Emit]),
    start: clock(tape[base + Row.Start]),
    end: clock(tape[base + Row.End]),
    values: Array.from(tape.subarray(base + Row.Value, base + Row.Value + 10)),
    isFilled: (tape[base + Row.Flags] & RowFlag.FillForward) !== 0,
    isEvent: (tape[base + Row.Flags] & RowFlag.Auxiliary) !== 0,
  };
}

/** All rows of a cursor, read one by one. */
export function walk(cursor: RowCursor): SpokenRow[] {
  const rows: SpokenRow[] = [];
  const tape = new Float64Array(ROW_STRIDE);
  for (; cursor.emit !== Infinity; cursor.moveNext()) {
    tape.fill(0);
    cursor.write(tape, 0, 0);
    rows.push(spoken(tape, 0));
  }
  return rows;
}

/** All rows of a cursor, read in batches of at most `room` rows and at most `span` milliseconds. */
export function takeAll(cursor: RowCursor, { room, span }: { room: number; span: number }): SpokenRow[] {
  const rows: SpokenRow[] = [];
  while (cursor.emit !== Infinity) {
    const tape = new Float64Array(room * ROW_STRIDE);
    const count = cursor.take(tape, 0, { until: cursor.emit + span, room, subscription: 0 });
    for (let row = 0; row < count; row++) rows.push(spoken(tape, row * ROW_STRIDE));
  }
  return rows;
}

/** The UTC text of a wall-clock time in New York. */
export function newYork(text: string): string {
  return clock(TimeZone.of('America/New_York').toUtc(at(text)));
}
