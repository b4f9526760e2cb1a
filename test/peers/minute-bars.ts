import { Decimal } from '../../engine/model/decimal.ts';
import type { TimerGroup } from './clock.ts';
import type { MarketBar, MarketTrade, PeerMarket } from './market.ts';

const MINUTE = 60_000;

/** Makes bars of minutes from the trades of a market, adds them to its history and reports each when its minute ends. */
export class MinuteBars {
  private readonly building = new Map<string, MarketBar>();
  private readonly market: PeerMarket;
  private readonly timers: TimerGroup;
  private readonly onBar: (bar: MarketBar) => void;
  private isWaiting = false;

  constructor(market: PeerMarket, timers: TimerGroup, onBar: (bar: MarketBar) => void) {
    this.market = market;
    this.timers = timers;
    this.onBar = onBar;
  }

  /** Begins to follow the market. */
  start(): void {
    this.market.listen({ onTrade: (trade) => this.add(trade) });
  }

  private add({ symbol, price, size, utc }: MarketTrade): void {
    const bar = this.building.get(symbol);
    const start = Math.floor(utc / MINUTE) * MINUTE;
    this.building.set(
      symbol,
      bar === undefined
        ? { symbol, utc: start, open: price, high: price, low: price, close: price, volume: size, trades: 1 }
        : {
            ...bar,
            high: Decimal.max(bar.high, price),
            low: Decimal.min(bar.low, price),
            close: price,
            volume: bar.volume.add(size),
            trades: bar.trades + 1,
          },
    );
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.timers.set(start + MINUTE - utc, () => this.flush());
  }

  private flush(): void {
    this.isWaiting = false;
    const bars = [...this.building.values()];
    this.building.clear();
    this.market.addBars(bars);
    for (const bar of bars) this.onBar(bar);
  }
}
