import { EngineError } from '../model/engine-error.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import { NO_PRICES } from '../model/order-prices.ts';
import type { OrderPrices } from '../model/order-prices.ts';
import type { UpdateOrderFields } from '../api/order-view.ts';
import { OrderType } from '../model/order-types.ts';

/** Decimals have 96 bits. */
const BEYOND_DECIMALS = 2 ** 96;

/** @throws EngineError ORDER_BAD_QUANTITY unless quantity and prices are valid for an order */
export function requireFiniteOrder(security: Security, quantity: number, prices: OrderPrices): void {
  requireFinite(quantity, 'quantity', security);
  if (prices === NO_PRICES) return;
  requireFinite(prices.limit, 'limit price', security);
  requireFinite(prices.stop, 'stop price', security);
  requireFinite(prices.trigger, 'trigger price', security);
  requireFinite(prices.trailing, 'trailing amount', security);
}

/** @throws EngineError ORDER_BAD_QUANTITY unless the numbers of an update are valid for an order */
export function requireFiniteUpdate(security: Security, fields: UpdateOrderFields): void {
  const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount } = fields;
  if (quantity !== undefined) requireFinite(quantity, 'quantity', security);
  if (limitPrice !== undefined) requireFinite(limitPrice, 'limit price', security);
  if (stopPrice !== undefined) requireFinite(stopPrice, 'stop price', security);
  if (triggerPrice !== undefined) requireFinite(triggerPrice, 'trigger price', security);
  if (trailingAmount !== undefined) requireFinite(trailingAmount, 'trailing amount', security);
}

/** @throws EngineError ORDER_BAD_QUANTITY for NaN, infinities and numbers beyond the range of decimals */
export function requireFinite(value: number, what: string, security: Security): void {
  if (Number.isFinite(value) && Math.abs(value) < BEYOND_DECIMALS) return;
  const ticker = security.symbol.ticker;
  const remedy =
    typeof value === 'number'
      ? 'Check how it is computed; an indicator that is not ready is a common cause.'
      : 'Pass a number.';
  throw new EngineError(
    TRANSACTION_ERRORS.BAD_QUANTITY,
    `The ${what} of an order for ${ticker} is ${inWords(value)}. ${remedy}`,
    { data: { symbol: ticker, what, value: String(value) } },
  );
}

/** @throws EngineError ORDER_BAD_TYPE for an unknown type */
export function requireOrderType(security: Security, type: OrderType): void {
  if (Object.values(OrderType).includes(type)) return;
  const known = Object.keys(OrderType).map((name) => `OrderType.${name}`);
  throw new EngineError(
    TRANSACTION_ERRORS.BAD_TYPE,
    `An order for ${security.symbol.ticker} has the type ${inWords(type)}. Use one of ${known.join(', ')}.`,
    { data: { symbol: security.symbol.ticker, type } },
  );
}

/** An invalid value in a message; texts in quotes to distinguish "1" from 1. */
function inWords(value: unknown): string {
  return typeof value === 'string' ? `the text "${value}"` : String(value);
}
