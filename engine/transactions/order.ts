import type { OrderGroupView, OrderView, SubmissionView } from '../api/order-view.ts';
import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import { directionOf, OrderStatus, OrderType } from '../model/order-types.ts';
import type { OrderDirection } from '../model/order-types.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { OrderProperties } from '../model/time-in-force.ts';
import type { Security } from '../securities/security.ts';
import type { GroupMember } from './order-group.ts';
import type { SubmissionPrices } from './submission-prices.ts';

const NO_BROKER_IDS: readonly string[] = [];

/** The parts of an order. */
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
  /** The order's membership in a group, if it has one. */
  readonly member?: GroupMember;
}

/**
 * A readonly order of any type (LEAN's Order). All types share one class, so that code that iterates over orders stays
 * monomorphic. A strategy changes an order through its {@link OrderTicket}; assignments to properties throw.
 *
 * Times are UTC instants, NaN until they occur. Every order of a run is a {@link WorkingOrder}, which alone writes the fields.
 */
export class Order implements OrderView {
  /** @internal */
  protected readonly _id: number;
  /** @internal */
  protected readonly _type: OrderType;
  /** @internal */
  protected readonly _security: Security;
  /** @internal */
  protected _quantity: number;
  /** @internal */
  protected _prices: OrderPrices;
  /** @internal */
  protected _stopTriggered = false;
  /** @internal */
  protected _triggerTouched = false;
  /** @internal */
  protected _tag: string;
  /** @internal */
  protected _status: OrderStatus = OrderStatus.New;
  /** @internal */
  protected readonly _timeUtc: number;
  /** @internal */
  protected _exactPrice: Decimal = Decimal.zero;
  /** @internal */
  protected _quantityFilled = 0;
  /** @internal */
  protected _priceCurrency = '';
  /** @internal */
  protected readonly _properties: OrderProperties;
  /** @internal */
  protected readonly _asynchronous: boolean;
  /** @internal */
  protected readonly _member: GroupMember | undefined;
  /** @internal */
  protected _isPlaced = false;
  /** @internal */
  protected _submission: SubmissionPrices | undefined = undefined;
  /** @internal */
  protected _priceAdjustmentMode: DataNormalizationMode = DataNormalizationMode.Raw;
  // Fields that most orders never use stay undefined, which avoids a heap number per field.
  /** @internal */
  protected _filledAt: number | undefined = undefined;
  /** @internal */
  protected _updatedAt: number | undefined = undefined;
  /** @internal */
  protected _changedAt: number | undefined = undefined;
  /** @internal */
  protected _triggeredAt: number | undefined = undefined;
  /** @internal */
  protected _canceledAt: number | undefined = undefined;
  /** @internal */
  protected _expiresAt: number | undefined = undefined;
  /** @internal */
  protected _brokerIds: readonly string[] | undefined = undefined;

  /** @internal */
  constructor(id: number, specification: OrderSpecification) {
    this._id = id;
    this._type = specification.orderType;
    this._security = specification.security;
    this._quantity = specification.quantity;
    this._prices = specification.prices;
    this._tag = specification.tag;
    this._timeUtc = specification.timeUtc;
    this._properties = specification.properties;
    this._asynchronous = specification.asynchronous;
    this._member = specification.member;
  }

  /** The group of the order, and its role in it. */
  get group(): OrderGroupView | undefined {
    const member = this._member;
    return member === undefined ? undefined : { id: member.group.id, kind: member.group.kind, role: member.terms.role };
  }

  /** Starts at 1; 0 for a hypothetical order that is never placed. */
  get id(): number {
    return this._id;
  }

  get type(): OrderType {
    return this._type;
  }

  get security(): Security {
    return this._security;
  }

  get symbol(): SecuritySymbol {
    return this._security.symbol;
  }

  get securityType(): SecurityType {
    return this._security.symbol.securityType;
  }

  /** Signed: positive buys, negative sells. */
  get quantity(): number {
    return this._quantity;
  }

