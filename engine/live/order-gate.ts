import type { Order } from '../transactions/order.ts';

/** The tag of orders by the command liquidate; they pass a closed gate. */
export const LIQUIDATION_TAG = 'Liquidated by command';

/** Decides whether new orders may be sent. Its closing is journalled, so that a replay closes it at the same point. */
export class OrderGate {
  private isPaused = false;
  /** While paused, orders that reduce a position are sent unless this is true. */
  private holdsAll = false;
  private isConnected = true;
  private catchUpUntil = -Infinity;
  private readonly halts = new Set<string>();

  get state(): 'open' | 'paused' | 'disconnected' {
    if (this.isPaused) return 'paused';
    return this.isConnected ? 'open' : 'disconnected';
  }

  /** @param holdsAll also blocks orders that only reduce a position */
  pause(holdsAll = false): void {
    this.isPaused = true;
    this.holdsAll = holdsAll;
  }

  resume(): void {
    this.isPaused = this.holdsAll = false;
    this.halts.clear();
  }

  connectionChanged(isConnected: boolean): void {
    this.isConnected = isConnected;
  }

  /** Keys of the symbols that are halted. */
  get halted(): readonly string[] {
    return [...this.halts];
  }

  /** Holds orders for a symbol that do not reduce its position, until {@link resume}. */
  halt(symbol: string): void {
    this.halts.add(symbol);
  }

  /** Missed rows follow: until the run has passed this UTC instant, its prices are old. */
  catchUp(untilUtc: number): void {
    this.catchUpUntil = Math.max(this.catchUpUntil, untilUtc);
  }

  /**
   * Why a new or changed order must not be sent, as a sentence; undefined if it may be. Cancellations always may.
   *
   * @param utc the instant of the run
   * @param isReducing whether the order and the open orders of its side only reduce a position
   */
  refusal(order: Order, utc: number, isReducing: (order: Order) => boolean): string | undefined {
    if (!this.isConnected) return `The broker is not connected, so order ${order.id} is not sent.`;
    if (utc < this.catchUpUntil)
      return `The run is catching up with rows that it missed, so order ${order.id} is not sent.`;
    if (this.halts.has(order.symbol.key) && order.tag !== LIQUIDATION_TAG && !isReducing(order))
      return `${order.symbol.ticker} is halted, as an order was filled beyond its quantity, so order ${order.id} is not sent. engine resume lifts the halt.`;
    if (!this.isPaused || order.tag === LIQUIDATION_TAG) return undefined;
    if (!this.holdsAll && isReducing(order)) return undefined;
    return `The run is paused, so order ${order.id} is not sent. engine resume sends orders again.`;
  }
}
