import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { ExecutionVenue, OrderReporter } from './execution-venue.ts';
import type { WorkingOrder } from './working-order.ts';
import { CancelOrderRequest, OrderRequestStatus } from './order-request.ts';
import type { UpdateOrderRequest } from './order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderStatus } from '../model/order-types.ts';
import type { PreTradeRisk } from './pre-trade-risk.ts';
import { roundToLot } from './price-rounding.ts';

/** The part of the desk that order changes use. */
export interface ChangeContext extends OrderReporter {
  readonly brokerageModel: BrokerageModel;
  readonly portfolio: SecurityPortfolio;
  readonly venue: ExecutionVenue;
  readonly risk: Pick<PreTradeRisk, 'hasRules' | 'refusal'>;
  readonly isWarmingUp: boolean;
  order(orderId: number): WorkingOrder | undefined;
  /** Reports a change without a fill. */
  tell(order: WorkingOrder, status: OrderStatus, message: string): void;
  roundPricesOf(order: WorkingOrder): void;
}

type Request = UpdateOrderRequest | CancelOrderRequest;

/** Updates and cancellations: refused at once, or queued until requests are processed. */
export class OrderChanges {
  private readonly context: ChangeContext;
  private queue: Request[] = [];
  private head = 0;

  constructor(context: ChangeContext) {
    this.context = context;
  }

  /** True when requests are queued. */
  get isWaiting(): boolean {
    return this.head < this.queue.length;
  }

  update(order: WorkingOrder | undefined, request: UpdateOrderRequest): void {
    const refusal = this.refusalOfUpdate(order, request);
    if (refusal === undefined) this.enqueue(request);
    else answer(request, refusal);
  }

  /** Sets the status of the order to cancel pending at once. */
  cancel(order: WorkingOrder | undefined, request: CancelOrderRequest): void {
    if (order !== undefined && request.tag !== undefined) order.setTag(request.tag);
    const refusal = this.refusalOfChange(order, request.orderId, false);
    if (refusal !== undefined || order === undefined) {
      answer(request, refusal ?? OrderResponse.accepted);
      return;
    }
    order.statusBeforeCancel = order.status;
    this.context.tell(order, OrderStatus.CancelPending, '');
    this.enqueue(request);
  }

  /** Processes queued requests in order of arrival; the market checks its orders after each. */
  process(): void {
    while (this.head < this.queue.length) {
      const request = this.queue[this.head++];
      if (request instanceof CancelOrderRequest) this.processCancel(request);
      else this.processUpdate(request);
      this.context.venue.scan();
    }
    if (this.head > 0) {
      this.queue = [];
      this.head = 0;
    }
  }

  private enqueue(request: Request): void {
    request.response = OrderResponse.accepted;
    request.status = OrderRequestStatus.Processing;
    this.queue.push(request);
    if (changesTerms(request)) this.orderOf(request).isChanging = true;
  }

  private isWaitingFor(order: WorkingOrder): boolean {
    for (let i = this.head; i < this.queue.length; i++) {
      const request = this.queue[i];
      if (request.orderId === order.id && changesTerms(request)) return true;
    }
    return false;
  }

  private orderOf(request: Request): WorkingOrder {
    return this.context.order(request.orderId) as WorkingOrder;
  }

