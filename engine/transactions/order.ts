import type { OrderView } from '../api/order-view.ts';
import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { directionOf, OrderStatus, OrderType } from '../model/order-types.ts';
import type { OrderDirection } from '../model/order-types.ts';
import type { OrderProperties } from '../model/time-in-force.ts';
import type { SubmissionPrices } from './submission-prices.ts';
import type { UpdateOrderFields } from './order-request.ts';
import { OrderPrices } from '../model/order-prices.ts';

/** Where an open order waits: in one of the ladders of its security, among those looked at every time, or not yet anywhere. */
export const Resting = { Nowhere: 0, Falling: 1, Rising: 2, Watched: 3, Fresh: 4, Arriving: 5 } as const;
export type Resting = (typeof Resting)[keyof typeof Resting];

const NO_BROKER_IDS: readonly string[] = [];

/** What an order is made of. */
export interface OrderSpecification {
  readonly orderType: OrderType;
  readonly security: Security;
  readonly quantity: number;
  readonly prices: OrderPrices;
  readonly timeUtc: number;
  readonly tag: string;
  readonly properties: OrderProperties;
  /** Queued instead of processed inside the call. */
  readonly asynchronous: boolean;
}

/**
 * An order of any type, from birth to grave. One class for all types, so that the code that walks over orders stays fast,
 * and a lean one, as a run keeps all its orders.
 *
 * Strategies read it and change it through its {@link OrderTicket} only. Times are UTC instants, NaN for "not yet".
 */
export class Order implements OrderView {
  readonly id: number;
  readonly type: OrderType;
  readonly security: Security;
  /** Signed: positive buys, negative sells. */
  quantity: number;
  prices: OrderPrices;
  /** A stop limit order whose stop has been passed. */
  stopTriggered = false;
  /** A limit if touched order whose trigger has been touched. */
  triggerTouched = false;
  tag: string;
  status: OrderStatus = OrderStatus.New;
  readonly timeUtc: number;
  /** Average fill price, exact; 0 before the first fill. */
  exactPrice: Decimal = Decimal.zero;
  quantityFilled = 0;
  priceCurrency = '';
  properties: OrderProperties;
  readonly asynchronous: boolean;
  /** True once the market (simulated or real) has taken the order. */
  isPlaced = false;
  /** Bid, ask and last price at submission. */
  submission: SubmissionPrices | undefined = undefined;
  priceAdjustmentMode: DataNormalizationMode = DataNormalizationMode.Raw;
  /** @internal Number of the newest event of this order. */
  lastEventId = 0;
  /** @internal State of the portfolio in which the buying power was last found sufficient. */
  checkedVersion = -1;
  /** @internal Status that a failed cancellation falls back to. */
  statusBeforeCancel: OrderStatus = OrderStatus.New;
  /** @internal Where the order rests (see order-book.ts). */
  resting: Resting = Resting.Nowhere;
  /** @internal Its key in the ladder, while it rests in one. */
  ladderKey: number | undefined = undefined;
  /** @internal Neighbours in the list of open orders of its security. */
  previousOpen: Order | undefined = undefined;
  /** @internal */
  nextOpen: Order | undefined = undefined;
  /** @internal A change waits to be processed: the market does not fill the order on terms that are about to go. */
  isChanging = false;
  // What most orders never have stays undefined, which costs no number object each.
  private filledAt: number | undefined = undefined;
  private updatedAt: number | undefined = undefined;
  private changedAt: number | undefined = undefined;
  private triggeredAt: number | undefined = undefined;
  private canceledAt: number | undefined = undefined;
  private expiresAt: number | undefined = undefined;
  private givenBrokerIds: readonly string[] | undefined = undefined;

  constructor(id: number, specification: OrderSpecification) {
    this.id = id;
    this.type = specification.orderType;
    this.security = specification.security;
    this.quantity = specification.quantity;
    this.prices = specification.prices;
    this.tag = specification.tag;
    this.timeUtc = specification.timeUtc;
    this.properties = specification.properties;
    this.asynchronous = specification.asynchronous;
  }

  get symbol(): SecuritySymbol {
    return this.security.symbol;
  }

  get securityType(): SecurityType {
    return this.security.symbol.securityType;
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

  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %) when `trailingAsPercentage`. */
  get trailingAmount(): number {
    return this.prices.trailing;
  }

  get trailingAsPercentage(): boolean {
    return this.prices.trailingAsPercentage;
  }

