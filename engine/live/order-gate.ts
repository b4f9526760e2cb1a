import type { Order } from '../transactions/order.ts';

/** The tag of orders that the command liquidate places; they pass a closed gate. */
export const LIQUIDATION_TAG = 'Liquidated by command';

/** Decides whether new orders may go out. What closes it is journalled, so that a restart finds it closed at the same moment. */
export class OrderGate {
  private isPaused = false;
  private isConnected = true;

  get state(): 'open' | 'paused' | 'disconnected' {
    if (this.isPaused) return 'paused';
    return this.isConnected ? 'open' : 'disconnected';
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  connectionChanged(isConnected: boolean): void {
    this.isConnected = isConnected;
  }

  /** Why a new or changed order may not go out, a whole sentence; undefined when it may. Cancellations always may. */
  refusal(order: Order): string | undefined {
    if (!this.isConnected) return `The broker is not connected, so order ${order.id} does not go out.`;
    if (!this.isPaused || order.tag === LIQUIDATION_TAG) return undefined;
    return `The run is paused, so order ${order.id} does not go out. engine resume lets orders out again.`;
  }
}
