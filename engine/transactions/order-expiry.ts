import { SecurityType } from '../model/security-type.ts';
import { dateOf, DAY, HOUR, timeOfDay } from '../data/time/calendar-math.ts';
import { TimeZone } from '../data/time/time-zone.ts';
import type { Order } from './order.ts';
import { TimeInForceKind } from '../model/time-in-force.ts';

/** Day orders for currencies expire at 17:00 New York time. */
const CURRENCY_CUT_OFF = 17 * HOUR;

/** The UTC instant at which an order expires; Infinity when it never does (LEAN's Common/Orders/TimeInForces). */
export function expiryOf(order: Order): number {
  const { timeInForce } = order.properties;
  if (timeInForce.kind === TimeInForceKind.GoodTilCanceled) return Infinity;
  const hours = order.security.exchangeHours;
  const isDay = timeInForce.kind === TimeInForceKind.Day;
  const orderTime = hours.timeZone.toLocal(order.timeUtc);
  if (!isDay && timeOfDay(timeInForce.expiry) !== 0) return hours.timeZone.toUtc(timeInForce.expiry);
  switch (order.securityType) {
    case SecurityType.Forex:
    case SecurityType.Cfd:
      return currencyExpiry(order, isDay);
    case SecurityType.Crypto:
    case SecurityType.CryptoFuture:
      return hours.timeZone.toUtc(dateOf(isDay ? orderTime : timeInForce.expiry) + DAY);
    default:
      return hours.timeZone.toUtc(hours.lastDailyMarketClose(isDay ? orderTime : dateOf(timeInForce.expiry), false));
  }
}

function currencyExpiry(order: Order, isDay: boolean): number {
  const newYork = TimeZone.of('America/New_York');
  const orderTime = newYork.toLocal(order.timeUtc);
  const isLate = timeOfDay(orderTime) > CURRENCY_CUT_OFF;
  const { expiry } = order.properties.timeInForce;
  const date = dateOf(isDay ? orderTime : expiry);
  const isNextDay = isLate && (isDay || dateOf(order.timeUtc) === date);
  return newYork.toUtc(date + CURRENCY_CUT_OFF + (isNextDay ? DAY : 0));
}
