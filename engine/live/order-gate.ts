import type { Order } from '../transactions/order.ts';

/** The tag of orders that the command liquidate places; they pass a closed gate. */
export const LIQUIDATION_TAG = 'Liquidated by command';

/** Decides whether new orders may go out. What closes it is journalled, so that a restart finds it closed at the same moment. */
export class OrderGate {
  private isPaused = false;
  /** While paused, orders that reduce a position go out unless this is true. */
  private holdsAll = false;
  private isConnected = true;

  get state(): 'open' | 'paused' | 'disconnected' {
    if (this.isPaused) return 'paused';
    return this.isConnected ? 'open' : 'disconnected';
  }

  /** @param holdsAll orders that only reduce a position are held back, too */
  pause(holdsAll = false): void {
    this.isPaused = true;
    this.holdsAll = holdsAll;
  }

  resume(): void {
    this.isPaused = this.holdsAll = false;
  }

  connectionChanged(isConnected: boolean): void {
    this.isConnected = isConnected;
  }

  /**
   * Why a new or changed order may not go out, a whole sentence; undefined when it may. Cancellations always may.
   *
   * @param isReducing whether the order, with those of its side that are open, only makes a position smaller
   */
  refusal(order: Order, isReducing: (order: Order) => boolean): string | undefined {
    if (!this.isConnected) return `The broker is not connected, so order ${order.id} does not go out.`;
    if (!this.isPaused || order.tag === LIQUIDATION_TAG) return undefined;
    if (!this.holdsAll && isReducing(order)) return undefined;
    return `The run is paused, so order ${order.id} does not go out. engine resume lets orders out again.`;
  }
}
