import { Decimal } from '../../engine/model/decimal.ts';
import type { PeerClock, PeerTimer } from './clock.ts';

/** The best bid and ask of a symbol. */
export interface MarketQuote {
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
  readonly utc: number;
}

/** A trade of others, which may fill resting orders. */
export interface MarketTrade {
  readonly symbol: string;
  readonly price: Decimal;
  readonly size: Decimal;
  readonly utc: number;
  /** Counts the trades of the market from 1. */
  readonly id: number;
}

/** One line of a price script. */
export interface ScriptedPrice {
  /** Milliseconds after the start of the script. */
  readonly afterMs: number;
  readonly symbol: string;
  readonly price: string;
  /** Limits how much of resting orders the price fills; without limit when absent. */
  readonly size?: string;
}

/** A bar of history or of a minute that has passed. */
export interface MarketBar {
  readonly symbol: string;
  /** The start of the bar. */
  readonly utc: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
  readonly trades: number;
}

interface QuoteSizes {
  readonly bid?: string;
  readonly ask?: string;
}

interface MarketListener {
  /** @param reaches whether resting orders may fill at the quote */
  onQuote?(quote: MarketQuote, reaches: boolean): void;
  onTrade?(trade: MarketTrade, isSizeLimited: boolean): void;
  onHalt?(symbol: string, isHalted: boolean): void;
}

const LARGE_SIZE = Decimal.of(1_000_000);
/** Half of the spread that a bare price is quoted with. */
const HALF_TICK = Decimal.parse('0.01');

/** The market behind a peer: a script or a test sets its prices, and everything else follows from them. */
export class PeerMarket {
  readonly clock: PeerClock;
  private readonly quotes = new Map<string, MarketQuote>();
  private readonly trades = new Map<string, MarketTrade>();
  private readonly bars = new Map<string, MarketBar[]>();
  private readonly halted = new Set<string>();
  private readonly listeners = new Set<MarketListener>();
  private script: PeerTimer[] = [];
  private tradeCount = 0;

  constructor(clock: PeerClock) {
    this.clock = clock;
  }

  listen(listener: MarketListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  quoteOf(symbol: string): MarketQuote | undefined {
    return this.quotes.get(symbol);
  }

  lastTradeOf(symbol: string): MarketTrade | undefined {
    return this.trades.get(symbol);
  }

  /** The bars of a symbol by time, as long as a bar is in the script or was added. */
  barsOf(symbol: string): readonly MarketBar[] {
    return this.bars.get(symbol) ?? [];
  }

  addBars(bars: readonly MarketBar[]): void {
    for (const bar of bars) {
      const own = this.bars.get(bar.symbol) ?? [];
      own.push(bar);
      own.sort((left, right) => left.utc - right.utc);
      this.bars.set(bar.symbol, own);
    }
  }

  isHalted(symbol: string): boolean {
    return this.halted.has(symbol);
  }

  /** Halts or resumes a symbol: while it is halted nothing trades. */
  setHalted(symbol: string, isHalted: boolean): void {
    if (isHalted) this.halted.add(symbol);
    else this.halted.delete(symbol);
    for (const listener of this.listeners) listener.onHalt?.(symbol, isHalted);
  }

  /** Quotes a symbol. */
  quote(symbol: string, bid: string, ask: string, sizes: QuoteSizes = {}): void {
    this.setQuote(symbol, Decimal.parse(bid), Decimal.parse(ask), sizes, true);
  }

  private setQuote(symbol: string, bid: Decimal, ask: Decimal, sizes: QuoteSizes, reaches: boolean): void {
    const quote: MarketQuote = {
      symbol,
      bid,
      ask,
      bidSize: sizes.bid === undefined ? LARGE_SIZE : Decimal.parse(sizes.bid),
      askSize: sizes.ask === undefined ? LARGE_SIZE : Decimal.parse(sizes.ask),
      utc: this.clock.utc,
    };
    this.quotes.set(symbol, quote);
    for (const listener of this.listeners) listener.onQuote?.(quote, reaches);
  }

  /** Trades a symbol: at this price resting orders fill, up to the size if there is one. */
  trade(symbol: string, price: string, size?: string): void {
    this.tradeCount += 1;
    const trade: MarketTrade = {
      symbol,
      price: Decimal.parse(price),
      size: size === undefined ? Decimal.oneHundred : Decimal.parse(size),
      utc: this.clock.utc,
      id: this.tradeCount,
    };
    this.trades.set(symbol, trade);
    for (const listener of this.listeners) listener.onTrade?.(trade, size !== undefined);
  }

  /**
   * Moves a symbol to a price: quotes it a cent around the price, then trades at the price. With a size only the trade
   * fills resting orders.
   */
  move(symbol: string, price: string, size?: string): void {
    const middle = Decimal.parse(price);
    this.setQuote(symbol, middle.sub(HALF_TICK), middle.add(HALF_TICK), {}, size === undefined);
    this.trade(symbol, price, size);
  }

  /** Plays a script of prices on the clock. */
  play(prices: readonly ScriptedPrice[]): void {
    for (const { afterMs, symbol, price, size } of prices)
      this.script.push(this.clock.setTimer(afterMs, () => this.move(symbol, price, size)));
  }

  /** Ends the script. */
  stop(): void {
    for (const timer of this.script) timer.cancel();
    this.script = [];
    this.listeners.clear();
  }
}
