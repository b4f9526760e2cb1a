import { NORMALIZATION_CODES, ORDER_STATUS_CODES, ORDER_TYPE_CODES } from '../model/lean-codes.ts';
import { Decimal } from '../model/decimal.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import { RecordBlocks } from '../model/record-blocks.ts';
import type { PriceFactor } from '../securities/security-cache.ts';
import type { Security } from '../securities/security.ts';
import { WorkingOrder } from './working-order.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import type { OrderStatus, OrderType } from '../model/order-types.ts';
import { SubmissionPrices } from './submission-prices.ts';
import type { OrderProperties } from '../model/time-in-force.ts';

const { codes: TYPE_CODES } = ORDER_TYPE_CODES;
const { codes: STATUS_CODES } = ORDER_STATUS_CODES;
const { codes: MODE_CODES } = NORMALIZATION_CODES;

/** Flags of an archived order, one bit each. */
const Mark = { Asynchronous: 1, Placed: 2, StopTriggered: 4, TriggerTouched: 8, FromTicks: 16, Priced: 32 } as const;

/** Offsets of an order's numbers in its record. */
const Archived = {
  /** Type, status, flags, adjustment mode, price scale and number of events, packed. */
  Packed: 0,
  /** Index of the shared parts, and the decimal places of prices and quotes, packed. */
  Shared: 1,
  /** Index of the order's prices. */
  Prices: 2,
  Quantity: 3,
  QuantityFilled: 4,
  Time: 5,
  FillTime: 6,
  CancelTime: 7,
  Expiry: 8,
  /** Mantissa. */
  Price: 9,
  Last: 10,
  Bid: 11,
  Ask: 12,
} as const;
const ARCHIVED_STRIDE = 13;

const MARKS_AT = 8;
const MODE_AT = 14;
const SCALE_AT = 17;
const EVENTS_UNIT = 2 ** 22;
const SHARED_UNIT = 2 ** 16;

/** Parts that many orders share and refer to by index. */
interface SharedParts {
  readonly security: Security;
  readonly properties: OrderProperties;
  readonly tag: string;
  readonly priceCurrency: string;
  readonly tradeFactor: PriceFactor | undefined;
  readonly quoteFactor: PriceFactor | undefined;
}

/**
 * The closed orders of a run as numeric records. Thousands of retained order objects would slow down every garbage
 * collection; numbers do not. An order's object is created again on request.
 *
 * Contains only plain orders: orders without an update or a cancellation request.
 */
export class OrderArchive {
  private readonly records = new RecordBlocks(ARCHIVED_STRIDE);
  private readonly sharedParts: SharedParts[] = [];
  /** Consecutive orders often have the same prices, especially market orders. */
  private readonly prices: OrderPrices[] = [];

  /** Archives an order; false when it is not plain and its objects must be kept. */
  take(ticket: OrderTicket): boolean {
    const { working: order } = ticket;
    if (order === undefined || !ticket.isPlain || !order.isPlain) return false;
    const { records, prices } = this;
    const index = order.id - 1;
    records.reserve(index);
    const block = records.block(index);
    const base = records.base(index);
    const { exactPrice, submissionPrices: submission } = order;
    if (prices.length === 0 || prices[prices.length - 1] !== order.prices) prices.push(order.prices);
    const bits = TYPE_CODES[order.type] | (STATUS_CODES[order.status] << 4) | (marksOf(order) << MARKS_AT);
    block[base + Archived.Packed] =
      order.lastEventId * EVENTS_UNIT +
      (bits | (MODE_CODES[order.priceAdjustmentMode] << MODE_AT) | (exactPrice.scale << SCALE_AT));
    block[base + Archived.Prices] = prices.length - 1;
    block[base + Archived.Quantity] = order.quantity;
    block[base + Archived.QuantityFilled] = order.quantityFilled;
    block[base + Archived.Time] = order.timeUtc;
    block[base + Archived.FillTime] = order.lastFillTimeUtc;
    block[base + Archived.CancelTime] = order.canceledTimeUtc;
    block[base + Archived.Expiry] = order.expiryUtc;
    block[base + Archived.Price] = exactPrice.mantissa;
    let places = 0;
    if (submission !== undefined) {
      places = ((submission.priceScales + 128) << 8) | submission.quoteScales;
      block[base + Archived.Last] = submission.last;
      block[base + Archived.Bid] = submission.ownBid ?? NaN;
      block[base + Archived.Ask] = submission.ownAsk ?? NaN;
    }
    block[base + Archived.Shared] = this.sharedPartsOf(order) * SHARED_UNIT + places;
    return true;
  }

