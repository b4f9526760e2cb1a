import type { OrderTicket } from './order-ticket.ts';

/**
 * The tickets of a run that are at hand, by order id from 1.
 *
 * Tickets of archived orders are put away, so that a run holds no more of them than it has orders at work: the list begins
 * anew each time when all have gone.
 */
export class TicketShelf {
  /** Number of orders so far. */
  count = 0;
  /** Up to this id tickets have been put away; those asked for again are in `kept`. */
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

  /** The ticket of an order; undefined when it was put away. */
  find(id: number): OrderTicket | undefined {
    return id > this.first ? this.recent[id - this.first - 1] : this.kept.get(id);
  }

  /** Lets go of a ticket that is at hand. */
  putAway(id: number): void {
    if (id <= this.first) {
      this.kept.delete(id);
      return;
    }
    this.recent[id - this.first - 1] = undefined;
    if (--this.atHand === 0) this.first = this.count;
  }

  /** Keeps a ticket whose order was put away; another one that is at hand stays. */
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
