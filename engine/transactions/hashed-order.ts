import { Decimal } from '../model/decimal.ts';
import type { HashedOrder, HashedTimeInForce } from '../statistics/order-json.ts';
import type { Order } from './order.ts';
import { TimeInForceKind } from '../model/time-in-force.ts';
import type { TimeInForce } from '../model/time-in-force.ts';

/** An order as the order list hash sees it. */
export function toHashedOrder(order: Order): HashedOrder {
  const { submission, symbol } = order;
  return {
    id: order.id,
    type: order.type,
    brokerIds: order.brokerIds,
    symbol: { value: symbol.ticker, id: symbol.id },
    securityType: symbol.securityType,
    price: order.exactPrice,
    priceCurrency: order.priceCurrency,
    timeUtc: order.timeUtc,
    lastFillTimeUtc: order.lastFillTimeUtc,
    lastUpdateTimeUtc: order.lastUpdateTimeUtc,
    canceledTimeUtc: order.canceledTimeUtc,
    quantity: Decimal.of(order.quantity),
    status: order.status,
    tag: order.tag,
    timeInForce: timeInForceOf(order.properties.timeInForce),
    properties: order.properties.brokerFields,
    submission:
      submission === undefined
        ? null
        : { bidPrice: submission.exactBid, askPrice: submission.exactAsk, lastPrice: submission.exactLast },
    priceAdjustmentMode: order.priceAdjustmentMode,
    limitPrice: Decimal.of(order.limitPrice),
    stopPrice: Decimal.of(order.stopPrice),
    triggerPrice: Decimal.of(order.triggerPrice),
    trailingAmount: Decimal.of(order.trailingAmount),
    trailingAsPercentage: order.trailingAsPercentage,
    stopTriggered: order.stopTriggered,
    triggerTouched: order.triggerTouched,
  };
}

function timeInForceOf(timeInForce: TimeInForce): HashedTimeInForce {
  if (timeInForce.kind === TimeInForceKind.GoodTilCanceled) return { kind: 'GoodTilCanceled' };
  return timeInForce.kind === TimeInForceKind.Day
    ? { kind: 'Day' }
    : { kind: 'GoodTilDate', expiry: timeInForce.expiry };
}