  /** The archived order with an id. */
  order(id: number): WorkingOrder {
    const index = id - 1;
    const base = this.records.base(index);
    const record = this.records.block(index).subarray(base, base + ARCHIVED_STRIDE);
    const events = Math.floor(record[Archived.Packed] / EVENTS_UNIT);
    const bits = record[Archived.Packed] - events * EVENTS_UNIT;
    const marks = (bits >>> MARKS_AT) & 63;
    const { security, properties, tag, priceCurrency } = this.sharedIn(record);
    const order = new WorkingOrder(id, {
      orderType: ORDER_TYPE_CODES.names[bits & 15] as OrderType,
      security,
      quantity: record[Archived.Quantity],
      prices: this.prices[record[Archived.Prices]],
      timeUtc: record[Archived.Time],
      tag,
      properties,
      asynchronous: (marks & Mark.Asynchronous) !== 0,
    });
    order.setStatus(ORDER_STATUS_CODES.names[(bits >>> 4) & 15] as OrderStatus);
    if (!Number.isNaN(record[Archived.FillTime])) order.setFillTime(record[Archived.FillTime]);
    if (!Number.isNaN(record[Archived.CancelTime])) order.setCancelTime(record[Archived.CancelTime]);
    order.setExpiry(record[Archived.Expiry]);
    order.setFilled(Decimal.fromScaled(record[Archived.Price], bits >>> SCALE_AT), record[Archived.QuantityFilled]);
    order.setPriceCurrency(priceCurrency);
    order.setPriceAdjustmentMode(NORMALIZATION_CODES.names[(bits >>> MODE_AT) & 7] as DataNormalizationMode);
    order.lastEventId = events;
    if ((marks & Mark.Placed) !== 0) order.setPlaced();
    if ((marks & Mark.StopTriggered) !== 0) order.triggerStop();
    if ((marks & Mark.TriggerTouched) !== 0) order.touchTrigger();
    if ((marks & Mark.Priced) !== 0) order.setSubmission(this.submissionIn(record, marks));
    return order;
  }

  private sharedIn(record: Float64Array): SharedParts {
    return this.sharedParts[Math.floor(record[Archived.Shared] / SHARED_UNIT)];
  }

  private submissionIn(record: Float64Array, marks: number): SubmissionPrices {
    const { tradeFactor, quoteFactor } = this.sharedIn(record);
    const places = record[Archived.Shared] % SHARED_UNIT;
    const prices = new SubmissionPrices();
    prices.last = record[Archived.Last];
    if (!Number.isNaN(record[Archived.Bid])) prices.ownBid = record[Archived.Bid];
    if (!Number.isNaN(record[Archived.Ask])) prices.ownAsk = record[Archived.Ask];
    prices.isFromTicks = (marks & Mark.FromTicks) !== 0;
    prices.priceScales = (places >>> 8) - 128;
    prices.quoteScales = places & 255;
    if (tradeFactor !== undefined) prices.tradeFactor = tradeFactor;
    if (quoteFactor !== undefined) prices.quoteFactor = quoteFactor;
    return prices;
  }

  /** The index of the order's shared parts; compares only with the most recent parts. */
  private sharedPartsOf({
    security,
    properties,
    tag,
    priceCurrency,
    submissionPrices: submission,
  }: WorkingOrder): number {
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
}

/** Number of recent shared parts to compare with. */
const RECENT = 16;

function marksOf(order: WorkingOrder): number {
  return (
    (order.asynchronous ? Mark.Asynchronous : 0) |
    (order.isPlaced ? Mark.Placed : 0) |
    (order.stopTriggered ? Mark.StopTriggered : 0) |
    (order.triggerTouched ? Mark.TriggerTouched : 0) |
    (order.submission === undefined ? 0 : Mark.Priced) |
    (order.submissionPrices?.isFromTicks === true ? Mark.FromTicks : 0)
  );
}
