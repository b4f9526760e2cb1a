import type { TimeZone } from '../data/time/time-zone.ts';
import type { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import type { SeriesBook } from './series-book.ts';
import { Security } from '../securities/security.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** How a strategy may name an instrument of the run. */
export type SymbolLike = Security | SecuritySymbol | string;

/** Finds the dense index of an instrument; -1 when the run does not know it. */
export type IndexOf = (symbol: SymbolLike) => number;

/** The newest row of each security that has one in this slice. Cursors: valid until the next slice. */
export class SliceRows<Row> {
  private readonly indexOf: IndexOf;
  private readonly materialise: (row: Row, security: number) => void;
  private rows: Row[] = [];
  private stamps = new Int32Array(16);
  private order = new Int32Array(16);
  private stamp = 1;
  private count = 0;

  /** @param materialise fills the cursor of a security when somebody looks at it */
  constructor(indexOf: IndexOf, materialise: (row: Row, security: number) => void) {
    this.indexOf = indexOf;
    this.materialise = materialise;
  }

  /** Number of securities with a row in this slice. */
  get size(): number {
    return this.count;
  }

  has(symbol: SymbolLike): boolean {
    const index = this.indexOf(symbol);
    return index >= 0 && this.stamps[index] === this.stamp;
  }

  /** The row of a symbol, or `undefined` when it has none in this slice. */
  get(symbol: SymbolLike): Row | undefined {
    const index = symbol instanceof Security ? symbol.index : this.indexOf(symbol);
    return index >= 0 && this.stamps[index] === this.stamp ? this.cursor(index) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let i = 0; i < this.count; i++) yield this.cursor(this.order[i]);
  }

  /** @internal Makes room for securities up to `index`. */
  reserve(index: number, row: Row): void {
    if (index >= this.stamps.length) {
      const stamps = new Int32Array(Math.max(index + 1, this.stamps.length * 2));
      stamps.set(this.stamps);
      const order = new Int32Array(stamps.length);
      order.set(this.order);
      this.stamps = stamps;
      this.order = order;
    }
    this.rows[index] = row;
  }

  /** @internal True when the security has a row in this slice. */
  isMarked(index: number): boolean {
    return this.stamps[index] === this.stamp;
  }

  /** @internal The index of the n-th security with a row in this slice. */
  securityAt(place: number): number {
    return this.order[place];
  }

  /** @internal Notes that a security has a row in this slice; false when that was noted before. */
  mark(index: number): boolean {
    if (this.stamps[index] === this.stamp) return false;
    this.stamps[index] = this.stamp;
    this.order[this.count++] = index;
    return true;
  }

  /** @internal Empties the collection for the next slice. */
  clear(): void {
    if (this.count === 0) return;
    this.count = 0;
    this.stamp++;
  }

  private cursor(index: number): Row {
    const row = this.rows[index];
    this.materialise(row, index);
    return row;
  }
}

/** A dividend, paid per share on the ex-date. */
export interface Dividend {
  readonly symbol: SecuritySymbol;
  readonly time: number;
  /** Cash a share. */
  readonly distribution: number;
  readonly referencePrice: number;
}

/** A split; `factor` is old price over new (0.5 for 2:1). A warning comes the trading day before. */
export interface Split {
  readonly symbol: SecuritySymbol;
  readonly time: number;
  readonly factor: number;
  readonly referencePrice: number;
  readonly isWarning: boolean;
}

export interface Delisting {
  readonly symbol: SecuritySymbol;
  readonly time: number;
  readonly isWarning: boolean;
}

export interface SymbolChangedEvent {
  readonly symbol: SecuritySymbol;
  readonly time: number;
  readonly oldTicker: string;
  readonly newTicker: string;
}

/** What a slice uses of a run. */
export interface SliceParts {
  readonly indexOf: IndexOf;
  /** The algorithm's. */
  readonly zone: () => TimeZone;
  readonly series: SeriesBook;
}

/** All that happened in one instant (LEAN's Slice). The engine reuses the one object. */
export class Slice {
  /** UTC instant. */
  utcTime = NaN;
  /** True when a user subscription delivered anything, corporate actions included. */
  hasData = false;
  /** @internal True when there are ticks or corporate events. */
  hasMore = false;
  readonly bars: SliceRows<TradeBar>;
  readonly quoteBars: SliceRows<QuoteBar>;
  /** Ticks of this instant by security index; use {@link ticksOf}. */
  readonly ticks = new Map<number, Tick[]>();
  readonly dividends: Dividend[] = [];
  readonly splits: Split[] = [];
  readonly delistings: Delisting[] = [];
  readonly symbolChangedEvents: SymbolChangedEvent[] = [];
  /** Series that are not bars, as they were published by now: `slice.series.value('vix')`. */
  readonly series: SeriesBook;
  private readonly indexOf: IndexOf;
  private readonly zone: () => TimeZone;

  /** @internal */
  constructor({ indexOf, zone, series }: SliceParts, bars: SliceRows<TradeBar>, quoteBars: SliceRows<QuoteBar>) {
    this.indexOf = indexOf;
    this.zone = zone;
    this.series = series;
    this.bars = bars;
    this.quoteBars = quoteBars;
  }

  /** Wall-clock milliseconds of the algorithm's zone. */
  get time(): number {
    return this.zone().toLocal(this.utcTime);
  }

  /** True when the symbol has a bar, a quote bar or a tick in this slice. */
  containsKey(symbol: SymbolLike): boolean {
    return this.bars.has(symbol) || this.quoteBars.has(symbol) || this.ticks.has(this.indexOf(symbol));
  }

  /** The symbol's ticks of this instant, oldest first; empty when there are none. */
  ticksOf(symbol: SymbolLike): readonly Tick[] {
    return this.ticks.get(this.indexOf(symbol)) ?? [];
  }

  /** @internal Empties the slice for the next instant. */
  clear(): void {
    this.hasData = false;
    this.bars.clear();
    this.quoteBars.clear();
    if (this.hasMore) this.clearMore();
  }

  private clearMore(): void {
    this.hasMore = false;
    this.ticks.clear();
    this.dividends.length = 0;
    this.splits.length = 0;
    this.delistings.length = 0;
    this.symbolChangedEvents.length = 0;
  }
}
