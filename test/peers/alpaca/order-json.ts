import type { Decimal } from '../../../engine/model/decimal.ts';
import { averagePriceOf, type BookExecution, type BookOrder, leavesOf } from '../book.ts';
import { assetIdOf, type PeerAsset } from './assets.ts';

/** An order as the account sees it: the order of the book with Alpaca's ids. */
export interface AlpacaOrder {
  readonly id: string;
  readonly clientOrderId: string;
  readonly asset: PeerAsset;
  readonly orderClass: 'simple' | 'bracket' | 'oco' | 'oto';
  readonly notional: Decimal | undefined;
  readonly book: BookOrder;
  readonly legs: AlpacaOrder[];
  readonly isLeg: boolean;
  readonly replaces: string | undefined;
  replacedBy: string | undefined;
  /** A request that is under way and hides the state of the book. */
  pending: 'pending_new' | 'pending_cancel' | 'pending_replace' | undefined;
}

/** The status in Alpaca's words. */
export function statusOf({ pending, book }: AlpacaOrder): string {
  const { state, filled } = book;
  const isOpen = state === 'working' || state === 'queued' || state === 'held';
  if (pending !== undefined && isOpen) return pending;
  if (state === 'working') return filled.isZero ? 'new' : 'partially_filled';
  return state === 'queued' ? 'accepted' : state;
}

const text = (value: Decimal | undefined): string | null => value?.normalize().toString() ?? null;
const time = (utc: number | undefined): string | null => (utc === undefined ? null : new Date(utc).toISOString());

/** The order as every endpoint and the stream answer it. */
export function orderJson(order: AlpacaOrder, withLegs = true): Record<string, unknown> {
  const { book, asset } = order;
  const { request, endedUtc, state } = book;
  const endedAs = (name: BookOrder['state']): string | null => (state === name ? time(endedUtc) : null);
  return {
    id: order.id,
    client_order_id: order.clientOrderId,
    created_at: time(book.createdUtc),
    updated_at: time(book.updatedUtc),
    submitted_at: time(book.createdUtc),
    filled_at: endedAs('filled'),
    expired_at: endedAs('expired'),
    canceled_at: endedAs('canceled'),
    failed_at: endedAs('rejected'),
    replaced_at: endedAs('replaced'),
    replaced_by: order.replacedBy ?? null,
    replaces: order.replaces ?? null,
    asset_id: assetIdOf(asset.symbol),
    symbol: asset.symbol,
    asset_class: asset.class,
    notional: text(order.notional),
    qty: order.notional === undefined ? text(request.quantity) : null,
    filled_qty: text(book.filled),
    filled_avg_price: text(averagePriceOf(book)?.round(9)),
    order_class: order.orderClass === 'simple' ? '' : order.orderClass,
    order_type: request.type,
    type: request.type,
    side: request.side,
    time_in_force: request.timeInForce,
    limit_price: text(request.limitPrice),
    stop_price: text(book.stopPrice),
    status: statusOf(order),
    extended_hours: request.extendedHours ?? false,
    legs: withLegs && order.legs.length > 0 ? order.legs.map((leg) => orderJson(leg)) : null,
    trail_percent: text(request.trailPercent),
    trail_price: text(request.trailAmount),
    hwm: text(book.extreme),
  };
}

/** The id of an execution in activities: its time, then a UUID. */
export function activityIdOf(execution: BookExecution, executionId: string): string {
  const stamp = new Date(execution.utc).toISOString().replaceAll(/\D/g, '');
  return `${stamp}${String(execution.id).padStart(6, '0')}::${executionId}`;
}

/** An execution as an activity of type FILL. */
export function fillJson(order: AlpacaOrder, execution: BookExecution, executionId: string): Record<string, unknown> {
  const isLast = leavesOf(order.book).isZero && execution.leaves.isZero;
  return {
    id: activityIdOf(execution, executionId),
    activity_type: 'FILL',
    transaction_time: new Date(execution.utc).toISOString(),
    type: isLast ? 'fill' : 'partial_fill',
    price: text(execution.price),
    qty: text(execution.quantity),
    side: execution.side,
    symbol: execution.symbol,
    leaves_qty: text(execution.leaves),
    order_id: order.id,
    cum_qty: text(execution.cumulative),
    order_status: isLast ? 'filled' : 'partially_filled',
  };
}
