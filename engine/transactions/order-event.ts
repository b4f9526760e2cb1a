import type { UtcInstant } from '../model/instants.ts';
import { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { OrderReport } from '../api/brokerage.ts';
import type { OrderEventView } from '../api/order-view.ts';
import type { OrderFee } from '../api/security-models.ts';
import type { Security } from '../securities/security.ts';
import { directionOf } from '../model/order-types.ts';
import type { OrderDirection, OrderStatus } from '../model/order-types.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';

/** The fee of events without a fill. */
export const NO_FEE: OrderFee = Object.freeze({ amount: Decimal.zero, currency: '' });

/** The part of an order that an event copies. */
export interface EventSubject {
  /** Number of the order's newest event; a new event increments it. */
  lastEventId: number;
  readonly quantity: number;
  readonly prices: OrderPrices;
}

/** One change of one order: submitted, updated, filled, cancelled, refused (LEAN's OrderEvent). */
export class OrderEvent implements OrderEventView {
  readonly ticket: OrderTicket;
  /** Number of this event among those of its order, from 1. */
  readonly id: number;
  readonly utcTime: UtcInstant;
  readonly status: OrderStatus;
  /** Price of the fill, exact and normalised; 0 when the event fills nothing. */
  readonly exactFillPrice: Decimal;
  /** Signed quantity of the fill, exact. */
  readonly exactFillQuantity: Decimal;
  readonly orderFee: OrderFee;
  readonly message: string;
  /** Quantity of the order when the event happened. */
  readonly quantity: number;
  /** @internal Prices of the order when the event happened. */
  readonly prices: OrderPrices;

  /** @internal */
  constructor(order: EventSubject, ticket: OrderTicket, status: OrderStatus, report: OrderReport) {
    this.ticket = ticket;
    this.id = ++order.lastEventId;
    this.utcTime = report.utcTime;
    this.status = status;
    this.exactFillPrice = report.exactFillPrice;
    this.exactFillQuantity = report.exactFillQuantity;
    this.orderFee = report.orderFee;
    this.message = report.message;
    this.quantity = order.quantity;
    this.prices = order.prices;
  }

  get orderId(): number {
    return this.ticket.orderId;
  }

  get security(): Security {
    return this.ticket.security;
  }

  get symbol(): SecuritySymbol {
    return this.ticket.symbol;
  }

  get limitPrice(): number {
    return this.prices.limit;
  }

  get stopPrice(): number {
    return this.prices.stop;
  }

  get triggerPrice(): number {
    return this.prices.trigger;
  }

  get trailingAmount(): number {
    return this.prices.trailing;
  }

  get direction(): OrderDirection {
    return directionOf(this.quantity);
  }

  get fillPrice(): number {
    return this.exactFillPrice.toNumber();
  }

  get fillQuantity(): number {
    return this.exactFillQuantity.toNumber();
  }

  get absoluteFillQuantity(): number {
    return Math.abs(this.fillQuantity);
  }

  /** True when the event fills the order or a part of it. */
  get isFill(): boolean {
    return !this.exactFillQuantity.isZero;
  }
}
