import { NORMALIZATION_CODES, ORDER_STATUS_CODES, ORDER_TYPE_CODES, SECURITY_TYPE_CODES } from '../model/lean-codes.ts';
import { Decimal } from '../model/decimal.ts';
import type { HashedOrder, HashedTimeInForce } from '../statistics/order-json.ts';
import type { Order } from './order.ts';
import { TimeInForceKind } from '../model/time-in-force.ts';
import type { TimeInForce } from '../model/time-in-force.ts';

/** The representation of an order for the order list hash. */
export function toHashedOrder(order: Order): HashedOrder {
  const { submission, symbol } = order;
  return {
    id: order.id,
    type: ORDER_TYPE_CODES.codes[order.type],
    brokerIds: order.brokerIds,
    symbol: { value: symbol.ticker, id: symbol.id },
    securityType: SECURITY_TYPE_CODES.codes[symbol.securityType],
    price: order.exactPrice,
    priceCurrency: order.priceCurrency,
    timeUtc: order.timeUtc,
    lastFillTimeUtc: order.lastFillTimeUtc,
    lastUpdateTimeUtc: order.lastUpdateTimeUtc,
    canceledTimeUtc: order.canceledTimeUtc,
    quantity: Decimal.of(order.quantity),
    status: ORDER_STATUS_CODES.codes[order.status],
    tag: order.tag,
    timeInForce: timeInForceOf(order.properties.timeInForce),
    properties: order.properties.brokerFields,
    submission:
      submission === undefined
        ? null
        : { bidPrice: submission.exactBid, askPrice: submission.exactAsk, lastPrice: submission.exactLast },
    priceAdjustmentMode: NORMALIZATION_CODES.codes[order.priceAdjustmentMode],
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
