import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { OrderFee } from '../api/security-models.ts';
import type { Clock } from '../model/clock.ts';
import { currencySymbol } from '../model/currency-symbols.ts';
import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecurityPortfolio } from '../portfolio/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { ExecutionVenue, OrderReporter } from './execution-venue.ts';
import { feeOfMarketOrder } from './models/fee/market-order-fee.ts';
import { OpenOrders } from './open-orders.ts';
import { Order } from './order.ts';
import type { OrderSpecification } from './order.ts';
import { NO_PRICES } from './order-prices.ts';
import { NO_FEE, OrderEvent } from './order-event.ts';
import type { OrderReport } from './order-event.ts';
import { CancelOrderRequest, OrderRequestStatus } from './order-request.ts';
import type { UpdateOrderRequest } from './order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from './order-response.ts';
import { OrderTicket } from './order-ticket.ts';
import type { RequestProcessor } from './order-ticket.ts';
import { isClosedStatus, orderStatusName, OrderStatus, OrderType } from './order-types.ts';
import { roundPrices, roundToLot } from './price-rounding.ts';
import { SimulatedMarket } from './simulated-market.ts';
import { SubmissionPrices } from './submission-prices.ts';
import { DEFAULT_ORDER_PROPERTIES } from './time-in-force.ts';

/** Who hears of the desk's work. */
export interface OrderListener {
  /** Every event of every order, when cash, holdings and ticket already know of it. */
  onOrderEvent(event: OrderEvent): void;
  onMessage(level: 'debug' | 'error', message: string): void;
}

export interface OrderDeskParts {
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly brokerageModel: BrokerageModel;
  readonly settings: { readonly stalePriceTimeSpan: number };
  readonly listener: OrderListener;
}

/** What waits for the next processing: new orders by their tickets, and changes. */
type Request = OrderTicket | UpdateOrderRequest | CancelOrderRequest;

/**
 * Takes orders from birth to grave: numbers them, checks them, hands them to the market, books what the market says
 * (LEAN's BrokerageTransactionHandler with its backtesting brokerage).
 */
export class OrderDesk implements RequestProcessor, OrderReporter {
  readonly portfolio: SecurityPortfolio;
  readonly openOrders = new OpenOrders((id) => this.ticketsById[id - 1].order as Order);
  brokerageModel: BrokerageModel;
  /** Set by the engine; updates and cancellations are refused meanwhile. */
  isWarmingUp = false;
  venue: ExecutionVenue;
  private readonly clock: Clock;
  private readonly listener: OrderListener;
  private readonly ticketsById: OrderTicket[] = [];
  private queue: Request[] = [];
  private queueHead = 0;
  private hasWarnedOfLots = false;
  private hasWarnedOfPrices = false;
  private hasWarnedOfFees = false;

  constructor(parts: OrderDeskParts) {
    this.clock = parts.clock;
    this.portfolio = parts.portfolio;
    this.brokerageModel = parts.brokerageModel;
    this.listener = parts.listener;
    parts.portfolio.openOrders = () => this.openOrders.list();
    this.venue = new SimulatedMarket({
      clock: parts.clock,
      portfolio: parts.portfolio,
      openOrders: this.openOrders,
      reporter: this,
      settings: parts.settings,
      brokerageModel: () => this.brokerageModel,
    });
  }

  get utcTime(): number {
    return this.clock.utc;
  }

  /** Number of orders so far, of whatever status. */
  get ordersCount(): number {
    return this.ticketsById.length;
  }

  /** All tickets, by order id from 1. */
  get tickets(): readonly OrderTicket[] {
    return this.ticketsById;
  }

  ticket(orderId: number): OrderTicket | undefined {
    return this.ticketsById[orderId - 1];
  }

  order(orderId: number): Order | undefined {
    return this.ticketsById[orderId - 1]?.order;
  }

  /** All orders, by id. */
  orders(): Order[] {
    return this.ticketsById.map((ticket) => ticket.order as Order);
  }

  /** Tickets of the open orders of a security, or of all, by id. */
  openTickets(security?: Security): OrderTicket[] {
    return this.openOrders.list(security).map((order) => this.ticketsById[order.id - 1]);
  }

  /** Holding plus what open orders would still add, signed. */
  projectedQuantity(security: Security): number {
    return security.holdings.quantity + this.openOrders.remainingQuantity(security);
  }

