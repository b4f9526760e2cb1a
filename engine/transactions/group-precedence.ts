import { OrderType } from '../model/order-types.ts';
import { opensBeyond } from './newest-data.ts';
import type { WorkingOrder } from './working-order.ts';

/**
 * The precedence of a group's orders when one bar reaches a stop and a limit: the stop, because the bar does not show which
 * price was reached first. Only a limit that the open has already passed fills before the stop.
 */
export class GroupPrecedence {
  private readonly tryFill: (order: WorkingOrder) => void;
  /** Limit orders that have been checked before their turn in the current scan. */
  private readonly triedEarly = new Set<WorkingOrder>();

  /** @param tryFill checks whether an order fills */
  constructor(tryFill: (order: WorkingOrder) => void) {
    this.tryFill = tryFill;
  }

  /** False when an order of a group cannot fill in this scan any more. */
  isTurnOf(order: WorkingOrder): boolean {
    if (this.triedEarly.has(order)) return false;
    if (order.type === OrderType.Limit) return true;
    for (const limit of order.member?.group.limitsBeside(order) ?? []) {
      if (limit.security !== order.security || !opensBeyond(limit)) continue;
      this.tryFill(limit);
      if (!limit.isClosed) this.triedEarly.add(limit);
      if (order.isClosed || order.isChanging) return false;
    }
    return true;
  }

  /** Resets the state at the end of a scan. */
  clear(): void {
    if (this.triedEarly.size > 0) this.triedEarly.clear();
  }
}
