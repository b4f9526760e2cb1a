import type { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Order } from '../transactions/order.ts';
import type { OrderStatus } from '../transactions/order-types.ts';

/** One execution, identified by the broker so that a repeated report counts once. */
export interface BrokerageFill {
  readonly executionId: string;
  readonly price: Decimal;
  /** Signed. */
  readonly quantity: Decimal;
  readonly fee: { readonly amount: Decimal; readonly currency: string } | undefined;
}

/** What a broker tells about an order, whenever it pleases. */
export interface BrokerageOrderEvent {
  readonly kind: 'order';
  /** The engine's order id; undefined for an order that was placed elsewhere. */
  readonly orderId: number | undefined;
  readonly brokerId: string;
  readonly utcTime: number;
  readonly status: OrderStatus;
  readonly fill: BrokerageFill | undefined;
  readonly message: string;
}

export interface BrokerageConnectionEvent {
  readonly kind: 'connection';
  readonly utcTime: number;
  readonly isConnected: boolean;
  readonly message: string;
}

export interface BrokerageAccountEvent {
  readonly kind: 'account';
  readonly utcTime: number;
  readonly currency: string;
  readonly amount: Decimal;
}

export type BrokerageEvent = BrokerageOrderEvent | BrokerageConnectionEvent | BrokerageAccountEvent;

/** Where a broker puts its events; the loop takes them out between two steps. */
export interface BrokerageInbox {
  push(event: BrokerageEvent): void;
}

export interface BrokerageHolding {
  readonly symbol: SecuritySymbol;
  /** Signed. */
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly currency: string;
}

export interface BrokerageCash {
  readonly currency: string;
  readonly amount: Decimal;
}

/** An order that is open at the broker, known to the engine or not. */
export interface BrokerageOrder {
  readonly brokerId: string;
  /** The id that the engine gave it, where the broker hands it back. */
  readonly orderId: number | undefined;
  readonly symbol: SecuritySymbol;
  readonly quantity: Decimal;
  readonly quantityFilled: Decimal;
  readonly status: OrderStatus;
}

/**
 * The line to a broker. Orders are handed over at once and answered by events in the inbox, never by a promise inside a
 * step: time is the only thing that moves. A backtest needs none; it simulates the market.
 */
export interface Brokerage {
  readonly name: string;
  readonly isConnected: boolean;
  /** Connects and tells its events to `inbox` from then on. */
  connect(inbox: BrokerageInbox, signal: AbortSignal): Promise<void>;
  disconnect(): Promise<void>;
  placeOrder(order: Order): void;
  updateOrder(order: Order): void;
  cancelOrder(order: Order): void;
  openOrders(): Promise<readonly BrokerageOrder[]>;
  holdings(): Promise<readonly BrokerageHolding[]>;
  cash(): Promise<readonly BrokerageCash[]>;
}
