import { Row, ROW_STRIDE } from '../data/feed/row-layout.ts';
import { CorporateEventKind } from '../data/feed/corporate-events.ts';
import type { CorporateEvent } from '../data/feed/corporate-events.ts';
import { QuoteBar, TradeBar } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { DataManager } from './data-manager.ts';
import { SliceRows } from './slice-rows.ts';
import { Slice } from './slice.ts';
import type { SliceParts } from './slice.ts';
import { readQuoteBar, readTradeBar } from './subscription.ts';
import type { Subscription } from './subscription.ts';

// local constants avoid module-binding look-ups
const { TradeBar: TRADE_BAR, QuoteBar: QUOTE_BAR } = RowKind;

/** Collects the rows of an instant for the strategy's slice; bars are read from the row buffer on access only. */
export class SliceBuilder {
  readonly slice: Slice;
  private readonly data: DataManager;
  /** Row-buffer offsets of the latest bars by security; current only for securities with a bar in this slice. */
  tradeRow = new Int32Array(16);
  quoteRow = new Int32Array(16);
  /** The row buffer of these offsets, or a copy of the slice's rows after the buffer has moved. */
  rows: Float64Array;
  /** The subscription whose bar is the slice's only content; -1 otherwise. */
  only = -1;
  /** Where the offset of that bar is stored: a column, and the security's index in it. */
  private onlyRow = this.tradeRow;
  private onlySecurity = -1;
  private kept = new Float64Array(16 * ROW_STRIDE);

  constructor(data: DataManager, securities: SecurityManager, parts: Omit<SliceParts, 'indexOf'>) {
    this.data = data;
    this.rows = data.synchronizer.rows;
    data.synchronizer.beforeMove.push(() => this.keepRows());
    const bars = new SliceRows<TradeBar>(
      securities.indexOf,
      (bar, security) => void readTradeBar(bar, this.rows, this.tradeRow[security]),
    );
    const quotes = new SliceRows<QuoteBar>(
      securities.indexOf,
      (bar, security) => void readQuoteBar(bar, this.rows, this.quoteRow[security]),
    );
    this.slice = new Slice({ ...parts, indexOf: securities.indexOf }, bars, quotes);
  }

  /** Reserves capacity for a security. */
  reserve(subscription: Subscription): void {
    const { index, symbol } = subscription.security;
    this.slice.bars.reserve(index, new TradeBar(symbol));
    this.slice.quoteBars.reserve(index, new QuoteBar(symbol));
    while (index >= this.tradeRow.length) {
      this.only = -1;
      this.tradeRow = doubled(this.tradeRow);
      this.quoteRow = doubled(this.quoteRow);
    }
  }

  /** Starts the slice of an instant. */
  begin(utc: number): void {
    const { slice } = this;
    this.only = -1;
    slice.clear();
    slice.utcTime = utc;
    this.rows = this.data.synchronizer.rows;
  }

  /** Starts the slice of an instant whose only content is a bar of this subscription. */
  beginWith(base: number, subscription: number, utc: number): void {
    this.begin(utc);
    this.note(base, subscription);
    const { kind, securityIndex } = this.data.table;
    this.onlyRow = kind[subscription] === TRADE_BAR ? this.tradeRow : this.quoteRow;
    this.onlySecurity = securityIndex[subscription];
    this.only = subscription;
  }

  /** Starts the slice of an instant whose only content is the next bar of {@link only}. */
  continueWith(base: number, utc: number): void {
    this.slice.utcTime = utc;
    this.onlyRow[this.onlySecurity] = base;
  }

  /** Copies the slice's rows, as events and consolidators before the next slice may still read them. */
  private keepRows(): void {
    const { bars, quoteBars } = this.slice;
    this.only = -1;
    if (this.rows !== this.data.synchronizer.rows) return;
    const kept = this.room((bars.size + quoteBars.size) * ROW_STRIDE);
    let at = 0;
    for (let i = 0; i < bars.size; i++) at = this.keepRow(kept, at, this.tradeRow, bars.securityAt(i));
    for (let i = 0; i < quoteBars.size; i++) at = this.keepRow(kept, at, this.quoteRow, quoteBars.securityAt(i));
    this.rows = kept;
  }

