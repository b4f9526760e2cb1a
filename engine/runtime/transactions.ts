import type { Order } from '../transactions/order.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { SymbolLike } from './slice.ts';

/** The orders of a run as a strategy sees them (LEAN's SecurityTransactionManager). */
export class Transactions {
  private readonly desk: OrderDesk;
  private readonly securities: SecurityManager;

  constructor(desk: OrderDesk, securities: SecurityManager) {
    this.desk = desk;
    this.securities = securities;
  }

  /** Number of orders so far, of whatever status. */
  get ordersCount(): number {
    return this.desk.ordersCount;
  }

  getOrderById(id: number): Order | undefined {
    return this.desk.order(id);
  }

  /** All orders by id, or those that pass. */
  getOrders(filter: (order: Order) => boolean = () => true): Order[] {
    return this.desk.orders().filter(filter);
  }

  getOpenOrders(symbol?: SymbolLike): Order[] {
    return this.desk.openOrders.list(symbol === undefined ? undefined : this.securities.of(symbol));
  }

  getOrderTicket(id: number): OrderTicket | undefined {
    return this.desk.ticket(id);
  }

  /** All tickets by order id, or those that pass. */
  getOrderTickets(filter: (ticket: OrderTicket) => boolean = () => true): OrderTicket[] {
    return this.desk.tickets.filter(filter);
  }

  getOpenOrderTickets(symbol?: SymbolLike): OrderTicket[] {
    return this.desk.openTickets(symbol === undefined ? undefined : this.securities.of(symbol));
  }

  /** Cancels what is open, of one symbol or of all. */
  cancelOpenOrders(symbol?: SymbolLike, tag?: string): OrderTicket[] {
    return this.desk.cancelOpenOrders(symbol === undefined ? undefined : this.securities.of(symbol), tag);
  }
}
