import type { OrderReport } from '../api/brokerage.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderStatus } from '../model/order-types.ts';

/** The destination of accepted orders: the simulated market of a backtest, or the connection to a broker. */
export interface ExecutionVenue {
  /** Places a new order; returns false, or the reason in a whole sentence, when it is rejected. Reports follow now or later. */
  place(order: WorkingOrder): boolean | string;
  /** Updates an order; false when it is already closed. */
  update(order: WorkingOrder): boolean;
  /** Requests the cancellation of an order; false when it is already closed. */
  cancel(order: WorkingOrder): boolean;
  /** Checks which orders fill on the newest data; `newcomer` is an order that has just been placed. */
  scan(newcomer?: WorkingOrder): void;
}

/** Receives reports about orders. */
export interface OrderReporter {
  report(order: WorkingOrder, status: OrderStatus, report: OrderReport): void;
  /** Logs that the market rejected an order. */
  logError(message: string): void;
}
