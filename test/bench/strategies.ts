import {
  Algorithm,
  type AlgorithmHost,
  dateOf,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  type RateOfChange,
  Resolution,
  type Security,
  type Slice,
} from 'tradewright';
import { FAST_PERIOD, SLOW_PERIOD } from './reference.ts';
import { CROSS_TICKER, dailyTicker } from './series.ts';

const CROSS_SIZE = 100;
/** Small enough that no order is refused and no margin call occurs. */
const ORDER_SIZE = 10;
/** Bars between orders in the benchmarks of orders. */
export const BARS_PER_ORDER = 2;
const MOMENTUM_PERIOD = 126;
const INVESTED_SHARE = 0.95;
const LIMIT_DISTANCE = 0.02;
/** Tolerance within which averages of prices with four decimals are equal. */
const EQUAL_WITHIN = 1e-7;
/** Maximum number of resting limit orders. */
export const MOST_RESTING = 500;

/** Base class: one stock with minute bars and no benchmark. */
abstract class OneStock extends Algorithm {
  protected readonly security = this.addEquity(CROSS_TICKER, Resolution.Minute);

  override initialize(): void {
    this.setBenchmark(() => 0);
  }
}

/**
 * B1: 100 shares while the fast average is not below the slow one.
 *
 * Equal averages count as above, as in the bare loop, whose running sums drift to that side when they are equal.
 */
export class CrossOver extends OneStock {
  private readonly fast = this.indicators.sma(this.security, FAST_PERIOD);
  private readonly slow = this.indicators.sma(this.security, SLOW_PERIOD);
  private previous = 0;

  override onData(): void {
    if (!this.slow.isReady) return;
    const signal = this.fast.value > this.slow.value - EQUAL_WITHIN ? 1 : -1;
    if (signal === this.previous) return;
    this.previous = signal;
    const { quantity } = this.portfolio.get(this.security);
    if (signal > 0 && quantity <= 0) this.marketOrder(this.security, CROSS_SIZE - quantity);
    else if (signal < 0 && quantity > 0) this.marketOrder(this.security, -quantity);
  }
}

/** Reads its averages and the bar, and never trades, so that only the engine's work per bar remains. */
export class Watcher extends OneStock {
  /** The largest distance between the averages as a share of the close. */
  widest = 0;
  private readonly fast = this.indicators.sma(this.security, FAST_PERIOD);
  private readonly slow = this.indicators.sma(this.security, SLOW_PERIOD);

  override onData(slice: Slice): void {
    const bar = slice.bars.get(this.security);
    if (bar === undefined || !this.slow.isReady) return;
    const distance = Math.abs(this.fast.value - this.slow.value) / bar.close;
    if (distance > this.widest) this.widest = distance;
  }
}

/** B2: on the first session of a month, equal shares of the top tenth by return over 126 bars. */
export class Rotation extends Algorithm {
  private readonly stocks: { readonly security: Security; readonly momentum: RateOfChange }[] = [];
  private month = -1;

  constructor(host: AlgorithmHost, symbols: number) {
    super(host);
    for (let index = 0; index < symbols; index++) {
      const security = this.addEquity(dailyTicker(index), Resolution.Daily);
      this.stocks.push({ security, momentum: this.indicators.roc(security, MOMENTUM_PERIOD) });
    }
  }

  override initialize(): void {
    this.setBenchmark(() => 0);
  }

  override onData(slice: Slice): void {
    const month = new Date(dateOf(slice.time)).getUTCMonth();
    if (month === this.month) return;
    this.month = month;
    const ranked = this.stocks.filter(({ momentum }) => momentum.isReady);
    ranked.sort((a, b) => b.momentum.value - a.momentum.value || a.security.index - b.security.index);
    const chosen = ranked.slice(0, Math.floor(ranked.length / 10));
    const share = INVESTED_SHARE / chosen.length;
    const targets = chosen.map(({ security }) => ({ symbol: security, share }));
    if (targets.length > 0) this.setHoldings(targets, { liquidateExistingHoldings: true });
  }
}

/** Places an order at every second bar, alternately buying and selling, up to a given number. */
abstract class ManyOrders extends OneStock {
  private bars = 0;
  private placed = 0;
  private readonly wanted: number;

  constructor(host: AlgorithmHost, wanted: number) {
    super(host);
    this.wanted = wanted;
  }

  override onData(): void {
    this.bars++;
    if (this.bars % BARS_PER_ORDER !== 0 || this.placed === this.wanted) return;
    this.placed++;
    this.place(this.placed % 2 === 1 ? ORDER_SIZE : -ORDER_SIZE);
  }

  protected abstract place(quantity: number): void;
}

/** B4: market orders that open and close a position. */
export class MarketOrders extends ManyOrders {
  protected override place(quantity: number): void {
    this.marketOrder(this.security, quantity);
  }
}

/** B4: limit orders 2 % away from the price; at the maximum number of resting orders the oldest is cancelled. */
export class LimitOrders extends ManyOrders {
  /** Peak number of resting orders. */
  mostResting = 0;
  private resting = 0;
  private readonly tickets: OrderTicket[] = [];
  private oldest = 0;

  override onOrderEvent({ status }: OrderEvent): void {
    if (status === OrderStatus.Filled || status === OrderStatus.Invalid) this.resting--;
  }

  protected override place(quantity: number): void {
    if (this.resting === MOST_RESTING) this.cancelOldest();
    this.resting++;
    if (this.resting > this.mostResting) this.mostResting = this.resting;
    const limitPrice = this.security.price * (1 - Math.sign(quantity) * LIMIT_DISTANCE);
    this.tickets.push(this.limitOrder(this.security, quantity, limitPrice));
  }

  private cancelOldest(): void {
    while (!this.tickets[this.oldest].isOpen) this.oldest++;
    this.tickets[this.oldest].cancel();
    this.oldest++;
    this.resting--;
  }
}
