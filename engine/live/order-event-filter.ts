import type { BrokerageFill, BrokerageOrderEvent } from '../api/brokerage.ts';
import { Decimal } from '../model/decimal.ts';
import type { Order } from '../transactions/order.ts';
import { OrderStatus } from '../model/order-types.ts';

/** Statuses that are ignored by themselves: fills count by their executions. */
const NO_NEWS: ReadonlySet<OrderStatus> = new Set([
  OrderStatus.New,
  OrderStatus.None,
  OrderStatus.PartiallyFilled,
  OrderStatus.Filled,
]);

/** The filter's state of one order. */
interface Known {
  status: OrderStatus;
  filled: Decimal;
  revision: number;
}

/**
 * Normalizes a broker's repeated, late and early events of an order. An execution counts once; executions determine the
 * filled quantity, not statuses; only executions are accepted after the end of an order.
 */
export class OrderEventFilter {
  private readonly executions = new Set<string>();
  private readonly orders = new Map<number, Known>();

  /** Whether a change was sent whose acknowledgement is still expected. */
  updateSent(order: Order): void {
    this.known(order).revision++;
  }

  /** The status to book with the event; undefined if the event is already known. */
  accept(order: Order, event: BrokerageOrderEvent): OrderStatus | undefined {
    const known = this.known(order);
    if (event.fill !== undefined) return this.acceptFill(order, event.fill.executionId, event.fill.quantity, known);
    const { status } = event;
    if (order.isClosed || NO_NEWS.has(status)) return undefined;
    if (status === OrderStatus.Submitted && known.status !== OrderStatus.New) return undefined;
    if (status === OrderStatus.UpdateSubmitted) {
      if (known.revision === 0) return undefined;
      known.revision--;
    } else if (status === order.status) return undefined;
    known.status = status;
    return status;
  }

  /** Whether an execution has been accepted. */
  knows(executionId: string): boolean {
    return this.executions.has(executionId);
  }

  /** The quantity of an order's executions, signed. */
  filledOf(order: Order): Decimal {
    return this.known(order).filled;
  }

  /** Lets one execution take the place of another, whose quantity is given, or none. */
  correct(order: Order, before: Decimal, fill: BrokerageFill | undefined): void {
    const known = this.known(order);
    if (fill !== undefined) this.executions.add(fill.executionId);
    known.filled = known.filled.sub(before).add(fill?.quantity ?? Decimal.zero);
  }

  /** An execution that is reported after its correction does not count. */
  ignore(executionId: string): void {
    this.executions.add(executionId);
  }

  private acceptFill(order: Order, executionId: string, quantity: Decimal, known: Known): OrderStatus | undefined {
    if (this.executions.has(executionId)) return undefined;
    this.executions.add(executionId);
    known.filled = known.filled.add(quantity);
    const isComplete = known.filled.abs().toNumber() >= order.absoluteQuantity;
    // a late execution of a cancelled order changes the position; the order stays cancelled unless it is completed
    if (order.isClosed && !isComplete) return order.status;
    known.status = isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    return known.status;
  }

  private known(order: Order): Known {
    let known = this.orders.get(order.id);
    if (known === undefined) {
      known = { status: OrderStatus.New, filled: Decimal.zero, revision: 0 };
      this.orders.set(order.id, known);
    }
    return known;
  }
}
