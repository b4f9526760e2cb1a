import { grown } from '../data/feed/synchronizer.ts';
import { Decimal } from '../model/decimal.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';
import { Order } from './order.ts';
import type { OrderPrices } from './order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderStatus, OrderType } from './order-types.ts';
import { SubmissionPrices } from './submission-prices.ts';
import type { OrderProperties } from './time-in-force.ts';

/** What is true of an archived order, one bit each. */
const Mark = { Asynchronous: 1, Placed: 2, StopTriggered: 4, TriggerTouched: 8, FromTicks: 16, Priced: 32 } as const;

/** What is the same for many orders, and referred to by each. */
interface SharedParts {
  readonly security: Security;
  readonly properties: OrderProperties;
  readonly tag: string;
  readonly priceCurrency: string;
  readonly tradeFactor: PriceFactor | undefined;
  readonly quoteFactor: PriceFactor | undefined;
}

/**
 * The closed orders of a run, column by column. Thousands of orders that nobody looks at any more would burden every
 * garbage collection; as columns they do not. An order's object is made anew when somebody asks for it.
 *
 * Only plain orders come here: those of which nothing was asked but to be placed.
 */
export class OrderArchive {
  private type = new Uint8Array(64);
  private status = new Uint8Array(64);
  private marks = new Uint8Array(64);
  private priceAdjustmentMode = new Uint8Array(64);
  private quantity = new Float64Array(64);
  private quantityFilled = new Float64Array(64);
  private time = new Float64Array(64);
  private fillTime = new Float64Array(64);
  private cancelTime = new Float64Array(64);
  private expiry = new Float64Array(64);
  private price = new Float64Array(64);
  private priceScale = new Uint8Array(64);
  private events = new Int32Array(64);
  private last = new Float64Array(64);
  private bid = new Float64Array(64);
  private ask = new Float64Array(64);
  private priceScales = new Int8Array(64);
  private quoteScales = new Uint8Array(64);
  /** Place of the shared parts; many orders in a row have the same. */
  private shared = new Int32Array(64);
  private readonly sharedParts: SharedParts[] = [];
  private readonly prices: OrderPrices[] = [];

  /** Takes an order in; false when it is not plain and its objects must stay. */
  take(ticket: OrderTicket): boolean {
    const { order } = ticket;
    if (order === undefined || !ticket.isPlain || !order.isPlain) return false;
    const index = order.id - 1;
    while (index >= this.type.length) this.grow();
    this.type[index] = order.type;
    this.status[index] = order.status;
    this.priceAdjustmentMode[index] = order.priceAdjustmentMode;
    this.quantity[index] = order.quantity;
    this.quantityFilled[index] = order.quantityFilled;
    this.time[index] = order.timeUtc;
    this.fillTime[index] = order.lastFillTimeUtc;
    this.cancelTime[index] = order.canceledTimeUtc;
    this.expiry[index] = order.expiryUtc;
    this.price[index] = order.exactPrice.mantissa;
    this.priceScale[index] = order.exactPrice.scale;
    this.events[index] = order.lastEventId;
    while (this.prices.length <= index) this.prices.push(order.prices);
    this.prices[index] = order.prices;
    this.shared[index] = this.sharedPartsOf(order);
    this.marks[index] = marksOf(order) | this.takeSubmission(index, order.submission);
    return true;
  }

  /** The order of an id that was taken in. */
  order(id: number): Order {
    const index = id - 1;
    const { security, properties, tag, priceCurrency } = this.sharedParts[this.shared[index]];
    const marks = this.marks[index];
    const order = new Order(id, {
      orderType: this.type[index] as OrderType,
      security,
      quantity: this.quantity[index],
      prices: this.prices[index],
      timeUtc: this.time[index],
      tag,
      properties,
      asynchronous: (marks & Mark.Asynchronous) !== 0,
    });
    order.status = this.status[index] as OrderStatus;
    order.quantityFilled = this.quantityFilled[index];
    if (!Number.isNaN(this.fillTime[index])) order.lastFillTimeUtc = this.fillTime[index];
    if (!Number.isNaN(this.cancelTime[index])) order.canceledTimeUtc = this.cancelTime[index];
    order.expiryUtc = this.expiry[index];
    order.exactPrice = Decimal.fromScaled(this.price[index], this.priceScale[index]);
    order.priceCurrency = priceCurrency;
    order.priceAdjustmentMode = this.priceAdjustmentMode[index] as DataNormalizationMode;
    order.lastEventId = this.events[index];
    order.isPlaced = (marks & Mark.Placed) !== 0;
    order.stopTriggered = (marks & Mark.StopTriggered) !== 0;
    order.triggerTouched = (marks & Mark.TriggerTouched) !== 0;
    if ((marks & Mark.Priced) !== 0) order.submission = this.submission(index);
    return order;
  }

