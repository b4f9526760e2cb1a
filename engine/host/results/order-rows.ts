import type { OrderRow } from '../../api/result-handler.ts';
import type { Order } from '../../transactions/order.ts';
import type { OrderEvent } from '../../transactions/order-event.ts';
import { orderStatusName, OrderType, orderTypeName } from '../../transactions/order-types.ts';

/** One change of an order as result files have it; times are ISO 8601 in UTC, money is exact text. */
export interface OrderEventRow {
  readonly orderId: number;
  readonly eventId: number;
  readonly time: string;
  readonly symbol: string;
  readonly status: string;
  readonly quantity: number;
  readonly fillQuantity?: string;
  readonly fillPrice?: string;
  readonly fee?: string;
  readonly feeCurrency?: string;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  readonly message?: string;
}

function orderEventRow(event: OrderEvent): OrderEventRow {
  const { isFill } = event;
  const hasFee = !event.orderFee.amount.isZero;
  return {
    orderId: event.orderId,
    eventId: event.id,
    time: isoTime(event.utcTime),
    symbol: event.symbol.key,
    status: orderStatusName(event.status),
    quantity: event.quantity,
    fillQuantity: isFill ? event.exactFillQuantity.toString() : undefined,
    fillPrice: isFill ? event.exactFillPrice.toString() : undefined,
    fee: hasFee ? event.orderFee.amount.toString() : undefined,
    feeCurrency: hasFee ? event.orderFee.currency : undefined,
    limitPrice: event.limitPrice || undefined,
    stopPrice: event.stopPrice || undefined,
    triggerPrice: event.triggerPrice || undefined,
    message: event.message || undefined,
  };
}

export function orderRow(order: Order): OrderRow {
  const { type } = order;
  const hasLimit = type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
  const hasStop = type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
  return {
    id: order.id,
    symbol: order.symbol.key,
    type: orderTypeName(type),
    status: orderStatusName(order.status),
    quantity: order.quantity,
    quantityFilled: order.quantityFilled,
    price: order.quantityFilled === 0 ? '' : order.exactPrice.toString(),
    limitPrice: hasLimit ? order.limitPrice : undefined,
    stopPrice: hasStop ? order.stopPrice : undefined,
    triggerPrice: type === OrderType.LimitIfTouched ? order.triggerPrice : undefined,
    created: isoTime(order.createdTimeUtc),
    lastFill: isoTime(order.lastFillTimeUtc),
    canceled: isoTime(order.canceledTimeUtc),
    tag: order.tag,
  };
}

const linesOfEvents = new WeakMap<readonly OrderEvent[], readonly string[]>();

/** One line of JSON an event; made once, as the hash and the document of a run both need them. */
export function orderEventLines(events: readonly OrderEvent[]): readonly string[] {
  let lines = linesOfEvents.get(events);
  if (lines === undefined) {
    lines = events.map((event) => JSON.stringify(orderEventRow(event)));
    linesOfEvents.set(events, lines);
  }
  return lines;
}

/** ISO 8601 in UTC without the milliseconds where there are none; empty for "not yet". */
export function isoTime(utc: number): string {
  if (Number.isNaN(utc)) return '';
  const timeOfDay = utc - Math.floor(utc / DAY) * DAY;
  return `${isoDate(utc - timeOfDay)}T${isoTimeOfDay(timeOfDay)}`;
}

const DAY = 86_400_000;
const dates = new Map<number, string>();
const timesOfDay = new Map<number, string>();
const MOST_KEPT = 100_000;

/** Samples and events share days and times of day, so each is put into words once. */
function isoDate(midnight: number): string {
  return kept(dates, midnight, () => new Date(midnight).toISOString().slice(0, 10));
}

function isoTimeOfDay(milliseconds: number): string {
  return kept(timesOfDay, milliseconds, () => new Date(milliseconds).toISOString().slice(11).replace('.000Z', 'Z'));
}

function kept(texts: Map<number, string>, key: number, make: () => string): string {
  let text = texts.get(key);
  if (text === undefined) {
    text = make();
    if (texts.size < MOST_KEPT) texts.set(key, text);
  }
  return text;
}
