import type { UpdateOrderFields } from '../api/order-view.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Decimal } from '../model/decimal.ts';
import { OrderPrices } from '../model/order-prices.ts';
import { OrderStatus } from '../model/order-types.ts';
import { Order } from './order.ts';
import type { GroupMember } from './order-group.ts';
import type { OrderSpecification } from './order.ts';
import type { SubmissionPrices } from './submission-prices.ts';

/** Where an open order is queued: in a ladder of its security, in the list that every scan checks, or not yet anywhere. */
export const Resting = { Nowhere: 0, Falling: 1, Rising: 2, Watched: 3, Fresh: 4, Arriving: 5 } as const;
export type Resting = (typeof Resting)[keyof typeof Resting];

/**
 * A mutable order for the desk, the market and the venue of a live run, with its position in the order book. Strategies,
 * models, plugins and brokers receive it as an {@link Order} or a view.
 */
export class WorkingOrder extends Order {
  /** Number of the newest event of this order. */
  lastEventId = 0;
  /** Version of the portfolio at which buying power was last sufficient. */
  checkedVersion = -1;
  /** Status that a failed cancellation falls back to. */
  statusBeforeCancel: OrderStatus = OrderStatus.New;
  /** The queue of the order (see order-book.ts). */
  resting: Resting = Resting.Nowhere;
  /** Its key in the ladder, while it rests in one. */
  ladderKey: number | undefined = undefined;
  /** Neighbours in the list of open orders of its security. */
  previousOpen: WorkingOrder | undefined = undefined;
  nextOpen: WorkingOrder | undefined = undefined;
  /** A pending change: the market does not fill the order on terms that are about to change. */
  isChanging = false;

  /** Prices at submission, with the data for their exact decimals. */
  get submissionPrices(): SubmissionPrices | undefined {
    return this._submission;
  }

  /** The order's membership in a group. */
  get member(): GroupMember | undefined {
    return this._member;
  }

  /** True when it has no broker ids, was never updated, and its price fits float64. */
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

  /** Sets the prices at submission when the market accepts the order. */
  setPlaced(): void {
    this._isPlaced = true;
  }

  /** UTC instant at which the order expires; Infinity when it never does. */
  setExpiry(utc: number): void {
    this._expiresAt = utc;
  }

  /** The broker's ids of the order. */
  setBrokerIds(ids: readonly string[]): void {
    this._brokerIds = ids;
  }

  /** Sets average price and signed quantity of all fills so far. */
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

  /** Marks the stop of a stop limit order as triggered. */
  triggerStop(): void {
    this._stopTriggered = true;
  }

  /** Marks the trigger of a limit if touched order as touched. */
  touchTrigger(): void {
    this._triggerTouched = true;
  }

  /** Records the instant of a change of quantity, prices or state. */
  noteChange(utc: number): void {
    this._changedAt = utc;
    if (this._triggeredAt === undefined && (this._stopTriggered || this._triggerTouched)) this._triggeredAt = utc;
  }

  /** Moves the stop of a trailing stop. */
  moveStop(stopPrice: number): void {
    const { limit, trigger, trailing, trailingAsPercentage } = this._prices;
    this._prices = new OrderPrices(limit, stopPrice, trigger, trailing, trailingAsPercentage);
  }

  /** Applies an update. */
  apply(fields: UpdateOrderFields): void {
    if (fields.quantity !== undefined) this._quantity = fields.quantity;
    if (fields.tag !== undefined) this._tag = fields.tag;
    const { limit, stop, trigger, trailing, trailingAsPercentage } = this._prices;
    const { limitPrice = limit, stopPrice = stop, triggerPrice = trigger, trailingAmount = trailing } = fields;
    this._prices = new OrderPrices(limitPrice, stopPrice, triggerPrice, trailingAmount, trailingAsPercentage);
  }

  /** A copy for checking an update. */
  draft(fields: UpdateOrderFields): WorkingOrder {
    const draft = new WorkingOrder(this._id, { ...specificationOf(this), member: this._member });
    draft.setStatus(this._status);
    draft.setFilled(this._exactPrice, this._quantityFilled);
    if (this._submission !== undefined) draft.setSubmission(this._submission);
    draft.apply(fields);
    return draft;
  }
}

/** The current parts of an order. */
export function specificationOf(order: Order): OrderSpecification {
  const { type: orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous } = order;
  return { orderType, security, quantity, prices, timeUtc, tag, properties, asynchronous };
}
