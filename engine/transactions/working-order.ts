import type { UpdateOrderFields } from '../api/order-view.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Decimal } from '../model/decimal.ts';
import { OrderPrices } from '../model/order-prices.ts';
import { OrderStatus } from '../model/order-types.ts';
import { Order } from './order.ts';
import type { GroupMember } from './order-group.ts';
import type { OrderSpecification } from './order.ts';
import type { SubmissionPrices } from './submission-prices.ts';

/** Where an open order waits: in one of the ladders of its security, among those looked at every time, or not yet anywhere. */
export const Resting = { Nowhere: 0, Falling: 1, Rising: 2, Watched: 3, Fresh: 4, Arriving: 5 } as const;
export type Resting = (typeof Resting)[keyof typeof Resting];

/**
 * An order as the desk, the market and the venue of a live run work on it: what they change about it, and where it waits.
 * Strategies, models, plugins and brokers get it as an {@link Order} or a view.
 */
export class WorkingOrder extends Order {
  /** Number of the newest event of this order. */
  lastEventId = 0;
  /** State of the portfolio in which the buying power was last found sufficient. */
  checkedVersion = -1;
  /** Status that a failed cancellation falls back to. */
  statusBeforeCancel: OrderStatus = OrderStatus.New;
  /** Where the order rests (see order-book.ts). */
  resting: Resting = Resting.Nowhere;
  /** Its key in the ladder, while it rests in one. */
  ladderKey: number | undefined = undefined;
  /** Neighbours in the list of open orders of its security. */
  previousOpen: WorkingOrder | undefined = undefined;
  nextOpen: WorkingOrder | undefined = undefined;
  /** A change waits to be processed: the market does not fill the order on terms that are about to go. */
  isChanging = false;

  /** Prices at submission with what their exact decimals are worked out from. */
  get submissionPrices(): SubmissionPrices | undefined {
    return this._submission;
  }

  /** Its place in a group of orders. */
  get member(): GroupMember | undefined {
    return this._member;
  }

  /** True when no broker gave it names, it was never updated, and its price fits float64. */
  get isPlain(): boolean {
    return (
      this._brokerIds === undefined &&
      this._updatedAt === undefined &&
      this._exactPrice.big === null &&
      this._member === undefined
    );
  }

  setStatus(status: OrderStatus): void {
    this._status = status;
  }

  setTag(tag: string): void {
    this._tag = tag;
  }

  setQuantity(quantity: number): void {
    this._quantity = quantity;
  }

  setPrices(prices: OrderPrices): void {
    this._prices = prices;
  }

  setSubmission(submission: SubmissionPrices): void {
    this._submission = submission;
  }

  setPriceCurrency(currency: string): void {
    this._priceCurrency = currency;
  }

  setPriceAdjustmentMode(mode: DataNormalizationMode): void {
    this._priceAdjustmentMode = mode;
  }

  /** The market has taken the order. */
  setPlaced(): void {
    this._isPlaced = true;
  }

  /** UTC instant from which on the order has expired; Infinity when it never does. */
  setExpiry(utc: number): void {
    this._expiresAt = utc;
  }

  /** What the broker calls the order. */
  setBrokerIds(ids: readonly string[]): void {
    this._brokerIds = ids;
  }

  /** Average price and signed quantity of all fills so far. */
  setFilled(price: Decimal, quantity: number): void {
    this._exactPrice = price;
    this._quantityFilled = quantity;
  }

  setFillTime(utc: number): void {
    this._filledAt = utc;
  }

  setUpdateTime(utc: number): void {
    this._updatedAt = utc;
  }

  setCancelTime(utc: number): void {
    this._canceledAt = utc;
  }

  /** The stop of a stop limit order has been passed. */
  triggerStop(): void {
    this._stopTriggered = true;
  }

  /** The trigger of a limit if touched order has been touched. */
  touchTrigger(): void {
    this._triggerTouched = true;
  }

  /** Notes the instant of a change of quantity, prices or state. */
  noteChange(utc: number): void {
    this._changedAt = utc;
    if (this._triggeredAt === undefined && (this._stopTriggered || this._triggerTouched)) this._triggeredAt = utc;
  }

  /** Moves the stop of a trailing stop. */
  moveStop(stopPrice: number): void {
    const { limit, trigger, trailing, trailingAsPercentage } = this._prices;
    this._prices = new OrderPrices(limit, stopPrice, trigger, trailing, trailingAsPercentage);
  }

  /** Changes what an update says. */
  apply(fields: UpdateOrderFields): void {
    if (fields.quantity !== undefined) this._quantity = fields.quantity;
    if (fields.tag !== undefined) this._tag = fields.tag;
    const { limit, stop, trigger, trailing, trailingAsPercentage } = this._prices;
    const { limitPrice = limit, stopPrice = stop, triggerPrice = trigger, trailingAmount = trailing } = fields;
    this._prices = new OrderPrices(limitPrice, stopPrice, triggerPrice, trailingAmount, trailingAsPercentage);
  }

  /** A copy that a change is tried on. */
  draft(fields: UpdateOrderFields): WorkingOrder {
    const draft = new WorkingOrder(this._id, { ...specificationOf(this), member: this._member });
    draft.setStatus(this._status);
    draft.setFilled(this._exactPrice, this._quantityFilled);
    if (this._submission !== undefined) draft.setSubmission(this._submission);
    draft.apply(fields);
    return draft;
  }
}

/** What an order is made of now. */
export function specificationOf(order: Order): OrderSpecification {
  const { type: orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous } = order;
  return { orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous };
}
