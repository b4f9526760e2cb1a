import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import { MINUTE, timeOfDay } from '../../../data/time/calendar-math.ts';
import { Decimal } from '../../../model/decimal.ts';
import type { SecurityType } from '../../../model/security-type.ts';
import { OrderType } from '../../../model/order-types.ts';

/** Times of day between which market on open orders are accepted; across midnight when the first is later. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

/** Refuses types of securities that a broker does not trade. */
export function refuseSecurityType(security: SecurityView, supported: ReadonlySet<SecurityType>): string | undefined {
  const type = security.symbol.securityType;
  return supported.has(type) ? undefined : `The broker does not trade securities of type ${type}.`;
}

/** Refuses order types that a broker does not accept. */
export function refuseOrderType(order: OrderView, supported: ReadonlySet<OrderType>): string | undefined {
  return supported.has(order.type) ? undefined : `The broker does not accept ${order.type} orders.`;
}

/** Refuses quantities below the market's minimum order size. */
export function refuseOrderSize(security: SecurityView, quantity: number): string | undefined {
  const smallest = security.properties.minimumOrderSize;
  if (smallest === undefined || Decimal.of(Math.abs(quantity)).gte(smallest)) return undefined;
  return `The quantity ${quantity} is below the market's minimum order size of ${smallest.toString()}.`;
}

/** Refuses auction orders that would reverse a position. */
export function refuseCrossingZero(security: SecurityView, order: OrderView): string | undefined {
  if (order.type !== OrderType.MarketOnOpen && order.type !== OrderType.MarketOnClose) return undefined;
  return crossesZero(security, order.quantity)
    ? `${order.type} orders cannot reverse a position; close it first.`
    : undefined;
}

export function crossesZero(security: SecurityView, quantity: number): boolean {
  const held = security.holdings.quantity;
  return held * quantity < 0 && held * (held + quantity) < 0;
}

/** Refuses market on open orders for other securities or outside of a window around the day's regular hours. */
export function refuseMarketOnOpen(
  security: SecurityView,
  order: OrderView,
  supported: ReadonlySet<SecurityType>,
  window: (open: number, close: number) => TimeWindow,
): string | undefined {
  if (order.type !== OrderType.MarketOnOpen) return undefined;
  const type = security.symbol.securityType;
  if (!supported.has(type)) return `The broker does not accept MarketOnOpen orders for securities of type ${type}.`;
  const local = security.localTime;
  const regular = security.exchangeHours.dayHours(local);
  if (regular.regularOpen !== regular.regularOpen) return undefined;
  const { from, until } = window(regular.regularOpen, regular.regularClose);
  const now = timeOfDay(local);
  const isInside = from <= until ? now >= from && now < until : now >= from || now < until;
  return isInside ? undefined : `MarketOnOpen orders are accepted only from ${clockText(from)} to ${clockText(until)}.`;
}

function clockText(time: number): string {
  const minutes = Math.floor(time / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
