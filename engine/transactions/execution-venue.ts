import type { OrderReport } from '../api/brokerage.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderStatus } from '../model/order-types.ts';

/** Where accepted orders go: the simulated market of a backtest, or the line to a broker. */
export interface ExecutionVenue {
  /** Takes a new order; false, or the reason in a whole sentence, when it does not. Tells at once or later what becomes of it. */
  place(order: WorkingOrder): boolean | string;
  /** Takes a changed order; false when it is not there any more. */
  update(order: WorkingOrder): boolean;
  /** Takes the wish to end an order; false when it is not there any more. */
  cancel(order: WorkingOrder): boolean;
  /** Looks which orders fill on the newest data; `newcomer` is an order that has just been placed. */
  scan(newcomer?: WorkingOrder): void;
}

/** Who hears what becomes of orders. */
export interface OrderReporter {
  report(order: WorkingOrder, status: OrderStatus, report: OrderReport): void;
  /** An order was refused by the market: said to the log as well. */
  logError(message: string): void;
}