  /** The fee that a market order of so many units would cost now. */
  feeOfMarketOrder(security: Security, quantity: number): OrderFee {
    return feeOfMarketOrder(security, quantity);
  }

  /**
   * Accepts an order that has passed the checks before one; market orders fill inside the call. An asynchronous order goes the
   * same way: handing an order over never waits for the market, and LEAN's backtests submit both alike.
   */
  submit(specification: OrderSpecification): OrderTicket {
    const ticket = this.accept(specification);
    (ticket.order as Order).submission = new SubmissionPrices(specification.security);
    if (this.queueHead < this.queue.length) this.drain();
    this.processSubmit(ticket);
    return ticket;
  }

  update(ticket: OrderTicket, request: UpdateOrderRequest): void {
    const refusal = this.refusalOfUpdate(ticket.order, request);
    if (refusal !== undefined) {
      answer(request, refusal);
      return;
    }
    request.response = OrderResponse.accepted;
    request.status = OrderRequestStatus.Processing;
    this.queue.push(request);
  }

  cancel(ticket: OrderTicket, request: CancelOrderRequest): void {
    ticket.cancelRequest = request;
    const { order } = ticket;
    if (order !== undefined && request.tag !== undefined) order.tag = request.tag;
    const refusal = this.refusalOfChange(order, request.orderId, false);
    if (refusal !== undefined || order === undefined) {
      answer(request, refusal ?? OrderResponse.accepted);
      return;
    }
    order.statusBeforeCancel = order.status;
    this.report(order, OrderStatus.CancelPending, this.nothingFilled(''));
    request.response = OrderResponse.accepted;
    request.status = OrderRequestStatus.Processing;
    this.queue.push(request);
  }

  /** Cancels the open orders of a security, or of all. */
  cancelOpenOrders(security?: Security, tag?: string): OrderTicket[] {
    const tickets = this.openTickets(security);
    for (const ticket of tickets) ticket.cancel(tag);
    return tickets;
  }

  /** Processes what is queued, then lets the market look which orders fill. The engine calls it twice a slice. */
  processSynchronousEvents(): void {
    if (this.queueHead < this.queue.length) this.drain();
    if (this.openOrders.count > 0) this.venue.scan();
  }

  /**
   * Ends a security that is delisted: what is held is closed at the last price without a fee, open orders are cancelled.
   */
  delist(security: Security): void {
    const { holdings } = security;
    if (holdings.quantity !== 0) {
      const tag = 'Liquidate from delisting';
      const { order } = this.accept({
        orderType: OrderType.Market, security, quantity: -holdings.quantity, prices: NO_PRICES, trailingAsPercentage: false, timeUtc: this.clock.utc, tag,
        properties: DEFAULT_ORDER_PROPERTIES, asynchronous: false,
      }) as { order: Order };
      order.status = OrderStatus.Submitted;
      order.priceAdjustmentMode = security.dataNormalizationMode;
      const report = this.nothingFilled(tag);
      report.exactFillPrice = Decimal.of(security.price);
      report.exactFillQuantity = holdings.exactQuantity.neg();
      this.report(order, OrderStatus.Filled, report);
    }
    if (!this.isWarmingUp) this.cancelOpenOrders(security);
  }

  /** Books what the market tells of an order, then tells ticket and listener. */
  report(order: Order, status: OrderStatus, report: OrderReport): void {
    const ticket = this.ticketsById[order.id - 1];
    if (isClosedStatus(status) && !order.isClosed) this.openOrders.remove(order);
    if (status !== OrderStatus.Invalid || (order.status !== OrderStatus.Filled && order.status !== OrderStatus.Canceled)) order.status = status;
    if (status === OrderStatus.Filled || status === OrderStatus.PartiallyFilled) {
      order.lastFillTimeUtc = report.utcTime;
      if (order.security.symbol.securityType === SecurityType.Crypto) this.takeFeeFromQuantity(order, report);
    } else if (status === OrderStatus.Canceled) {
      order.canceledTimeUtc = report.utcTime;
    } else if ((status === OrderStatus.UpdateSubmitted || status === OrderStatus.Submitted) && ticket.updateRequests.length > 0) {
      order.lastUpdateTimeUtc = report.utcTime;
    }
    const event = new OrderEvent(order, ticket, status, report);
    if (event.isFill) this.portfolio.processFill(event);
    ticket.addEvent(event);
    this.listener.onOrderEvent(event);
  }

  logError(message: string): void {
    this.listener.onMessage('error', message);
  }

