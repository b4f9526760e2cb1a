import { Bag } from '../model/bag.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import { OrderBook } from './order-book.ts';

/** The open orders of a run, by security. */
export class OpenOrders {
  /** Number of open orders. */
  count = 0;
  /** Books with at least one open order, in no particular order. */
  readonly active = new Bag<OrderBook>();
  private readonly books: (OrderBook | undefined)[] = [];
  private readonly orderOf: (id: number) => WorkingOrder;

  constructor(orderOf: (id: number) => WorkingOrder) {
    this.orderOf = orderOf;
  }

  /** The book of a security; undefined when it never had an order. */
  find(security: Security): OrderBook | undefined {
    return this.books[security.index];
  }

  /** The book of a security, made when there is none yet. */
  bookOf(security: Security): OrderBook {
    const book = this.books[security.index];
    if (book !== undefined) return book;
    while (this.books.length < security.index) this.books.push(undefined);
    return (this.books[security.index] = new OrderBook(security, this.orderOf));
  }

  add(order: WorkingOrder): void {
    const book = this.bookOf(order.security);
    if (book.openCount === 0) book.place = this.active.push(book);
    book.append(order);
    this.count++;
  }

  remove(order: WorkingOrder): void {
    const book = this.books[order.security.index];
    if (book === undefined) return;
    book.remove(order);
    this.count--;
    if (book.openCount > 0) return;
    const last = this.active.pop() as OrderBook;
    if (last !== book) {
      this.active.set(book.place, last);
      last.place = book.place;
    }
    book.place = -1;
  }

  /** The open orders of a security, or of all, in order of id. */
  list(security?: Security): WorkingOrder[] {
    const orders: WorkingOrder[] = [];
    if (security === undefined) {
      for (let i = 0; i < this.active.length; i++) appendAll(this.active.at(i), orders);
      return orders.sort(byId);
    }
    const book = this.find(security);
    if (book !== undefined) appendAll(book, orders);
    return orders;
  }

  /** Signed sum of the remaining quantities of a security's open orders. */
  remainingQuantity(security: Security): number {
    let sum = 0;
    for (let order = this.find(security)?.first; order !== undefined; order = order.nextOpen)
      sum += order.quantity - order.quantityFilled;
    return sum;
  }
}

/** Sorts by id, the order in which LEAN looks at orders. */
export function byId(a: WorkingOrder, b: WorkingOrder): number {
  return a.id - b.id;
}

function appendAll(book: OrderBook, into: WorkingOrder[]): void {
  for (let order = book.first; order !== undefined; order = order.nextOpen) into.push(order);
}
