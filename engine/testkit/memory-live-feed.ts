import type { LiveFeedInbox, LiveSubscription, PresentFeed } from '../api/live-feed.ts';
import { RowKind } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { RowColumns } from '../model/columns.ts';
import { resolutionPeriod } from '../model/resolution.ts';
import type { MemoryBar } from './memory-data-source.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A span in which a feed delivers nothing, UTC instants. */
export interface Outage {
  readonly fromUtc: number;
  readonly toUtc: number;
  /** Whether the feed notices. */
  readonly isNoticed: boolean;
}

export interface MemoryFeedWish {
  /** Milliseconds from the end of a bar to its delivery. */
  readonly delay?: number;
  readonly outages?: readonly Outage[];
  /** How often each bar is delivered. */
  readonly times?: number;
}

/** Trade bars by ticker, whose times are UTC instants, delivered when a simulated clock reaches their ends. */
export class MemoryLiveFeed implements PresentFeed {
  readonly kind = 'present';
  readonly name = 'memory';
  /** Requests of history so far. */
  readonly requests: { readonly ticker: string; readonly fromUtc: number; readonly toUtc: number }[] = [];
  private readonly bars: Readonly<Record<string, readonly MemoryBar[]>>;
  private readonly clock: SimulatedClock;
  private readonly wish: MemoryFeedWish;
  private inbox: LiveFeedInbox | undefined;

  constructor(bars: Readonly<Record<string, readonly MemoryBar[]>>, clock: SimulatedClock, wish: MemoryFeedWish = {}) {
    this.bars = bars;
    this.clock = clock;
    this.wish = wish;
  }

  async connect(inbox: LiveFeedInbox): Promise<void> {
    this.inbox = inbox;
    for (const { fromUtc, toUtc, isNoticed } of this.wish.outages ?? []) {
      if (!isNoticed || toUtc < this.clock.now()) continue;
      this.clock.at(fromUtc, () => this.inbox?.interrupted('The connection broke.'));
      this.clock.at(toUtc, () => this.inbox?.resumed('The connection stands again.'));
    }
  }

  async disconnect(): Promise<void> {
    this.inbox = undefined;
  }

  async subscribe({ id, symbol, resolution, tickType }: LiveSubscription): Promise<boolean> {
    if (tickType !== TickType.Trade || this.bars[symbol.ticker] === undefined) return false;
    const { delay = 0, times = 1, outages = [] } = this.wish;
    const now = this.clock.now();
    for (const bar of this.barsOf(symbol.ticker)) {
      const due = bar.time + resolutionPeriod(resolution) + delay;
      if (due <= now || outages.some(({ fromUtc, toUtc }) => due >= fromUtc && due < toUtc)) continue;
      for (let time = 0; time < times; time++) this.clock.at(due, () => this.inbox?.rows(id, columnsOf([bar])));
    }
    return true;
  }

  unsubscribe(): void {}

  async history({ symbol, resolution }: LiveSubscription, fromUtc: number, toUtc: number): Promise<RowColumns[]> {
    const { ticker } = symbol;
    this.requests.push({ ticker, fromUtc, toUtc });
    const period = resolutionPeriod(resolution);
    return [columnsOf(this.barsOf(ticker).filter(({ time }) => time >= fromUtc && time + period <= toUtc))];
  }

  private barsOf(ticker: string): readonly MemoryBar[] {
    return this.bars[ticker] ?? [];
  }
}

function columnsOf(bars: readonly MemoryBar[]): RowColumns {
  const column = (read: (bar: MemoryBar) => number): Float64Array => Float64Array.from(bars, read);
  return {
    kind: RowKind.TradeBar,
    length: bars.length,
    time: column(({ time }) => time),
    values: [
      column(({ open }) => open),
      column(({ high }) => high),
      column(({ low }) => low),
      column(({ close }) => close),
      column(({ volume }) => volume),
    ],
    scales: 4,
  };
}