  private takeSubmission(index: number, submission: SubmissionPrices | undefined): number {
    if (submission === undefined) return 0;
    this.last[index] = submission.last;
    this.bid[index] = submission.ownBid ?? NaN;
    this.ask[index] = submission.ownAsk ?? NaN;
    this.priceScales[index] = submission.priceScales;
    this.quoteScales[index] = submission.quoteScales;
    return Mark.Priced | (submission.isFromTicks ? Mark.FromTicks : 0);
  }

  private submission(index: number): SubmissionPrices {
    const { tradeFactor, quoteFactor } = this.sharedParts[this.shared[index]];
    const prices = new SubmissionPrices();
    prices.last = this.last[index];
    if (!Number.isNaN(this.bid[index])) prices.ownBid = this.bid[index];
    if (!Number.isNaN(this.ask[index])) prices.ownAsk = this.ask[index];
    prices.isFromTicks = (this.marks[index] & Mark.FromTicks) !== 0;
    prices.priceScales = this.priceScales[index];
    prices.quoteScales = this.quoteScales[index];
    if (tradeFactor !== undefined) prices.tradeFactor = tradeFactor;
    if (quoteFactor !== undefined) prices.quoteFactor = quoteFactor;
    return prices;
  }

  /** The place of what the order shares with others; looks at the parts noted last only. */
  private sharedPartsOf({ security, properties, tag, priceCurrency, submission }: Order): number {
    const { sharedParts } = this;
    const tradeFactor = submission?.tradeFactor;
    const quoteFactor = submission?.quoteFactor;
    const last = sharedParts.length - 1;
    for (let i = last; i >= 0 && i > last - RECENT; i--) {
      const parts = sharedParts[i];
      if (
        parts.security === security &&
        parts.tag === tag &&
        parts.properties === properties &&
        parts.priceCurrency === priceCurrency &&
        parts.tradeFactor === tradeFactor &&
        parts.quoteFactor === quoteFactor
      ) {
        return i;
      }
    }
    return sharedParts.push({ security, properties, tag, priceCurrency, tradeFactor, quoteFactor }) - 1;
  }

  private grow(): void {
    const length = this.type.length * 2;
    this.type = grown(this.type, length, Uint8Array);
    this.status = grown(this.status, length, Uint8Array);
    this.marks = grown(this.marks, length, Uint8Array);
    this.priceAdjustmentMode = grown(this.priceAdjustmentMode, length, Uint8Array);
    this.quantity = grown(this.quantity, length, Float64Array);
    this.quantityFilled = grown(this.quantityFilled, length, Float64Array);
    this.time = grown(this.time, length, Float64Array);
    this.fillTime = grown(this.fillTime, length, Float64Array);
    this.cancelTime = grown(this.cancelTime, length, Float64Array);
    this.expiry = grown(this.expiry, length, Float64Array);
    this.price = grown(this.price, length, Float64Array);
    this.priceScale = grown(this.priceScale, length, Uint8Array);
    this.events = grown(this.events, length, Int32Array);
    this.last = grown(this.last, length, Float64Array);
    this.bid = grown(this.bid, length, Float64Array);
    this.ask = grown(this.ask, length, Float64Array);
    this.priceScales = grown(this.priceScales, length, Int8Array);
    this.quoteScales = grown(this.quoteScales, length, Uint8Array);
    this.shared = grown(this.shared, length, Int32Array);
  }
}

/** How many of the shared parts noted last are looked at. */
const RECENT = 16;

function marksOf(order: Order): number {
  return (
    (order.asynchronous ? Mark.Asynchronous : 0) |
    (order.isPlaced ? Mark.Placed : 0) |
    (order.stopTriggered ? Mark.StopTriggered : 0) |
    (order.triggerTouched ? Mark.TriggerTouched : 0)
  );
}
