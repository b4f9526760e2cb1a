import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-event.ts';
import { CancelOrderRequest, OrderRequestStatus, SubmitOrderRequest, UpdateOrderRequest } from './order-request.ts';
import type { UpdateOrderFields } from '../api/order-view.ts';
import { specificationOf, WorkingOrder } from './working-order.ts';
import { requireFiniteUpdate } from './order-numbers.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderField, OrderStatus, OrderType } from '../model/order-types.ts';

/** The part of the desk that tickets use. */
export interface RequestProcessor {
  readonly utcTime: number;
  update(ticket: OrderTicket, request: UpdateOrderRequest): void;
  cancel(ticket: OrderTicket, request: CancelOrderRequest): void;
  /** The events of the ticket's order, oldest first. */
  eventsOf(ticket: OrderTicket): readonly OrderEvent[];
}

const NO_UPDATES: readonly UpdateOrderRequest[] = [];

/** The strategy's handle of one order: reads its state, updates it, cancels it (LEAN's OrderTicket). */
export class OrderTicket {
  /** @internal The engine's mutable order. */
  readonly working: WorkingOrder | undefined;
  cancelRequest: CancelOrderRequest | undefined = undefined;
  /** @internal The response to the submit request. */
  submitResponse: OrderResponse = OrderResponse.accepted;
  private readonly processor: RequestProcessor;
  /** The submit request, if it cannot be derived from the order (any more). */
  private submitted: SubmitOrderRequest | undefined;
  private updates: UpdateOrderRequest[] | undefined = undefined;

  /** @internal @param request the order, or the request that was refused before it became one */
  constructor(processor: RequestProcessor, request: WorkingOrder | SubmitOrderRequest) {
    this.processor = processor;
    const isOrder = request instanceof WorkingOrder;
    this.working = isOrder ? request : undefined;
    this.submitted = isOrder ? undefined : request;
    if (!isOrder) this.submitResponse = request.response;
  }

  /** The order of the ticket; undefined when the request was refused before an order was created. */
  get order(): Order | undefined {
    return this.working;
  }

  /** The submit request with its response. */
  get submitRequest(): SubmitOrderRequest {
    if (this.submitted !== undefined && this.submitted.response === this.submitResponse) return this.submitted;
    return new SubmitOrderRequest(
      this.orderId,
      this.submitted ?? specificationOf(this.order as Order),
      this.submitResponse,
    );
  }

  /** 0 when the request was refused before it was assigned an id. */
  get orderId(): number {
    return this.order === undefined ? 0 : this.order.id;
  }

  get status(): OrderStatus {
    return this.order === undefined ? OrderStatus.Invalid : this.order.status;
  }

  get symbol(): SecuritySymbol {
    return this.security.symbol;
  }

  get security(): Security {
    return (this.order ?? (this.submitted as SubmitOrderRequest)).security;
  }

  get securityType(): SecurityType {
    return this.symbol.securityType;
  }

  get orderType(): OrderType {
    return this.order === undefined ? (this.submitted as SubmitOrderRequest).orderType : this.order.type;
  }

  get quantity(): number {
    return (this.order ?? (this.submitted as SubmitOrderRequest)).quantity;
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
    return (this.order ?? (this.submitted as SubmitOrderRequest)).tag;
  }

  /** UTC instant of the request. */
  get timeUtc(): number {
    return (this.order ?? (this.submitted as SubmitOrderRequest)).timeUtc;
  }

  get hasOrder(): boolean {
    return this.order !== undefined;
  }

  get isOpen(): boolean {
    return this.order !== undefined && !this.order.isClosed;
  }

  /** All events of the order so far, oldest first. */
  get orderEvents(): readonly OrderEvent[] {
    return this.processor.eventsOf(this);
  }

  /** @internal True when the order was submitted successfully and never updated or cancelled. */
  get isPlain(): boolean {
    return (
      this.updates === undefined &&
      this.cancelRequest === undefined &&
      this.submitted === undefined &&
      this.submitResponse === OrderResponse.accepted
    );
  }

