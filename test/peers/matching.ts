import { Decimal } from '../../engine/model/decimal.ts';
import type { BookOrder, Side } from './book.ts';
import type { MarketQuote } from './market.ts';

/** The price that a side pays or receives at once. */
export function quotedPrice({ bid, ask }: MarketQuote, side: Side): Decimal {
  return side === 'buy' ? ask : bid;
}

/**
 * The price at which an order fills when the market offers `price`; undefined when it does not fill.
 * A stop that is reached becomes triggered.
 */
export function matchPrice(order: BookOrder, price: Decimal): Decimal | undefined {
  const { type, side, limitPrice } = order.request;
  const isStop = type === 'stop' || type === 'stop_limit' || type === 'trailing_stop';
  if (isStop && !order.isTriggered) {
    if (order.stopPrice === undefined || !isBeyond(side, price, order.stopPrice)) return undefined;
    order.isTriggered = true;
  }
  if (limitPrice === undefined) return price;
  return isWithin(side, price, limitPrice) ? price : undefined;
}

/** Moves the stop price of a trailing stop after the best price since it was accepted. */
export function trail(order: BookOrder, price: Decimal): void {
  const { type, side, trailAmount, trailPercent } = order.request;
  if (type !== 'trailing_stop') return;
  const isBetter = order.extreme === undefined || (side === 'sell' ? price.gt(order.extreme) : price.lt(order.extreme));
  if (!isBetter) return;
  order.extreme = price;
  const distance = trailAmount ?? price.mul(trailPercent ?? Decimal.zero).div(Decimal.oneHundred);
  order.stopPrice = side === 'sell' ? price.sub(distance) : price.add(distance);
}

const isBeyond = (side: Side, price: Decimal, stop: Decimal): boolean =>
  side === 'buy' ? price.gte(stop) : price.lte(stop);

const isWithin = (side: Side, price: Decimal, limit: Decimal): boolean =>
  side === 'buy' ? price.lte(limit) : price.gte(limit);