  /** Fees in the base currency come out of what was bought, so that the holding is what is really there. */
  private takeFeeFromQuantity(order: Order, report: OrderReport): void {
    const { baseCurrency } = order.security;
    if (order.quantity <= 0 || baseCurrency === undefined || report.orderFee.currency !== baseCurrency.symbol) return;
    report.exactFillQuantity = report.exactFillQuantity.sub(report.orderFee.amount);
    report.orderFee = { amount: report.orderFee.amount, currency: report.orderFee.currency, deductedFromQuantity: true };
    if (this.hasWarnedOfFees) return;
    this.hasWarnedOfFees = true;
    this.listener.onMessage('debug', 'Fees in the base currency are deducted from the quantity bought, so that the position is what is really there.');
  }

  private accept(specification: OrderSpecification): OrderTicket {
    const order = new Order(this.ticketsById.length + 1, specification);
    const ticket = new OrderTicket(this, order);
    this.ticketsById.push(ticket);
    this.openOrders.add(order);
    return ticket;
  }

  private drain(): void {
    while (this.queueHead < this.queue.length) {
      const request = this.queue[this.queueHead++];
      if (request instanceof OrderTicket) this.processSubmit(request);
      else {
        if (request instanceof CancelOrderRequest) this.processCancel(request);
        else this.processUpdate(request);
        this.venue.scan();
      }
    }
    if (this.queueHead > 0) {
      this.queue = [];
      this.queueHead = 0;
    }
  }

  private processSubmit(ticket: OrderTicket): void {
    const order = ticket.order as Order;
    const response = this.place(order);
    if (response !== OrderResponse.accepted) ticket.submitResponse = response;
    this.venue.scan(response.isSuccess && order.type === OrderType.Market ? order : undefined);
  }

  private place(order: Order): OrderResponse {
    const { security } = order;
    order.priceCurrency = security.properties.quoteCurrency;
    if (order.tag === '' && order.type === OrderType.TrailingStop) order.tag = trailingTag(order);
    this.round(order);
    order.priceAdjustmentMode = security.dataNormalizationMode;
    if (order.quantity === 0) return this.invalidate(order, OrderResponseErrorCode.OrderQuantityZero, `Order ${order.id} has no quantity left after rounding to the lot size.`);
    const { portfolio } = this;
    const tooLittle = security.buyingPowerModel.refusal(portfolio, security, order);
    if (tooLittle !== undefined) {
      return this.invalidate(order, OrderResponseErrorCode.InsufficientBuyingPower, `Order ${order.id} for ${security.symbol.ticker} has too little buying power. ${tooLittle}`);
    }
    order.checkedVersion = portfolio.version;
    const refusal = this.brokerageModel.refusalToSubmit(security, order);
    if (refusal !== undefined) {
      return this.invalidate(order, OrderResponseErrorCode.BrokerageModelRefusedToSubmitOrder, `The brokerage model ${this.brokerageModel.name} does not take order ${order.id}: ${refusal}`);
    }
    if (this.venue.place(order)) return OrderResponse.accepted;
    return this.invalidate(order, OrderResponseErrorCode.BrokerageFailedToSubmitOrder, `The broker did not take order ${order.id}.`);
  }

  private round(order: Order): void {
    const { quantity } = order;
    order.quantity = roundToLot(quantity, order.security);
    if (order.quantity !== quantity && !this.hasWarnedOfLots) {
      this.hasWarnedOfLots = true;
      this.logError(`Quantities are rounded toward zero to whole lots of ${order.security.properties.lotSize.toString()}.`);
    }
    if (order.type !== OrderType.Market) this.roundPricesOf(order);
  }

  private roundPricesOf(order: Order): void {
    const { prices } = order;
    roundPrices(order);
    if (order.prices === prices || this.hasWarnedOfPrices) return;
    this.hasWarnedOfPrices = true;
    this.logError(`Prices of orders are rounded to the steps in which the market quotes ${order.security.symbol.ticker}.`);
  }

  private invalidate(order: Order, code: OrderResponseErrorCode, message: string): OrderResponse {
    this.logError(message);
    this.report(order, OrderStatus.Invalid, this.nothingFilled(message));
    return OrderResponse.error(order.id, code, message);
  }

