import type { OrderTicket } from './order-ticket.ts';

/**
 * The tickets of a run in memory, by order id from 1.
 *
 * Tickets of archived orders are released, so that memory is bounded by the number of open orders: the list restarts
 * whenever all tickets have been released.
 */
export class TicketShelf {
  /** Number of orders so far. */
  count = 0;
  /** Up to this id tickets have been released; restored ones are in `kept`. */
  private first = 0;
  private readonly recent: (OrderTicket | undefined)[] = [];
  private atHand = 0;
  private readonly kept = new Map<number, OrderTicket>();

  /** Adds the ticket of the next order. */
  push(ticket: OrderTicket): void {
    const place = this.count - this.first;
    if (place < this.recent.length) this.recent[place] = ticket;
    else this.recent.push(ticket);
    this.count++;
    this.atHand++;
  }

  /** The ticket of an order; undefined when it was released. */
  find(id: number): OrderTicket | undefined {
    return id > this.first ? this.recent[id - this.first - 1] : this.kept.get(id);
  }

  /** Releases a ticket. */
  putAway(id: number): void {
    if (id <= this.first) {
      this.kept.delete(id);
      return;
    }
    this.recent[id - this.first - 1] = undefined;
    if (--this.atHand === 0) this.first = this.count;
  }

  /** Stores a restored ticket; an existing one is not replaced. */
  keep(ticket: OrderTicket): void {
    const id = ticket.orderId;
    if (this.find(id) !== undefined) return;
    if (id <= this.first) {
      this.kept.set(id, ticket);
      return;
    }
    this.recent[id - this.first - 1] = ticket;
    this.atHand++;
  }
}