  private processUpdate(request: UpdateOrderRequest): void {
    const order = this.orderOf(request);
    const { context } = this;
    const isClosed = order.isClosed;
    order.isChanging = this.isWaitingFor(order);
    if (isClosed && !request.isAllowedForClosedOrder) {
      answer(request, invalidStatus(order));
      return;
    }
    order.setQuantity(roundToLot(order.quantity, order.security));
    const refusal = request.isMandatory ? undefined : this.refusalToApply(order, request);
    if (refusal !== undefined) {
      context.logError(refusal.errorMessage);
      context.tell(order, order.status, refusal.errorMessage);
      answer(request, refusal);
      return;
    }
    order.apply(request.fields);
    order.setQuantity(roundToLot(order.quantity, order.security));
    if (changesTerms(request)) order.noteChange(request.timeUtc);
    order.checkedVersion = -1;
    context.roundPricesOf(order);
    if (isClosed || context.venue.update(order)) {
      answer(request, OrderResponse.accepted);
      return;
    }
    const message = `The broker did not accept the update of order ${order.id}.`;
    context.logError(message);
    context.tell(order, order.status, message);
    answer(request, OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageFailedToUpdateOrder, message));
    if (request.isMandatory) this.cancel(order, new CancelOrderRequest(order.id, request.timeUtc, undefined));
  }

  private refusalToApply(order: WorkingOrder, request: UpdateOrderRequest): OrderResponse | undefined {
    const { brokerageModel, portfolio, risk } = this.context;
    const refusal = brokerageModel.refusalToUpdate(order.security, order, request);
    if (refusal !== undefined) {
      return OrderResponse.error(
        order.id,
        OrderResponseErrorCode.BrokerageModelRefusedToUpdateOrder,
        `The brokerage model ${brokerageModel.name} does not accept the update of order ${order.id}: ${refusal}`,
      );
    }
    const draft = order.draft(request.fields);
    const refused = risk.hasRules ? risk.refusal(draft) : undefined;
    if (refused !== undefined) return refused;
    const tooLittle = order.security.buyingPowerModel.refusal(portfolio, order.security, draft);
    if (tooLittle === undefined) return undefined;
    return OrderResponse.error(
      order.id,
      OrderResponseErrorCode.BrokerageFailedToUpdateOrder,
      `The update of order ${order.id} for ${order.security.symbol.ticker} has too little buying power. ${tooLittle}`,
    );
  }

  private processCancel(request: CancelOrderRequest): void {
    const order = this.orderOf(request);
    const { context } = this;
    if (order.isClosed) {
      answer(request, invalidStatus(order));
      return;
    }
    if (!context.venue.cancel(order)) {
      const message = `The broker did not cancel order ${order.id}.`;
      context.logError(message);
      order.setStatus(order.statusBeforeCancel);
      order.isChanging = this.isWaitingFor(order);
      answer(request, OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageFailedToCancelOrder, message));
      return;
    }
    if (request.tag !== undefined) order.setTag(request.tag);
    answer(request, OrderResponse.accepted);
  }

  private refusalOfUpdate(order: WorkingOrder | undefined, request: UpdateOrderRequest): OrderResponse | undefined {
    const refusal = this.refusalOfChange(order, request.orderId, request.isAllowedForClosedOrder);
    if (refusal !== undefined) return refusal;
    if (request.quantity === 0)
      return OrderResponse.error(
        request.orderId,
        OrderResponseErrorCode.OrderQuantityZero,
        `Order ${request.orderId} cannot be updated to a quantity of zero.`,
      );
    if (order !== undefined && request.quantity !== undefined && roundToLot(request.quantity, order.security) === 0)
      return OrderResponse.error(
        request.orderId,
        OrderResponseErrorCode.OrderQuantityLessThanLotSize,
        `Order ${request.orderId} cannot be updated to ${request.quantity}, which is smaller than the lot size ${order.security.properties.lotSize.toString()}.`,
      );
    return undefined;
  }

  private refusalOfChange(
    order: WorkingOrder | undefined,
    orderId: number,
    mayBeClosed: boolean,
  ): OrderResponse | undefined {
    if (order === undefined)
      return OrderResponse.error(orderId, OrderResponseErrorCode.UnableToFindOrder, `There is no order ${orderId}.`);
    if (order.status === OrderStatus.New)
      return OrderResponse.error(
        orderId,
        OrderResponseErrorCode.InvalidNewOrderStatus,
        `Order ${orderId} has not been submitted yet, so it can be neither updated nor cancelled.`,
      );
    if (order.isClosed && !mayBeClosed) return invalidStatus(order);
    if (this.context.isWarmingUp)
      return OrderResponse.error(
        orderId,
        OrderResponseErrorCode.AlgorithmWarmingUp,
        'Orders cannot be changed during warm-up.',
      );
    return undefined;
  }
}

/** Whether a request changes more than the tag. */
function changesTerms(request: Request): boolean {
  return request instanceof CancelOrderRequest || !request.isAllowedForClosedOrder;
}

function answer(request: Request, response: OrderResponse): void {
  request.response = response;
  request.status = response.isError ? OrderRequestStatus.Error : OrderRequestStatus.Processed;
}

function invalidStatus(order: WorkingOrder): OrderResponse {
  return OrderResponse.error(
    order.id,
    OrderResponseErrorCode.InvalidOrderStatus,
    `Order ${order.id} is already ${order.status}.`,
  );
}