  private keepRow(kept: Float64Array, at: number, places: Int32Array, security: number): number {
    const base = places[security];
    for (let i = 0; i < ROW_STRIDE; i++) kept[at + i] = this.rows[base + i];
    places[security] = at;
    return at + ROW_STRIDE;
  }

  private room(length: number): Float64Array {
    if (length > this.kept.length) this.kept = new Float64Array(length * 2);
    return this.kept;
  }

  /** Adds a row of a user subscription; among several of one security the one with the shortest period is kept. */
  note(base: number, subscription: number): void {
    const { slice } = this;
    const { kind, securityIndex } = this.data.table;
    slice.hasData = true;
    const security = securityIndex[subscription];
    if (kind[subscription] === TRADE_BAR) {
      if (slice.bars.mark(security) || !this.isShorter(this.tradeRow[security], subscription))
        this.tradeRow[security] = base;
    } else if (kind[subscription] === QUOTE_BAR) {
      if (slice.quoteBars.mark(security) || !this.isShorter(this.quoteRow[security], subscription))
        this.quoteRow[security] = base;
    } else {
      this.noteTick(base, this.data.subscriptions[subscription]);
    }
  }

  /** Row-buffer offset of a security's trade bar in this slice; -1 without one. */
  tradeRowOf(security: number): number {
    return this.slice.bars.isMarked(security) ? this.tradeRow[security] : -1;
  }

  /** Adds a corporate event of a user subscription. */
  noteEvent(event: CorporateEvent, subscription: Subscription): void {
    const { slice } = this;
    const { symbol } = subscription.security;
    const { time } = event;
    slice.hasData = slice.hasMore = true;
    switch (event.kind) {
      case CorporateEventKind.Dividend:
        slice.dividends.push({ symbol, time, distribution: event.amount, referencePrice: event.referencePrice });
        break;
      case CorporateEventKind.Split:
      case CorporateEventKind.SplitWarning:
        slice.splits.push({
          symbol,
          time,
          factor: event.amount,
          referencePrice: event.referencePrice,
          isWarning: event.kind === CorporateEventKind.SplitWarning,
        });
        break;
      case CorporateEventKind.SymbolChange:
        slice.symbolChangedEvents.push({ symbol, time, oldTicker: event.oldTicker, newTicker: event.newTicker });
        break;
      default:
        slice.delistings.push({ symbol, time, isWarning: event.kind === CorporateEventKind.DelistingWarning });
    }
  }

  private noteTick(base: number, subscription: Subscription): void {
    const { ticks } = this.slice;
    this.slice.hasMore = true;
    const { security, kind } = subscription;
    const tick = subscription.tick(this.data.synchronizer.rows, base);
    const known = ticks.get(security.index);
    if (known === undefined) ticks.set(security.index, [tick]);
    else known.push(tick);
    if (tick.suspicious) return;
    const { cache } = security;
    if (kind === RowKind.TradeTick) cache.tradeTicks = appended(cache.tradeTicks, tick);
    else cache.quoteTicks = appended(cache.quoteTicks, tick);
  }

  private isShorter(base: number, subscription: number): boolean {
    const { table, synchronizer } = this.data;
    return table.period[synchronizer.rows[base + Row.Subscription]] < table.period[subscription];
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** Appends a tick to those of its instant; ticks of an earlier instant are dropped. */
function appended<T extends { readonly endTime: number }>(ticks: readonly T[], tick: T): readonly T[] {
  if (ticks.length === 0 || ticks[0].endTime !== tick.endTime) return [tick];
  (ticks as T[]).push(tick);
  return ticks;
}