  get updateRequests(): readonly UpdateOrderRequest[] {
    return this.updates ?? NO_UPDATES;
  }

  /** A price or amount of the order. @throws EngineError when the order's type does not have the field. */
  get(field: typeof OrderField.TrailingAsPercentage): boolean;
  get(field: Exclude<OrderField, typeof OrderField.TrailingAsPercentage>): number;
  get(field: OrderField): number | boolean {
    const source = this.order ?? (this.submitted as SubmitOrderRequest);
    const type = this.orderType;
    if (
      field === OrderField.LimitPrice &&
      (type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched)
    )
      return source.limitPrice;
    if (
      field === OrderField.StopPrice &&
      (type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop)
    )
      return source.stopPrice;
    if (field === OrderField.TriggerPrice && type === OrderType.LimitIfTouched) return source.triggerPrice;
    if (field === OrderField.TrailingAmount && type === OrderType.TrailingStop) return source.trailingAmount;
    if (field === OrderField.TrailingAsPercentage && type === OrderType.TrailingStop)
      return source.trailingAsPercentage;
    throw new EngineError(
      TRANSACTION_ERRORS.NO_SUCH_FIELD,
      `A ${type} order has no such field (${field}). Read a price that the order's type has.`,
      { data: { orderId: this.orderId, field } },
    );
  }

  /**
   * Requests an update, which takes effect when the engine next processes requests. The response only confirms the request.
   * @throws EngineError ORDER_BAD_QUANTITY for a quantity or price that is not a number
   */
  update(fields: UpdateOrderFields): OrderResponse {
    return this.request(fields, false);
  }

  /** @internal An update that must not fail: an order that cannot be updated is cancelled. */
  adjust(fields: UpdateOrderFields): void {
    this.request(fields, true);
  }

  private request(fields: UpdateOrderFields, isMandatory: boolean): OrderResponse {
    requireFiniteUpdate(this.security, fields);
    const request = new UpdateOrderRequest(this.orderId, this.processor.utcTime, fields, isMandatory);
    if (this.order !== undefined)
      this.submitted ??= new SubmitOrderRequest(this.orderId, specificationOf(this.order), this.submitResponse);
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

  /** Requests the cancellation: pending at once, cancelled when the engine next processes requests. */
  cancel(tag?: string): OrderResponse {
    const request = new CancelOrderRequest(this.orderId, this.processor.utcTime, tag);
    if (this.cancelRequest !== undefined && this.cancelRequest.status !== OrderRequestStatus.Error) {
      return OrderResponse.error(
        this.orderId,
        OrderResponseErrorCode.RequestCanceled,
        `Order ${this.orderId} already has a request to cancel it.`,
      );
    }
    this.processor.cancel(this, request);
    return request.response;
  }

  /** The response to the newest request about the order. */
  get mostRecentOrderResponse(): OrderResponse {
    if (this.cancelRequest !== undefined) return this.cancelRequest.response;
    const updates = this.updateRequests;
    return updates.length > 0 ? updates[updates.length - 1].response : this.submitResponse;
  }

  /** @internal Updates the fill totals by an event. */
  noteFill(event: OrderEvent): void {
    const { working: order } = this;
    if (order === undefined || event.exactFillQuantity.isZero) return;
    if (order.quantityFilled === 0) {
      order.setFilled(event.exactFillPrice, event.exactFillQuantity.toNumber());
      return;
    }
    let filled = Decimal.zero;
    let value = Decimal.zero;
    for (const { exactFillPrice, exactFillQuantity } of this.orderEvents) {
      filled = filled.add(exactFillQuantity);
      value = value.add(exactFillQuantity.mul(exactFillPrice));
    }
    // corrections of a broker may take back everything
    const price = filled.isZero ? Decimal.zero : value.div(filled).normalize();
    order.setFilled(price, filled.toNumber());
  }
}
