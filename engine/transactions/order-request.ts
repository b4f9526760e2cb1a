import type { UpdateOrderFields } from '../api/order-view.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Security } from '../securities/security.ts';
import type { OrderProperties } from '../model/time-in-force.ts';
import type { OrderType } from '../model/order-types.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import type { OrderSpecification } from './order.ts';
import { OrderResponse } from '../model/order-response.ts';

/** The processing state of a request (LEAN's OrderRequestStatus). */
export const OrderRequestStatus = {
  Unprocessed: 'Unprocessed',
  Processing: 'Processing',
  Processed: 'Processed',
  Error: 'Error',
} as const;
export type OrderRequestStatus = (typeof OrderRequestStatus)[keyof typeof OrderRequestStatus];

/** A request for a new order, with the strategy's arguments; prices that the type does not use are 0. */
export class SubmitOrderRequest {
  /** 0 for a refused request, which uses no id. */
  readonly orderId: number;
  readonly orderType: OrderType;
  readonly security: Security;
  readonly quantity: number;
  /** @internal */
  readonly prices: OrderPrices;
  /** UTC instant of the request. */
  readonly timeUtc: number;
  readonly tag: string;
  readonly properties: OrderProperties;
  readonly asynchronous: boolean;
  readonly response: OrderResponse;

  /** @internal */
  constructor(orderId: number, specification: OrderSpecification, response: OrderResponse) {
    this.orderId = orderId;
    this.orderType = specification.orderType;
    this.security = specification.security;
    this.quantity = specification.quantity;
    this.prices = specification.prices;
    this.timeUtc = specification.timeUtc;
    this.tag = specification.tag;
    this.properties = specification.properties;
    this.asynchronous = specification.asynchronous;
    this.response = response;
  }

  get symbol(): SecuritySymbol {
    return this.security.symbol;
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

  get trailingAsPercentage(): boolean {
    return this.prices.trailingAsPercentage;
  }
}

/** A request to update an open order. */
export class UpdateOrderRequest {
  readonly orderId: number;
  readonly timeUtc: number;
  readonly fields: UpdateOrderFields;
  response: OrderResponse = OrderResponse.unprocessed;
  status: OrderRequestStatus = OrderRequestStatus.Unprocessed;
  /** @internal True for updates by the engine after a split; an order that cannot be updated is cancelled. */
  readonly isMandatory: boolean;

  constructor(orderId: number, timeUtc: number, fields: UpdateOrderFields, isMandatory = false) {
    this.orderId = orderId;
    this.timeUtc = timeUtc;
    this.fields = fields;
    this.isMandatory = isMandatory;
  }

  get quantity(): number | undefined {
    return this.fields.quantity;
  }

  get limitPrice(): number | undefined {
    return this.fields.limitPrice;
  }

  get stopPrice(): number | undefined {
    return this.fields.stopPrice;
  }

  get triggerPrice(): number | undefined {
    return this.fields.triggerPrice;
  }

  get trailingAmount(): number | undefined {
    return this.fields.trailingAmount;
  }

  get tag(): string | undefined {
    return this.fields.tag;
  }

  /** Only the tag of a closed order may change. */
  get isAllowedForClosedOrder(): boolean {
    const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount } = this.fields;
    return (
      quantity === undefined &&
      limitPrice === undefined &&
      stopPrice === undefined &&
      triggerPrice === undefined &&
      trailingAmount === undefined
    );
  }
}

/** A request to cancel an open order. */
export class CancelOrderRequest {
  readonly orderId: number;
  readonly timeUtc: number;
  readonly tag: string | undefined;
  response: OrderResponse = OrderResponse.unprocessed;
  status: OrderRequestStatus = OrderRequestStatus.Unprocessed;

  constructor(orderId: number, timeUtc: number, tag: string | undefined) {
    this.orderId = orderId;
    this.timeUtc = timeUtc;
    this.tag = tag;
  }
}
