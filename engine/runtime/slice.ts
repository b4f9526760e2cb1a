import type { WallClock } from '../model/instants.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import type { QuoteBar, Tick, TradeBar } from '../model/bars.ts';
import type { SeriesBook } from './series-book.ts';
import type { Security } from '../securities/security.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Delisting, Dividend, Split, SymbolChangedEvent } from './slice-events.ts';
import type { IndexOf, SliceRows } from './slice-rows.ts';

/** References to an instrument of the run. */
export type SymbolLike = Security | SecuritySymbol | string;

/** Parts of a run that a slice uses. */
export interface SliceParts {
  readonly indexOf: IndexOf;
  /** The algorithm's time zone. */
  readonly zone: () => TimeZone;
  readonly series: SeriesBook;
}

/** The data of one instant (LEAN's Slice). The engine reuses one object. */
export class Slice {
  /** UTC instant. */
  utcTime = NaN;
  /** Whether a user subscription delivered data, corporate actions included. */
  hasData = false;
  /** @internal Whether there are ticks or corporate events. */
  hasMore = false;
  readonly bars: SliceRows<TradeBar>;
  readonly quoteBars: SliceRows<QuoteBar>;
  /** Ticks of this instant by security index; use {@link ticksOf}. */
  readonly ticks = new Map<number, Tick[]>();
  readonly dividends: Dividend[] = [];
  readonly splits: Split[] = [];
  readonly delistings: Delisting[] = [];
  readonly symbolChangedEvents: SymbolChangedEvent[] = [];
  /** Series other than bars, as published by the current instant: `slice.series.value('vix')`. */
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

  /** Wall-clock milliseconds in the algorithm's time zone. */
  get time(): WallClock {
    return this.zone().toLocal(this.utcTime);
  }

  /** Whether the symbol has a bar, a quote bar or a tick in this slice. */
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
