import { Row } from '../data/feed/row-layout.ts';
import type { RowCursor } from '../data/feed/row-cursor.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { subscriptionPeriod } from '../data/subscription-config.ts';
import { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import type { Security } from '../securities/security.ts';

/** A consumer of a subscription's rows: a consolidator or an indicator. */
export interface RowConsumer {
  /** Receives the row at offset `base` of the row buffer, filled-forward rows included. */
  consume(rows: Float64Array, base: number, subscription: Subscription): void;
  /** Called after the subscription's rows of a slice, for work that depends on the clock. */
  scan(): void;
}

/** One subscription of a run: the source, the security and the consumers of its rows. */
export class Subscription {
  /** Dense index within the run; each row in the row buffer contains it. */
  readonly index: number;
  readonly config: SubscriptionConfig;
  readonly security: Security;
  readonly kind: RowKind;
  readonly period: number;
  cursor: RowCursor | undefined;
  /** UTC instant at which the cursor starts. */
  openedUtc = NaN;
  isRemoved = false;
  /** Replaced, never mutated: consumers may be added or removed while rows are being fed. */
  consumers: readonly RowConsumer[] = [];
  /** Offset of a row's value, and for a mid price the distance to the ask after it; otherwise 0. */
  private readonly valueOffset: number;
  private readonly secondOffset: number;
  private tradeBarCursor: TradeBar | undefined;
  private quoteBarCursor: QuoteBar | undefined;

  constructor(index: number, config: SubscriptionConfig, security: Security) {
    this.index = index;
    this.config = config;
    this.security = security;
    this.kind = rowKindOf(config);
    this.period = subscriptionPeriod(config);
    this.valueOffset = Row.Value + (this.kind === RowKind.TradeBar || this.kind === RowKind.QuoteBar ? 3 : 0);
    this.secondOffset = this.kind === RowKind.QuoteBar ? 5 : this.kind === RowKind.QuoteTick ? 2 : 0;
  }

  /** The row as a trade bar; each subscription reuses one object. */
  tradeBar(rows: Float64Array, base: number): TradeBar {
    this.tradeBarCursor ??= new TradeBar(this.security.symbol);
    readTradeBar(this.tradeBarCursor, rows, base);
    return this.tradeBarCursor;
  }

  /** The row as a quote bar; each subscription reuses one object. */
  quoteBar(rows: Float64Array, base: number): QuoteBar {
    this.quoteBarCursor ??= new QuoteBar(this.security.symbol);
    readQuoteBar(this.quoteBarCursor, rows, base);
    return this.quoteBarCursor;
  }

  /** The row as a new tick. */
  tick(rows: Float64Array, base: number): Tick {
    return readTick(new Tick(this.security.symbol), rows, base, this.kind);
  }

  /** Offset of a row's value; 0 if it is the mid of two numbers. */
  get singleValueOffset(): number {
    return this.secondOffset === 0 ? this.valueOffset : 0;
  }

  /** The row's value in LEAN's sense: the close, the mid of the quotes, or the price of the tick. */
  value(rows: Float64Array, base: number): number {
    const at = base + this.valueOffset;
    return this.secondOffset === 0 ? rows[at] : mid(rows[at], rows[at + this.secondOffset]);
  }
}

/** The kind of a subscription's rows. */
export function rowKindOf(config: SubscriptionConfig): RowKind {
  if (config.resolution === Resolution.Tick)
    return config.tickType === TickType.Trade ? RowKind.TradeTick : RowKind.QuoteTick;
  return config.tickType === TickType.Trade ? RowKind.TradeBar : RowKind.QuoteBar;
}

// local constants avoid module-binding look-ups
const { Start: START, End: END, Value: VALUE, Flags: FLAGS } = Row;

/** Reads a row into a trade bar. */
export function readTradeBar(bar: TradeBar, rows: Float64Array, base: number): TradeBar {
  const at = base + VALUE;
  bar.time = rows[base + START];
  bar.endTime = rows[base + END];
  bar.open = rows[at];
  bar.high = rows[at + 1];
  bar.low = rows[at + 2];
  bar.close = rows[at + 3];
  bar.volume = rows[at + 4];
  bar.isFillForward = (rows[base + FLAGS] & 1) !== 0;
  return bar;
}

/** Reads a row into a quote bar. */
export function readQuoteBar(bar: QuoteBar, rows: Float64Array, base: number): QuoteBar {
  const at = base + VALUE;
  bar.time = rows[base + START];
  bar.endTime = rows[base + END];
  bar.bidOpen = rows[at];
  bar.bidHigh = rows[at + 1];
  bar.bidLow = rows[at + 2];
  bar.bidClose = rows[at + 3];
  bar.lastBidSize = rows[at + 4];
  bar.askOpen = rows[at + 5];
  bar.askHigh = rows[at + 6];
  bar.askLow = rows[at + 7];
  bar.askClose = rows[at + 8];
  bar.lastAskSize = rows[at + 9];
  bar.isFillForward = (rows[base + FLAGS] & 1) !== 0;
  return bar;
}

/** Reads a row into a tick. */
export function readTick(tick: Tick, rows: Float64Array, base: number, kind: RowKind): Tick {
  const at = base + VALUE;
  tick.time = rows[base + START];
  tick.endTime = rows[base + END];
  tick.suspicious = (rows[base + FLAGS] & 4) !== 0;
  tick.isQuote = kind === RowKind.QuoteTick;
  if (tick.isQuote) {
    tick.bidPrice = zeroIfMissing(rows[at]);
    tick.bidSize = zeroIfMissing(rows[at + 1]);
    tick.askPrice = zeroIfMissing(rows[at + 2]);
    tick.askSize = zeroIfMissing(rows[at + 3]);
    tick.value = mid(rows[at], rows[at + 2]);
  } else {
    tick.value = rows[at];
    tick.quantity = rows[at + 1];
  }
  return tick;
}

function zeroIfMissing(value: number): number {
  return value === value ? value : 0;
}

/** The middle of bid and ask, or the one that exists. */
export function mid(bid: number, ask: number): number {
  const hasBid = bid === bid && bid !== 0;
  const hasAsk = ask === ask && ask !== 0;
  return hasBid && hasAsk ? (bid + ask) / 2 : hasBid ? bid : ask;
}
