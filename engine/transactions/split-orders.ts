import type { BrokerageModel } from '../api/brokerage-model.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { Order } from './order.ts';
import type { OrderTicket } from './order-ticket.ts';
import { roundToLot } from './price-rounding.ts';

/** What splitting orders needs of the desk. */
export interface SplitContext {
  readonly brokerageModel: Pick<BrokerageModel, 'splitUpdate'>;
  logError(message: string): void;
}

/**
 * Changes open orders so that they mean the same after a split; `factor` is old price over new. An order of which less than a
 * lot is left is cancelled: at its old prices it would fill at once.
 */
export function splitOrders(context: SplitContext, tickets: readonly OrderTicket[], factor: number): void {
  for (const ticket of tickets) {
    const order = ticket.order as Order;
    if (order.status === OrderStatus.CancelPending) continue;
    const fields = context.brokerageModel.splitUpdate(order, factor);
    const quantity = roundToLot(fields.quantity ?? order.quantity, order.security);
    if (Math.abs(quantity) > Math.abs(order.quantityFilled)) {
      ticket.adjust({ ...fields, quantity });
      continue;
    }
    context.logError(
      `Order ${order.id} for ${order.security.symbol.ticker} is cancelled: the split by ${factor} leaves less than one lot of it.`,
    );
    ticket.cancel();
  }
}
