import type { OrderReport } from '../api/brokerage.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from '../model/order-types.ts';

/** Where accepted orders go: the simulated market of a backtest, or the line to a broker. */
export interface ExecutionVenue {
  /** Takes a new order; false, or the reason in a whole sentence, when it does not. Tells at once or later what becomes of it. */
  place(order: Order): boolean | string;
  /** Takes a changed order; false when it is not there any more. */
  update(order: Order): boolean;
  /** Takes the wish to end an order; false when it is not there any more. */
  cancel(order: Order): boolean;
  /** Looks which orders fill on the newest data; `newcomer` is an order that has just been placed. */
  scan(newcomer?: Order): void;
}

/** Who hears what becomes of orders. */
export interface OrderReporter {
  report(order: Order, status: OrderStatus, report: OrderReport): void;
  /** An order was refused by the market: said to the log as well. */
  logError(message: string): void;
}
