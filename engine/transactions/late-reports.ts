import type { OrderReport } from '../api/brokerage.ts';
import { OrderStatus } from '../model/order-types.ts';
import { SecurityType } from '../model/security-type.ts';
import { bookFee } from '../securities/fill-accounting.ts';
import { correctFill } from '../securities/fill-correction.ts';
import type { FillCorrection } from '../securities/fill-correction.ts';
import type { OrderDesk } from './order-desk.ts';
import { OrderEvent } from './order-event.ts';
import type { WorkingOrder } from './working-order.ts';

/** Books the fee of an earlier fill, whose price the report has. The strategy is not told: the order has not changed. */
export function reportFee(desk: OrderDesk, order: WorkingOrder, report: OrderReport): void {
  if (order.security.symbol.securityType === SecurityType.Crypto) desk.takeFeeFromQuantity(order, report);
  const event = addEvent(desk, order, order.status, report);
  if (event.isFill) desk.portfolio.processFill(event);
  else bookLateFee(desk, event);
}

/** Books the correction of a fill: one report takes it back with its fee, another one has what takes its place. */
export function reportCorrection(
  desk: OrderDesk,
  order: WorkingOrder,
  correction: FillCorrection,
  reports: readonly OrderReport[],
): void {
  correctFill(desk.portfolio, correction);
  for (const report of reports) {
    const event = addEvent(desk, order, OrderStatus.PartiallyFilled, report);
    if (!event.orderFee.amount.isZero) bookLateFee(desk, event);
    desk.listener.onOrderEvent(event);
  }
}

function bookLateFee({ portfolio }: OrderDesk, event: OrderEvent): void {
  bookFee(portfolio, event);
  portfolio.version++;
}

function addEvent(desk: OrderDesk, order: WorkingOrder, status: OrderStatus, report: OrderReport): OrderEvent {
  const ticket = desk.ticket(order.id);
  if (ticket === undefined) throw new Error(`Order ${order.id} has no ticket.`);
  desk.clock.calls++;
  const event = new OrderEvent(order, ticket, status, report);
  desk.events.add(event);
  ticket.noteFill(event);
  return event;
}
