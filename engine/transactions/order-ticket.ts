import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-event.ts';
import { CancelOrderRequest, OrderRequestStatus, UpdateOrderRequest } from './order-request.ts';
import type { SubmitOrderRequest, UpdateOrderFields } from './order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from './order-response.ts';
import { OrderField, OrderStatus, OrderType, orderTypeName } from './order-types.ts';

/** Where a ticket takes its holder's wishes. */
export interface RequestProcessor {
  readonly utcTime: number;
  update(ticket: OrderTicket, request: UpdateOrderRequest): void;
  cancel(ticket: OrderTicket, request: CancelOrderRequest): void;
}

const NO_EVENTS: readonly OrderEvent[] = [];
const NO_UPDATES: readonly UpdateOrderRequest[] = [];

/** The strategy's handle on one order: reads its state, updates it, cancels it (LEAN's OrderTicket). */
export class OrderTicket {
  readonly submitRequest: SubmitOrderRequest;
  /** The order behind the ticket; undefined when the request was refused before it became one. */
  order: Order | undefined = undefined;
  cancelRequest: CancelOrderRequest | undefined = undefined;
  private readonly processor: RequestProcessor;
  private events: OrderEvent[] | undefined = undefined;
  private updates: UpdateOrderRequest[] | undefined = undefined;
  private exactFilled: Decimal = Decimal.zero;

  constructor(processor: RequestProcessor, submitRequest: SubmitOrderRequest) {
    this.processor = processor;
    this.submitRequest = submitRequest;
  }

  /** 0 when the request was refused before it got an id. */
  get orderId(): number {
    return this.submitRequest.orderId;
  }

  get status(): OrderStatus {
    return this.order === undefined ? OrderStatus.Invalid : this.order.status;
  }

  get symbol(): SecuritySymbol {
    return this.submitRequest.security.symbol;
  }

  get security(): Security {
    return this.submitRequest.security;
  }

  get securityType(): SecurityType {
    return this.symbol.securityType;
  }

  get orderType(): OrderType {
    return this.submitRequest.orderType;
  }

  get quantity(): number {
    return this.order === undefined ? this.submitRequest.quantity : this.order.quantity;
  }

  get quantityFilled(): number {
    return this.order === undefined ? 0 : this.order.quantityFilled;
  }

  get quantityRemaining(): number {
    return this.quantity - this.quantityFilled;
  }

  /** 0 before the first fill. */
  get averageFillPrice(): number {
    return this.order === undefined ? 0 : this.order.price;
  }

  get tag(): string {
    return this.order === undefined ? this.submitRequest.tag : this.order.tag;
  }

  /** UTC instant of the request. */
  get timeUtc(): number {
    return this.submitRequest.timeUtc;
  }

  get hasOrder(): boolean {
    return this.order !== undefined;
  }

  get isOpen(): boolean {
    return this.order !== undefined && !this.order.isClosed;
  }

  /** All events of the order so far, oldest first. */
  get orderEvents(): readonly OrderEvent[] {
    return this.events ?? NO_EVENTS;
  }

  get updateRequests(): readonly UpdateOrderRequest[] {
    return this.updates ?? NO_UPDATES;
  }

  /** A price or amount of the order. @throws EngineError when the order's type has none such. */
  get(field: typeof OrderField.TrailingAsPercentage): boolean;
  get(field: Exclude<OrderField, typeof OrderField.TrailingAsPercentage>): number;
  get(field: OrderField): number | boolean {
    const source = this.order ?? this.submitRequest;
    const type = this.orderType;
    if (field === OrderField.LimitPrice && (type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched)) return source.limitPrice;
    if (field === OrderField.StopPrice && (type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop)) return source.stopPrice;
    if (field === OrderField.TriggerPrice && type === OrderType.LimitIfTouched) return source.triggerPrice;
    if (field === OrderField.TrailingAmount && type === OrderType.TrailingStop) return source.trailingAmount;
    if (field === OrderField.TrailingAsPercentage && type === OrderType.TrailingStop) return source.trailingAsPercentage;
    throw new EngineError(TRANSACTION_ERRORS.NO_SUCH_FIELD, `A ${orderTypeName(type)} order has no such field (${field}). Ask for a price that the order's type has.`, { data: { orderId: this.orderId, field } });
  }

  /** Asks for a change; it takes effect when the engine next processes requests. The answer says whether it may be tried. */
  update(fields: UpdateOrderFields): OrderResponse {
    const request = new UpdateOrderRequest(this.orderId, this.processor.utcTime, fields);
    (this.updates ??= []).push(request);
    this.processor.update(this, request);
    return request.response;
  }

  updateTag(tag: string): OrderResponse {
    return this.update({ tag });
  }

  updateQuantity(quantity: number, tag?: string): OrderResponse {
    return this.update({ quantity, tag });
  }

  updateLimitPrice(limitPrice: number, tag?: string): OrderResponse {
    return this.update({ limitPrice, tag });
  }

  updateStopPrice(stopPrice: number, tag?: string): OrderResponse {
    return this.update({ stopPrice, tag });
  }

  updateTriggerPrice(triggerPrice: number, tag?: string): OrderResponse {
    return this.update({ triggerPrice, tag });
  }

  updateTrailingAmount(trailingAmount: number, tag?: string): OrderResponse {
    return this.update({ trailingAmount, tag });
  }

  /** Asks for the end of the order: pending at once, cancelled when the engine next processes requests. */
  cancel(tag?: string): OrderResponse {
    const request = new CancelOrderRequest(this.orderId, this.processor.utcTime, tag);
    if (this.cancelRequest !== undefined && this.cancelRequest.status !== OrderRequestStatus.Error) {
      return OrderResponse.error(this.orderId, OrderResponseErrorCode.RequestCanceled, `Order ${this.orderId} already has a request to cancel it.`);
    }
    this.processor.cancel(this, request);
    return request.response;
  }

  /** The answer to the newest request about the order. */
  get mostRecentOrderResponse(): OrderResponse {
    if (this.cancelRequest !== undefined) return this.cancelRequest.response;
    const updates = this.updateRequests;
    return updates.length > 0 ? updates[updates.length - 1].response : this.submitRequest.response;
  }

  /** @internal Notes an event and what it filled. */
  addEvent(event: OrderEvent): void {
    (this.events ??= []).push(event);
    const order = this.order;
    if (order === undefined || event.exactFillQuantity.isZero) return;
    if (this.exactFilled.isZero) {
      this.exactFilled = event.exactFillQuantity;
      order.exactPrice = event.exactFillPrice;
    } else {
      this.exactFilled = this.exactFilled.add(event.exactFillQuantity);
      order.exactPrice = this.filledValue().div(this.exactFilled.abs()).normalize();
    }
    order.quantityFilled = this.exactFilled.toNumber();
  }

  private filledValue(): Decimal {
    let value = Decimal.zero;
    for (const event of this.orderEvents) value = value.add(event.exactFillQuantity.abs().mul(event.exactFillPrice));
    return value;
  }
}