  get lastFillTimeUtc(): number {
    return this.filledAt ?? NaN;
  }

  set lastFillTimeUtc(utc: number) {
    this.filledAt = utc;
  }

  get lastUpdateTimeUtc(): number {
    return this.updatedAt ?? NaN;
  }

  set lastUpdateTimeUtc(utc: number) {
    this.updatedAt = utc;
  }

  /**
   * UTC instant from which on the present terms hold: when the order was placed, or when its quantity or one of its prices was
   * last changed, moved or triggered. Only data that end after it may fill the order.
   */
  get effectiveUtc(): number {
    return this.changedAt ?? this.timeUtc;
  }

  /** UTC instant at which a stop limit or limit if touched order became a limit order; NaN while it has not. */
  get triggeredUtc(): number {
    return this.triggeredAt ?? NaN;
  }

  get canceledTimeUtc(): number {
    return this.canceledAt ?? NaN;
  }

  set canceledTimeUtc(utc: number) {
    this.canceledAt = utc;
  }

  /** UTC instant from which on the order has expired; Infinity when it never does. */
  get expiryUtc(): number {
    return this.expiresAt ?? Infinity;
  }

  set expiryUtc(utc: number) {
    this.expiresAt = utc;
  }

  /** @internal True when no broker gave it names, it was never updated, and its price fits float64. */
  get isPlain(): boolean {
    return this.givenBrokerIds === undefined && this.updatedAt === undefined && this.exactPrice.big === null;
  }

  /** What the broker calls the order; a simulated market calls it by its id. */
  get brokerIds(): readonly string[] {
    return this.givenBrokerIds ?? (this.isPlaced ? [String(this.id)] : NO_BROKER_IDS);
  }

  set brokerIds(ids: readonly string[]) {
    this.givenBrokerIds = ids;
  }

  get createdTimeUtc(): number {
    return this.timeUtc;
  }

  get direction(): OrderDirection {
    return directionOf(this.quantity);
  }

  get absoluteQuantity(): number {
    return Math.abs(this.quantity);
  }

  get quantityRemaining(): number {
    return this.quantity - this.quantityFilled;
  }

  /** Average fill price; 0 before the first fill. */
  get price(): number {
    return this.exactPrice.toNumber();
  }

  /** Filled, cancelled or invalid. */
  get isClosed(): boolean {
    const { status } = this;
    return status === OrderStatus.Filled || status === OrderStatus.Canceled || status === OrderStatus.Invalid;
  }

  /** Whether the order took liquidity at once: market orders, and limit orders beyond the opposite quote at submission. */
  get isMarketable(): boolean {
    if (this.type === OrderType.Market) return true;
    if (this.type !== OrderType.Limit || this.submission === undefined) return false;
    return this.quantity > 0
      ? this.limitPrice >= this.submission.ask
      : this.quantity < 0 && this.limitPrice <= this.submission.bid;
  }

  /** @internal A copy that a change is tried on. */
  draft(fields: UpdateOrderFields): Order {
    const { type: orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous } = this;
    const draft = new Order(this.id, { orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous });
    draft.status = this.status;
    draft.quantityFilled = this.quantityFilled;
    draft.submission = this.submission;
    draft.apply(fields);
    return draft;
  }

  /** @internal */
  apply(fields: UpdateOrderFields): void {
    if (fields.quantity !== undefined) this.quantity = fields.quantity;
    if (fields.tag !== undefined) this.tag = fields.tag;
    const { limit, stop, trigger, trailing, trailingAsPercentage } = this.prices;
    const { limitPrice = limit, stopPrice = stop, triggerPrice = trigger, trailingAmount = trailing } = fields;
    this.prices = new OrderPrices(limitPrice, stopPrice, triggerPrice, trailingAmount, trailingAsPercentage);
  }

  /** @internal Notes the instant of a change of quantity, prices or state. */
  noteChange(utc: number): void {
    this.changedAt = utc;
    if (this.triggeredAt === undefined && (this.stopTriggered || this.triggerTouched)) this.triggeredAt = utc;
  }

  /** @internal Moves the stop of a trailing stop. */
  moveStop(stopPrice: number): void {
    const { limit, trigger, trailing, trailingAsPercentage } = this.prices;
    this.prices = new OrderPrices(limit, stopPrice, trigger, trailing, trailingAsPercentage);
  }
}