  get absoluteQuantity(): number {
    return Math.abs(this._quantity);
  }

  get direction(): OrderDirection {
    return directionOf(this._quantity);
  }

  /** Signed. */
  get quantityFilled(): number {
    return this._quantityFilled;
  }

  /** Signed. */
  get quantityRemaining(): number {
    return this._quantity - this._quantityFilled;
  }

  /** @internal */
  get prices(): OrderPrices {
    return this._prices;
  }

  get limitPrice(): number {
    return this._prices.limit;
  }

  get stopPrice(): number {
    return this._prices.stop;
  }

  get triggerPrice(): number {
    return this._prices.trigger;
  }

  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %) when `trailingAsPercentage`. */
  get trailingAmount(): number {
    return this._prices.trailing;
  }

  get trailingAsPercentage(): boolean {
    return this._prices.trailingAsPercentage;
  }

  /** True for a stop limit order whose stop has triggered. */
  get stopTriggered(): boolean {
    return this._stopTriggered;
  }

  /** True for a limit if touched order whose trigger price has been touched. */
  get triggerTouched(): boolean {
    return this._triggerTouched;
  }

  get tag(): string {
    return this._tag;
  }

  get status(): OrderStatus {
    return this._status;
  }

  /** True when the order is filled, cancelled or invalid. */
  get isClosed(): boolean {
    const status = this._status;
    return status === OrderStatus.Filled || status === OrderStatus.Canceled || status === OrderStatus.Invalid;
  }

  get timeUtc(): number {
    return this._timeUtc;
  }

  get createdTimeUtc(): number {
    return this._timeUtc;
  }

  get lastFillTimeUtc(): number {
    return this._filledAt ?? NaN;
  }

  get lastUpdateTimeUtc(): number {
    return this._updatedAt ?? NaN;
  }

  /**
   * UTC instant at which the current terms took effect: the placement of the order, or the last change of its quantity or of
   * a price, triggers included. Only data that end later may fill the order.
   */
  get effectiveUtc(): number {
    return this._changedAt ?? this._timeUtc;
  }

  /** UTC instant at which a stop limit or limit if touched order became a limit order; NaN before. */
  get triggeredUtc(): number {
    return this._triggeredAt ?? NaN;
  }

  get canceledTimeUtc(): number {
    return this._canceledAt ?? NaN;
  }

  /** UTC instant at which the order expires; Infinity when it never does. */
  get expiryUtc(): number {
    return this._expiresAt ?? Infinity;
  }

  /** Average fill price, exact; 0 before the first fill. */
  get exactPrice(): Decimal {
    return this._exactPrice;
  }

  /** Average fill price; 0 before the first fill. */
  get price(): number {
    return this._exactPrice.toNumber();
  }

  get priceCurrency(): string {
    return this._priceCurrency;
  }

  get priceAdjustmentMode(): DataNormalizationMode {
    return this._priceAdjustmentMode;
  }

  get properties(): OrderProperties {
    return this._properties;
  }

  get asynchronous(): boolean {
    return this._asynchronous;
  }

  /** True once the market (simulated or real) has accepted the order. */
  get isPlaced(): boolean {
    return this._isPlaced;
  }

  /** The broker's ids of the order; a simulated market uses the order id. */
  get brokerIds(): readonly string[] {
    return this._brokerIds ?? (this._isPlaced ? [String(this._id)] : NO_BROKER_IDS);
  }

  /** Bid, ask and last price at submission. */
  get submission(): SubmissionView | undefined {
    return this._submission;
  }

  /** Whether the order was marketable at submission: market orders, and limit orders at or beyond the opposite quote. */
  get isMarketable(): boolean {
    if (this._type === OrderType.Market) return true;
    if (this._type !== OrderType.Limit || this._submission === undefined) return false;
    return this._quantity > 0
      ? this.limitPrice >= this._submission.ask
      : this._quantity < 0 && this.limitPrice <= this._submission.bid;
  }
}
