import type { OrderReport } from '../api/brokerage.ts';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { MarketSettings, OrderFee } from '../api/security-models.ts';
import { Bag } from '../model/bag.ts';
import type { Clock } from '../model/clock.ts';
import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { ExecutionVenue } from './execution-venue.ts';
import { feeOfMarketOrder } from './models/fee/market-order-fee.ts';
import { OpenOrders } from './open-orders.ts';
import { WorkingOrder } from './working-order.ts';
import type { OrderSpecification } from './order.ts';
import { NO_PRICES } from '../model/order-prices.ts';
import { OrderChanges } from './order-changes.ts';
import type { ChangeContext } from './order-changes.ts';
import type { OrderArchive } from './order-archive.ts';
import { NO_FEE, OrderEvent } from './order-event.ts';
import { OrderEventLog } from './order-event-log.ts';
import type { CancelOrderRequest, UpdateOrderRequest } from './order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderTicket } from './order-ticket.ts';
import type { RequestProcessor } from './order-ticket.ts';
import { isClosedStatus, OrderStatus, OrderType } from '../model/order-types.ts';
import { PreTradeRisk } from './pre-trade-risk.ts';
import { roundPrices, roundToLot } from './price-rounding.ts';
import { SimulatedMarket } from './simulated-market.ts';
import { roundTripText, trailingTag } from './order-texts.ts';
import { splitOrders } from './split-orders.ts';
import { TicketShelf } from './ticket-shelf.ts';
import { SubmissionPrices } from './submission-prices.ts';
import { DEFAULT_ORDER_PROPERTIES } from '../model/time-in-force.ts';

/** Receives the desk's events and messages. */
export interface OrderListener {
  /** Called for every order event, after cash, holdings and ticket have been updated. */
  onOrderEvent(event: OrderEvent): void;
  onMessage(level: 'debug' | 'error', message: string): void;
}

export interface OrderDeskParts {
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly brokerageModel: BrokerageModel;
  readonly settings: MarketSettings;
  readonly listener: OrderListener;
}

/**
 * Manages the lifecycle of orders: assigns ids, checks orders, sends them to the market and books its reports
 * (LEAN's BrokerageTransactionHandler with its backtesting brokerage).
 */
export class OrderDesk implements RequestProcessor, ChangeContext {
  readonly portfolio: SecurityPortfolio;
  readonly openOrders = new OpenOrders((id) => this.ticketAt(id - 1).working as WorkingOrder);
  readonly events = new OrderEventLog();
  readonly risk: PreTradeRisk;
  brokerageModel: BrokerageModel;
  /** Set by the engine; while true, updates and cancellations are refused. */
  isWarmingUp = false;
  venue: ExecutionVenue;
  readonly clock: Clock;
  readonly listener: OrderListener;
  private readonly shelf = new TicketShelf();
  /** Set by the engine: called when the open orders of a security are adjusted for a split. */
  onSplit: ((security: Security, factor: number) => void) | undefined;
  /** Set by the engine if only the strategy can access closed orders. */
  archive: OrderArchive | undefined;
  private readonly closed = new Bag<OrderTicket>();
  private readonly changes = new OrderChanges(this);
  private hasWarnedOfLots = false;
  private hasWarnedOfPrices = false;
  private hasWarnedOfFees = false;

