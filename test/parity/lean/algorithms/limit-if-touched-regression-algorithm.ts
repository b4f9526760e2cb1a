import {
  Algorithm,
  Decimal,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  type Slice,
} from 'tradewright';

interface ExpectedFill {
  readonly time: number;
  readonly orderId: number;
  readonly eventId: number;
  readonly fillPrice: number;
  readonly limitPrice: number;
  readonly triggerPrice: number;
}

const NINTH = Date.UTC(2013, 9, 9);
const FILLS: readonly ExpectedFill[] = [
  {
    time: Date.UTC(2013, 9, 10, 13, 31),
    orderId: 72,
    eventId: 399,
    fillPrice: 144.6434,
    limitPrice: 144.3551,
    triggerPrice: 143.61,
  },
  {
    time: Date.UTC(2013, 9, 10, 15, 57),
    orderId: 73,
    eventId: 156,
    fillPrice: 145.6636,
    limitPrice: 145.6434,
    triggerPrice: 144.89,
  },
  {
    time: Date.UTC(2013, 9, 11, 15, 37),
    orderId: 74,
    eventId: 380,
    fillPrice: 146.7185,
    limitPrice: 146.6723,
    triggerPrice: 145.92,
  },
];

/** A limit if touched order that shrinks by one share per minute until it fills or is cancelled. */
export default class LimitIfTouchedRegressionAlgorithm extends Algorithm {
  private ticket: OrderTicket | undefined;
  private side = 1;
  private fills = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SPY');
    if (bar === undefined) return;
    if (this.transactions.getOpenOrders().length === 0) {
      this.place(bar.price);
      return;
    }
    const { ticket } = this;
    if (ticket === undefined) return;
    if (ticket.quantity === 1) {
      this.transactions.cancelOpenOrders();
      this.ticket = undefined;
      return;
    }
    const quantity = ticket.quantity - this.side;
    ticket.updateQuantity(quantity, tagOf(quantity));
    ticket.updateTriggerPrice(toFiveDigits(ticket.get(OrderField.TriggerPrice)));
  }

  private place(price: number): void {
    this.side = this.time < NINTH ? 1 : -1;
    const quantity = this.side * 10;
    const prices = { limitPrice: price - this.side, triggerPrice: price - 0.25 * this.side };
    this.ticket = this.limitIfTouchedOrder('SPY', quantity, prices, { tag: tagOf(quantity) });
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const { time, orderId, eventId, ...prices } = FILLS[this.fills++];
    if (event.utcTime !== time || event.orderId !== orderId || event.id !== eventId) {
      throw new Error(`order ${event.orderId} filled with event ${event.id} at ${event.utcTime}`);
    }
    for (const name of ['fillPrice', 'limitPrice', 'triggerPrice'] as const) {
      // The expected prices are rounded to four places.
      if (Math.abs(event[name] - prices[name]) > 0.000051)
        throw new Error(`${name} of order ${orderId} is ${event[name]}`);
    }
    if (event.fillQuantity !== -1 || event.orderFee.amount.toNumber() !== 1) throw new Error('another quantity or fee');
  }

  override onEndOfAlgorithm(): void {
    if (this.transactions.getOrderTickets().some((ticket) => ticket.submitRequest.asynchronous)) {
      throw new Error('a ticket has another mode');
    }
  }
}

function tagOf(quantity: number): string {
  return `LIT - Quantity: ${quantity}`;
}

function toFiveDigits(price: number): number {
  const places = 4 - Math.floor(Math.log10(price));
  return Decimal.of(price).round(places).toNumber();
}
