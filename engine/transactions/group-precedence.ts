import { OrderType } from '../model/order-types.ts';
import { opensBeyond } from './newest-data.ts';
import type { WorkingOrder } from './working-order.ts';

/**
 * Which order of a group comes first where one bar reaches a stop and a limit: the stop, as the bar does not say which was
 * reached first. Its open does: a limit that it has passed fills before the stop.
 */
export class GroupPrecedence {
  private readonly tryFill: (order: WorkingOrder) => void;
  /** Limit orders that have been looked at before their turn in the present scan. */
  private readonly triedEarly = new Set<WorkingOrder>();

  /** @param tryFill lets the market look at an order */
  constructor(tryFill: (order: WorkingOrder) => void) {
    this.tryFill = tryFill;
  }

  /** False when an order of a group has nothing to fill in this scan any more. */
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

  /** A scan is over. */
  clear(): void {
    if (this.triedEarly.size > 0) this.triedEarly.clear();
  }
}
