import type { OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import type { Security } from '../../../securities/security.ts';
import type { Order } from '../../order.ts';
import { OrderType } from '../../../model/order-types.ts';

/** A fee without trailing zeros. */
export function feeOf(amount: Decimal, currency: string): OrderFee {
  return { amount: amount.normalize(), currency };
}

/** Units of an order, exact and without sign. */
export function unitsOf(order: Order): Decimal {
  return Decimal.of(order.absoluteQuantity);
}

/** Absolute value of an order at a price, in the security's quote currency. */
export function valueInQuoteCurrency(security: Security, order: Order, price: number): Decimal {
  if (!(price > 0)) return Decimal.zero;
  return Decimal.of(price).mul(unitsOf(order)).mul(security.properties.contractMultiplier);
}

/** Absolute value that LEAN reckons an order with (Order.GetValue), in account currency. */
export function valueInAccountCurrency(security: Security, order: Order): Decimal {
  return valueInQuoteCurrency(security, order, order.valuePrice(security.price)).mul(
    security.quoteCurrency.exactConversionRate,
  );
}

/** Whether an order adds liquidity: limit orders that were not marketable when submitted, or that must never take. */
export function isMaker(order: Order): boolean {
  return order.type === OrderType.Limit && (order.properties.postOnly === true || !order.isMarketable);
}

/** Fee of crypto spot markets that charge what is received: base currency for buys, quote currency for sells. */
export function feeInReceivedCurrency(security: Security, order: Order, rate: Decimal, price: number): OrderFee {
  if (order.quantity > 0 && security.baseCurrency !== undefined)
    return feeOf(unitsOf(order).mul(rate), security.baseCurrency.symbol);
  return feeOf(valueInQuoteCurrency(security, order, price).mul(rate), security.quoteCurrency.symbol);
}
