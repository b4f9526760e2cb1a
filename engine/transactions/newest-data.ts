import { Field } from '../model/market-fields.ts';
import type { Order } from './order.ts';

/** Whether the security has a row that ends after the order was placed: before that a market on open order cannot fill. */
export function hasDataSince(order: Order): boolean {
  const { security } = order;
  return security.cache.get(Field.LastDataEnd) > security.exchangeHours.timeZone.toLocal(order.timeUtc);
}

/** Whether the newest bar began no earlier than the order's terms, with a price beyond the order's limit. */
export function opensBeyond(order: Order): boolean {
  const { cache, exchangeHours } = order.security;
  const start = Math.max(cache.get(Field.TradeTime) || -Infinity, cache.get(Field.QuoteTime) || -Infinity);
  if (!(exchangeHours.timeZone.toUtc(start) >= order.effectiveUtc)) return false;
  const open = cache.get(Field.Open);
  return order.quantity > 0 ? open < order.limitPrice : open > order.limitPrice;
}
