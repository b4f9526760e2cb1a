import type { BrokerageModel } from '../api/brokerage-model.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { Order } from './order.ts';
import type { OrderTicket } from './order-ticket.ts';
import { roundToLot } from './price-rounding.ts';

/** The part of the desk that split adjustments use. */
export interface SplitContext {
  readonly brokerageModel: Pick<BrokerageModel, 'splitUpdate'>;
  logError(message: string): void;
}

/**
 * Adjusts open orders for a split; `factor` is the new price divided by the old one. An order with less than a lot remaining
 * is cancelled, because it would fill at once at its old prices.
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
      `Order ${order.id} for ${order.security.symbol.ticker} is cancelled: the split by ${factor} leaves less than one lot.`,
    );
    ticket.cancel();
  }
}
