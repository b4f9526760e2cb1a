import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import { OrderPrices } from '../model/order-prices.ts';

const SUB_DOLLAR_INCREMENT = Decimal.fromScaled(1, 4);
const ON_GRID = 1e-9;

/** Rounds a quantity toward zero to whole lots. */
export function roundToLot(quantity: number, security: Security): number {
  const lot = security.properties.lotSize;
  if (lot.mantissa === 1 && lot.scale === 0 && Number.isInteger(quantity)) return quantity;
  const exact = Decimal.of(quantity);
  const rest = exact.mod(lot);
  return rest.isZero ? quantity : exact.sub(rest).toNumber();
}

/**
 * Rounds the prices of an order to the tick size (half to even). Adjusted equity prices have no tick size, raw equity prices
 * below one dollar 0.0001, all others that of the symbol.
 */
export function roundPrices(order: WorkingOrder): void {
  const { security, prices } = order;
  const limit = roundPrice(prices.limit, security);
  const stop = roundPrice(prices.stop, security);
  const trigger = roundPrice(prices.trigger, security);
  const trailing = prices.trailingAsPercentage ? prices.trailing : roundPrice(prices.trailing, security);
  if (limit === prices.limit && stop === prices.stop && trigger === prices.trigger && trailing === prices.trailing)
    return;
  order.setPrices(new OrderPrices(limit, stop, trigger, trailing, prices.trailingAsPercentage));
}

function roundPrice(price: number, security: Security): number {
  if (price === 0) return 0;
  const increment = incrementOf(price, security);
  if (increment.isZero) return price;
  const steps = price / increment.toNumber();
  if (Math.abs(steps - Math.round(steps)) <= ON_GRID * Math.abs(steps)) return price;
  return Decimal.of(price).div(increment).round().mul(increment).toNumber();
}

function incrementOf(price: number, security: Security): Decimal {
  if (security.symbol.securityType === SecurityType.Equity) {
    if (security.dataNormalizationMode !== DataNormalizationMode.Raw) return Decimal.zero;
    if (price < 1) return SUB_DOLLAR_INCREMENT;
  }
  return security.properties.minimumPriceVariation;
}