  constructor(parts: OrderDeskParts) {
    this.clock = parts.clock;
    this.portfolio = parts.portfolio;
    this.brokerageModel = parts.brokerageModel;
    this.listener = parts.listener;
    const onMessage = (message: string): void => this.logError(message);
    this.risk = new PreTradeRisk({ clock: parts.clock, portfolio: parts.portfolio, onMessage });
    parts.portfolio.listOpenOrders = () => this.openOrders.list();
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

  /** Number of orders so far, of any status. */
  get ordersCount(): number {
    return this.shelf.count;
  }

  /** All tickets, by order id from 1. */
  get tickets(): readonly OrderTicket[] {
    return Array.from({ length: this.shelf.count }, (_, index) => this.ticketAt(index));
  }

  ticket(orderId: number): OrderTicket | undefined {
    return orderId >= 1 && orderId <= this.shelf.count && Number.isInteger(orderId)
      ? this.ticketAt(orderId - 1)
      : undefined;
  }

  order(orderId: number): WorkingOrder | undefined {
    return this.ticket(orderId)?.working;
  }

  /** All orders, by id. */
  orders(): WorkingOrder[] {
    return this.tickets.map((ticket) => ticket.working as WorkingOrder);
  }

  eventsOf(ticket: OrderTicket): readonly OrderEvent[] {
    return this.events.listOf(ticket);
  }

  /** All events of all orders, oldest first. */
  allEvents(): OrderEvent[] {
    return this.events.list((orderId) => this.ticketAt(orderId - 1));
  }

  /** Releases the objects of closed orders, whose data the archive keeps; called when no code works on one. */
  archiveClosed(): void {
    const { closed, archive } = this;
    for (let ticket = closed.pop(); ticket !== undefined; ticket = closed.pop()) {
      if (archive?.take(ticket) === true) this.shelf.putAway(ticket.orderId);
    }
  }

  private ticketAt(index: number): OrderTicket {
    return this.shelf.find(index + 1) ?? new OrderTicket(this, (this.archive as OrderArchive).order(index + 1));
  }

  /** Tickets of the open orders of a security, or of all, by id. */
  openTickets(security?: Security): OrderTicket[] {
    return this.openOrders.list(security).map((order) => this.ticketAt(order.id - 1));
  }

  /** Holding plus the remaining quantities of open orders, signed. */
  projectedQuantity(security: Security): number {
    return security.holdings.quantity + this.openOrders.remainingQuantity(security);
  }

  /** The fee of a market order of `quantity` units now. */
  feeOfMarketOrder(security: Security, quantity: number): OrderFee {
    return feeOfMarketOrder(security, quantity);
  }

  /**
   * Accepts an order that has passed the pre-order checks; market orders fill inside the call. Asynchronous orders are
   * processed the same way: submission never waits for the market, and LEAN's backtests submit both alike.
   */
  submit(specification: OrderSpecification): OrderTicket {
    const ticket = this.accept(specification);
    (ticket.working as WorkingOrder).setSubmission(SubmissionPrices.of(specification.security));
    this.changes.process();
    this.processSubmit(ticket);
    return ticket;
  }

  update(ticket: OrderTicket, request: UpdateOrderRequest): void {
    this.takeBack(ticket);
    this.changes.update(ticket.working, request);
  }

  cancel(ticket: OrderTicket, request: CancelOrderRequest): void {
    this.takeBack(ticket);
    ticket.cancelRequest = request;
    this.changes.cancel(ticket.working, request);
  }

  /** Cancels the open orders of a security, or of all; the latter are tagged with the instant unless a tag is given. */
  cancelOpenOrders(security?: Security, tag?: string): OrderTicket[] {
    const tickets = this.openTickets(security);
    const reason =
      tag ??
      (security === undefined ? `Canceled by CancelOpenOrders() at ${roundTripText(this.clock.utc)}` : undefined);
    for (const ticket of tickets) ticket.cancel(reason);
    return tickets;
  }

  /** Adjusts the open orders of a security for a split; `factor` is the new price divided by the old one. */
  splitOpenOrders(security: Security, factor: number): void {
    for (const { member } of this.openOrders.list()) member?.group.split(security, factor, member);
    splitOrders(this, this.openTickets(security), factor);
    this.onSplit?.(security, factor);
  }

  /** Whether updates or cancellations wait to be processed. */
  get hasWaitingChanges(): boolean {
    return this.changes.isWaiting;
  }

  /** Processes queued requests, then lets the market check which orders fill. The engine calls it twice per slice. */
  processSynchronousEvents(): void {
    this.changes.process();
    if (this.openOrders.count > 0) this.venue.scan();
  }

  /**
   * Processes a delisting: closes the position at the last price without a fee and cancels open orders.
   */
  delist(security: Security): void {
    const { holdings } = security;
    if (holdings.quantity !== 0) {
      const tag = 'Liquidate from delisting';
      const { working: order } = this.accept({
        orderType: OrderType.Market,
        security,
        quantity: -holdings.quantity,
        prices: NO_PRICES,
        timeUtc: this.clock.utc,
        tag,
        properties: DEFAULT_ORDER_PROPERTIES,
        asynchronous: false,
      }) as { working: WorkingOrder };
      order.setStatus(OrderStatus.Submitted);
      order.setPriceAdjustmentMode(security.dataNormalizationMode);
      const report = this.nothingFilled(tag);
      report.exactFillPrice = Decimal.of(security.price);
      report.exactFillQuantity = holdings.exactQuantity.neg();
      this.report(order, OrderStatus.Filled, report);
    }
    if (!this.isWarmingUp) this.cancelOpenOrders(security);
  }

  /** Books the market's report about an order, then notifies ticket and listener. */
  report(order: WorkingOrder, status: OrderStatus, report: OrderReport): void {
    this.clock.calls++;
    const ticket = this.ticketAt(order.id - 1);
    if (isClosedStatus(status) && !order.isClosed) this.openOrders.remove(order);
    if (
      status !== OrderStatus.Invalid ||
      (order.status !== OrderStatus.Filled && order.status !== OrderStatus.Canceled)
    )
      order.setStatus(status);
    if (status === OrderStatus.Filled || status === OrderStatus.PartiallyFilled) {
      order.setFillTime(report.utcTime);
      if (order.security.symbol.securityType === SecurityType.Crypto) this.takeFeeFromQuantity(order, report);
    } else if (status === OrderStatus.Canceled) {
      order.setCancelTime(report.utcTime);
    } else if (
      (status === OrderStatus.UpdateSubmitted || status === OrderStatus.Submitted) &&
      ticket.updateRequests.length > 0
    ) {
      order.setUpdateTime(report.utcTime);
    }
    const event = new OrderEvent(order, ticket, status, report);
    if (event.isFill) this.portfolio.processFill(event);
    this.events.add(event);
    ticket.noteFill(event);
    if (this.archive !== undefined && order.isClosed) this.closed.push(ticket);
    const { member } = order;
    member?.group.before(member, event);
    this.listener.onOrderEvent(event);
    member?.group.after(member, event);
  }

  logError(message: string): void {
    this.listener.onMessage('error', message);
  }

  /** Deducts fees in the base currency from the bought quantity, so that the holding is the actual amount. */
  takeFeeFromQuantity(order: WorkingOrder, report: OrderReport): void {
    const { baseCurrency } = order.security;
    if (order.quantity <= 0 || baseCurrency === undefined || report.orderFee.currency !== baseCurrency.symbol) return;
    report.exactFillQuantity = report.exactFillQuantity.sub(report.orderFee.amount);
    report.orderFee = { ...report.orderFee, deductedFromQuantity: true };
    if (this.hasWarnedOfFees) return;
    this.hasWarnedOfFees = true;
    this.listener.onMessage(
      'debug',
      'Fees in the base currency are deducted from the bought quantity, so that the position is the actual amount.',
    );
  }

  /** Called for an update or a cancellation: from now on the order's objects are kept, because the strategy holds them. */
  private takeBack(ticket: OrderTicket): void {
    this.clock.calls++;
    if (ticket.orderId > 0) this.shelf.keep(ticket);
  }

  private accept(specification: OrderSpecification): OrderTicket {
    this.clock.calls++;
    const order = new WorkingOrder(this.shelf.count + 1, specification);
    const ticket = new OrderTicket(this, order);
    this.shelf.push(ticket);
    this.openOrders.add(order);
    order.member?.group.bind(order.member, ticket);
    return ticket;
  }

  private processSubmit(ticket: OrderTicket): void {
    const order = ticket.working as WorkingOrder;
    const response = this.place(order);
    if (response !== OrderResponse.accepted) ticket.submitResponse = response;
    this.venue.scan(response.isSuccess && order.type === OrderType.Market ? order : undefined);
  }

  private place(order: WorkingOrder): OrderResponse {
    const { security } = order;
    order.setPriceCurrency(security.properties.quoteCurrency);
    if (order.tag === '' && order.type === OrderType.TrailingStop) order.setTag(trailingTag(order));
    this.round(order);
    order.setPriceAdjustmentMode(security.dataNormalizationMode);
    if (order.quantity === 0)
      return this.invalidate(
        order,
        OrderResponseErrorCode.OrderQuantityZero,
        `Order ${order.id} has no quantity left after rounding to the lot size.`,
      );
    const refused = this.risk.hasRules ? this.risk.refusal(order) : undefined;
    if (refused !== undefined) return this.refuse(order, refused);
    const { portfolio } = this;
    const tooLittle = security.buyingPowerModel.refusal(portfolio, security, order);
    if (tooLittle !== undefined) {
      return this.invalidate(
        order,
        OrderResponseErrorCode.InsufficientBuyingPower,
        `Order ${order.id} for ${security.symbol.ticker} has too little buying power. ${tooLittle}`,
      );
    }
    order.checkedVersion = portfolio.version;
    const refusal = this.brokerageModel.refusalToSubmit(security, order);
    if (refusal !== undefined) {
      return this.invalidate(
        order,
        OrderResponseErrorCode.BrokerageModelRefusedToSubmitOrder,
        `The brokerage model ${this.brokerageModel.name} does not accept order ${order.id}: ${refusal}`,
      );
    }
    const taken = this.venue.place(order);
    if (taken === true) return OrderResponse.accepted;
    return this.invalidate(
      order,
      OrderResponseErrorCode.BrokerageFailedToSubmitOrder,
      taken === false ? `The broker did not accept order ${order.id}.` : taken,
    );
  }

  private round(order: WorkingOrder): void {
    const { quantity } = order;
    order.setQuantity(roundToLot(quantity, order.security));
    if (order.quantity !== quantity && !this.hasWarnedOfLots) {
      this.hasWarnedOfLots = true;
      this.logError(
        `Quantities are rounded toward zero to whole lots of ${order.security.properties.lotSize.toString()}.`,
      );
    }
    if (order.type !== OrderType.Market) this.roundPricesOf(order);
  }

  /** Rounds the prices of an order, with a message for the first one. */
  roundPricesOf(order: WorkingOrder): void {
    const { prices } = order;
    roundPrices(order);
    if (order.prices === prices || this.hasWarnedOfPrices) return;
    this.hasWarnedOfPrices = true;
    this.logError(`Order prices are rounded to the tick size of ${order.security.symbol.ticker}.`);
  }

  private invalidate(order: WorkingOrder, code: OrderResponseErrorCode, message: string): OrderResponse {
    return this.refuse(order, OrderResponse.error(order.id, code, message));
  }

  private refuse(order: WorkingOrder, response: OrderResponse): OrderResponse {
    this.logError(response.errorMessage);
    this.tell(order, OrderStatus.Invalid, response.errorMessage);
    return response;
  }

  /** Reports a change without a fill. */
  tell(order: WorkingOrder, status: OrderStatus, message: string): void {
    this.report(order, status, this.nothingFilled(message));
  }

  private nothingFilled(message: string): OrderReport {
    return {
      utcTime: this.clock.utc,
      exactFillPrice: Decimal.zero,
      exactFillQuantity: Decimal.zero,
      orderFee: NO_FEE,
      message,
    };
  }
}
