import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { OrderType } from '../../../model/order-types.ts';

/** A fee without trailing zeros. */
export function feeOf(amount: Decimal, currency: string): OrderFee {
  return { amount: amount.normalize(), currency };
}

/** The exact absolute quantity of an order. */
export function unitsOf(order: OrderView): Decimal {
  return Decimal.of(order.absoluteQuantity);
}

/**
 * The price for an order's value: the market price, or for orders with a price the better of the two
 * (limit, stop or, for stop limit and limit if touched, the limit price).
 */
export function valuePrice(order: OrderView, marketPrice: number): number {
  const { type } = order;
  const own = type === OrderType.StopMarket || type === OrderType.TrailingStop ? order.stopPrice : order.limitPrice;
  if (own === 0 && (type === OrderType.Market || type === OrderType.MarketOnOpen || type === OrderType.MarketOnClose))
    return marketPrice;
  return order.quantity < 0 ? Math.max(own, marketPrice) : Math.min(own, marketPrice);
}

/** Absolute value of an order at a price, in the security's quote currency. */
export function valueInQuoteCurrency(security: SecurityView, order: OrderView, price: number): Decimal {
  if (!(price > 0)) return Decimal.zero;
  return Decimal.of(price).mul(unitsOf(order)).mul(security.properties.contractMultiplier);
}

/** Absolute value of an order (LEAN's Order.GetValue), in account currency. */
export function valueInAccountCurrency(security: SecurityView, order: OrderView): Decimal {
  return valueInQuoteCurrency(security, order, valuePrice(order, security.price)).mul(
    security.quoteCurrency.exactConversionRate,
  );
}

/** Whether an order adds liquidity: limit orders that were not marketable at submission, or that are post-only. */
export function isMaker(order: OrderView): boolean {
  return order.type === OrderType.Limit && (order.properties.postOnly === true || !order.isMarketable);
}

/** Fee of crypto spot markets in the received currency: base currency for buys, quote currency for sells. */
export function feeInReceivedCurrency(
  security: SecurityView,
  order: OrderView,
  rate: Decimal,
  price: number,
): OrderFee {
  if (order.quantity > 0 && security.baseCurrency !== undefined)
    return feeOf(unitsOf(order).mul(rate), security.baseCurrency.symbol);
  return feeOf(valueInQuoteCurrency(security, order, price).mul(rate), security.quoteCurrency.symbol);
}