  private processUpdate(request: UpdateOrderRequest): void {
    const ticket = this.ticketsById[request.orderId - 1];
    const order = ticket.order as Order;
    const isClosed = order.isClosed;
    if (isClosed && !request.isAllowedForClosedOrder) {
      answer(request, invalidStatus(order));
      return;
    }
    order.quantity = roundToLot(order.quantity, order.security);
    const refusal = this.refusalToApply(order, request);
    if (refusal !== undefined) {
      this.logError(refusal.errorMessage);
      this.report(order, order.status, this.nothingFilled(refusal.errorMessage));
      answer(request, refusal);
      return;
    }
    order.apply(request.fields);
    order.checkedVersion = -1;
    this.roundPricesOf(order);
    if (isClosed || this.venue.update(order)) {
      answer(request, OrderResponse.accepted);
      return;
    }
    const message = `The broker did not take the update of order ${order.id}.`;
    this.logError(message);
    this.report(order, order.status, this.nothingFilled(message));
    answer(request, OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageFailedToUpdateOrder, message));
  }

  private refusalToApply(order: Order, request: UpdateOrderRequest): OrderResponse | undefined {
    const refusal = this.brokerageModel.refusalToUpdate(order.security, order, request);
    if (refusal !== undefined) {
      return OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageModelRefusedToUpdateOrder, `The brokerage model ${this.brokerageModel.name} does not take the update of order ${order.id}: ${refusal}`);
    }
    const tooLittle = order.security.buyingPowerModel.refusal(this.portfolio, order.security, order.draft(request.fields));
    if (tooLittle === undefined) return undefined;
    return OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageFailedToUpdateOrder, `The update of order ${order.id} for ${order.security.symbol.ticker} has too little buying power. ${tooLittle}`);
  }

  private processCancel(request: CancelOrderRequest): void {
    const order = this.ticketsById[request.orderId - 1].order as Order;
    if (order.isClosed) {
      answer(request, invalidStatus(order));
      return;
    }
    if (!this.venue.cancel(order)) {
      const message = `The broker did not cancel order ${order.id}.`;
      this.logError(message);
      order.status = order.statusBeforeCancel;
      answer(request, OrderResponse.error(order.id, OrderResponseErrorCode.BrokerageFailedToCancelOrder, message));
      return;
    }
    if (request.tag !== undefined) order.tag = request.tag;
    answer(request, OrderResponse.accepted);
  }

  private refusalOfUpdate(order: Order | undefined, request: UpdateOrderRequest): OrderResponse | undefined {
    const refusal = this.refusalOfChange(order, request.orderId, request.isAllowedForClosedOrder);
    if (refusal !== undefined) return refusal;
    if (request.quantity === 0) return OrderResponse.error(request.orderId, OrderResponseErrorCode.OrderQuantityZero, `Order ${request.orderId} cannot be updated to a quantity of zero.`);
    return undefined;
  }

  private refusalOfChange(order: Order | undefined, orderId: number, mayBeClosed: boolean): OrderResponse | undefined {
    if (order === undefined) return OrderResponse.error(orderId, OrderResponseErrorCode.UnableToFindOrder, `There is no order ${orderId}.`);
    if (order.status === OrderStatus.New) return OrderResponse.error(orderId, OrderResponseErrorCode.InvalidNewOrderStatus, `Order ${orderId} has not been submitted yet, so it can be neither updated nor cancelled.`);
    if (order.isClosed && !mayBeClosed) return invalidStatus(order);
    if (this.isWarmingUp) return OrderResponse.error(orderId, OrderResponseErrorCode.AlgorithmWarmingUp, 'Orders cannot be changed during warm-up.');
    return undefined;
  }

  private nothingFilled(message: string): OrderReport {
    return { utcTime: this.clock.utc, exactFillPrice: Decimal.zero, exactFillQuantity: Decimal.zero, orderFee: NO_FEE, message };
  }
}

function answer(request: UpdateOrderRequest | CancelOrderRequest, response: OrderResponse): void {
  request.response = response;
  request.status = response.isError ? OrderRequestStatus.Error : OrderRequestStatus.Processed;
}

function invalidStatus(order: Order): OrderResponse {
  return OrderResponse.error(order.id, OrderResponseErrorCode.InvalidOrderStatus, `Order ${order.id} is already ${orderStatusName(order.status)}.`);
}

/** LEAN's default tag of a trailing stop. */
function trailingTag(order: Order): string {
  const amount = Decimal.of(order.trailingAmount);
  const text = order.trailingAsPercentage ? `${amount.mul(Decimal.oneHundred).toString()}%` : `${currencySymbol(order.priceCurrency)}${amount.toString()}`;
  return `Trailing Amount: ${text}`;
}
