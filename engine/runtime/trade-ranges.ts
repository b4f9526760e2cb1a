import { Row } from '../data/feed/row-layout.ts';
import type { SplitRow } from '../api/result-handler.ts';
import { RowKind } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { Security } from '../securities/security.ts';
import { BarExtremes } from '../statistics/bar-extremes.ts';
import type { PriceBar } from '../statistics/bar-extremes.ts';
import type { FillPoint, PriceRange } from '../statistics/closed-trades.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { DataManager } from './data-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import type { RunDates } from './run-dates.ts';
import { mid, rowKindOf } from './subscription.ts';
import type { Subscription } from './subscription.ts';

/** Maximum number of rows that are read again after a run, over all symbols. */
const MOST_ROWS = 2_000_000;

/** Parts of a run from which the prices of trades are read. */
export interface RangeParts {
  readonly data: Pick<DataManager, 'subscriptions'>;
  readonly dates: Pick<RunDates, 'timeZone'>;
  readonly history: Pick<HistoryProvider, 'scan'>;
}

/**
 * The prices of traded symbols between two fills. The bars of a symbol are read again after the run, so that the run
 * itself bears no cost; symbols beyond two million rows have no ranges.
 */
export class TradeRanges {
  private readonly parts: RangeParts;
  private readonly splits: readonly SplitRow[];
  private readonly fills = new Map<string, { readonly security: Security; readonly first: number; last: number }>();
  private readonly bars = new Map<string, BarExtremes | undefined>();
  private rowsLeft = MOST_ROWS;

  /** @param splits splits of raw prices, in time order */
  constructor(parts: RangeParts, events: readonly OrderEvent[], splits: readonly SplitRow[]) {
    this.parts = parts;
    this.splits = splits;
    for (const { isFill, security, symbol, utcTime } of events) {
      if (!isFill) continue;
      const known = this.fills.get(symbol.key);
      if (known === undefined) this.fills.set(symbol.key, { security, first: utcTime, last: utcTime });
      else known.last = utcTime;
    }
  }

  /** The range between two fills as shares of the first one's price. */
  of(symbol: string, entry: FillPoint, exit: FillPoint): PriceRange | undefined {
    if (!this.bars.has(symbol)) this.bars.set(symbol, this.read(symbol));
    const bars = this.bars.get(symbol);
    return bars === undefined
      ? undefined
      : bars.between(this.inFinalUnits(symbol, entry), this.inFinalUnits(symbol, exit));
  }

  private read(symbol: string): BarExtremes | undefined {
    const { security, first, last } = this.fills.get(symbol)!;
    const subscription = finest(this.parts.data.subscriptions, security);
    if (subscription === undefined || this.rowsLeft <= 0) return undefined;
    const { timeZone } = this.parts.dates;
    const period = subscription.period;
    const span = { start: timeZone.toLocal(first - period) - 1, end: timeZone.toLocal(last) };
    const config = { ...subscription.config, isInternal: false, fillForward: false };
    const kind = rowKindOf(config);
    const splits = this.splits.filter((split) => split.symbol === symbol);
    const bars = new BarExtremes();
    const bar = { end: 0, open: 0, high: 0, low: 0, close: 0 };
    this.parts.history.scan(security, config, span, (row) => {
      readPrices(bar, row, kind);
      if (splits.length > 0) scale(bar, factorAfter(splits, bar.end));
      bars.add(bar);
      return --this.rowsLeft > 0;
    });
    return this.rowsLeft > 0 ? bars : undefined;
  }

  private inFinalUnits(symbol: string, { time, price }: FillPoint): FillPoint {
    return { time, price: price * factorAfter(this.splits, time, symbol) };
  }
}

/** The subscription with the shortest bars; trades take precedence over quotes. */
function finest(all: readonly Subscription[], security: Security): Subscription | undefined {
  return all
    .filter((one) => one.security === security && !one.config.isInternal)
    .sort((one, other) => one.period - other.period || rank(one) - rank(other))[0];
}

function rank({ config }: Subscription): number {
  return config.tickType === TickType.Trade ? 0 : 1;
}

/** Product of the splits after an instant: turns earlier prices into units of the last ones. */
function factorAfter(splits: readonly SplitRow[], time: number, symbol?: string): number {
  let product = 1;
  for (const split of splits)
    if (split.time > time && (symbol === undefined || split.symbol === symbol)) product *= split.factor;
  return product;
}

function scale(bar: PriceBar, factor: number): void {
  bar.open *= factor;
  bar.high *= factor;
  bar.low *= factor;
  bar.close *= factor;
}

/** Offset of the ask's prices from the bid's. */
const ASK_OF_BAR = 5;
const ASK_OF_TICK = 2;

function readPrices(bar: PriceBar, row: Float64Array, kind: RowKind): void {
  bar.end = row[Row.Emit];
  const at = Row.Value;
  if (kind === RowKind.TradeBar) {
    bar.open = row[at];
    bar.high = row[at + 1];
    bar.low = row[at + 2];
    bar.close = row[at + 3];
  } else if (kind === RowKind.QuoteBar) {
    bar.open = mid(row[at], row[at + ASK_OF_BAR]);
    bar.high = mid(row[at + 1], row[at + ASK_OF_BAR + 1]);
    bar.low = mid(row[at + 2], row[at + ASK_OF_BAR + 2]);
    bar.close = mid(row[at + 3], row[at + ASK_OF_BAR + 3]);
  } else {
    const price = kind === RowKind.TradeTick ? row[at] : mid(row[at], row[at + ASK_OF_TICK]);
    bar.open = bar.high = bar.low = bar.close = price;
  }
}
