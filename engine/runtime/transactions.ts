import type { Order } from '../transactions/order.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { OrderTicket } from '../transactions/order-ticket.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { SymbolLike } from './slice.ts';

/** The holding of a symbol, the remaining quantity of its open orders, and their sum (LEAN's ProjectedHoldings). */
export interface ProjectedHoldings {
  readonly holdingsQuantity: number;
  readonly openOrdersQuantity: number;
  readonly projectedQuantity: number;
}

/** The orders of a run as a strategy sees them (LEAN's SecurityTransactionManager). */
export class Transactions {
  private readonly desk: OrderDesk;
  private readonly securities: SecurityManager;

  /** @internal */
  constructor(desk: OrderDesk, securities: SecurityManager) {
    this.desk = desk;
    this.securities = securities;
  }

  /** Number of orders so far, of any status. */
  get ordersCount(): number {
    return this.desk.ordersCount;
  }

  getOrderById(id: number): Order | undefined {
    return this.desk.order(id);
  }

  /** All orders by id, optionally filtered. */
  getOrders(filter: (order: Order) => boolean = () => true): Order[] {
    return this.desk.orders().filter(filter);
  }

  /** Open orders by id: all, of one symbol, or filtered. */
  getOpenOrders(which?: SymbolLike | ((order: Order) => boolean)): Order[] {
    if (typeof which === 'function') return this.desk.openOrders.list().filter(which);
    return this.desk.openOrders.list(this.securityOf(which));
  }

  /** Signed remaining quantity of open orders: all, of one symbol, or filtered. */
  getOpenOrdersRemainingQuantity(which?: SymbolLike | ((ticket: OrderTicket) => boolean)): number {
    return this.getOpenOrderTickets(which).reduce((sum, ticket) => sum + ticket.quantityRemaining, 0);
  }

  /** The holding of a symbol and the remaining quantity of its open orders. */
  getProjectedHoldings(symbol: SymbolLike): ProjectedHoldings {
    const holdingsQuantity = this.securities.of(symbol).holdings.quantity;
    const openOrdersQuantity = this.getOpenOrdersRemainingQuantity(symbol);
    return { holdingsQuantity, openOrdersQuantity, projectedQuantity: holdingsQuantity + openOrdersQuantity };
  }

  getOrderTicket(id: number): OrderTicket | undefined {
    return this.desk.ticket(id);
  }

  /** All tickets by order id, optionally filtered. */
  getOrderTickets(filter: (ticket: OrderTicket) => boolean = () => true): OrderTicket[] {
    return this.desk.tickets.filter(filter);
  }

  /** Tickets of open orders by id: all, of one symbol, or filtered. */
  getOpenOrderTickets(which?: SymbolLike | ((ticket: OrderTicket) => boolean)): OrderTicket[] {
    if (typeof which === 'function') return this.desk.openTickets().filter(which);
    return this.desk.openTickets(this.securityOf(which));
  }

  /** Cancels the open orders of one symbol or of all. */
  cancelOpenOrders(symbol?: SymbolLike, tag?: string): OrderTicket[] {
    return this.desk.cancelOpenOrders(this.securityOf(symbol), tag);
  }

  private securityOf(symbol: SymbolLike | undefined): Security | undefined {
    return symbol === undefined ? undefined : this.securities.of(symbol);
  }
}
