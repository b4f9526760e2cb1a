import type { OrderFee } from '../../../api/security-models.ts';
import type { Security } from '../../../securities/security.ts';
import { Order } from '../../order.ts';
import { NO_PRICES } from '../../../model/order-prices.ts';
import { OrderType } from '../../../model/order-types.ts';
import { DEFAULT_ORDER_PROPERTIES } from '../../../model/time-in-force.ts';

/** A market order that is only asked about, never placed. */
function imaginedMarketOrder(security: Security, quantity: number): Order {
  return new Order(0, {
    orderType: OrderType.Market,
    security,
    quantity,
    prices: NO_PRICES,
    timeUtc: security.utcTime,
    tag: '',
    properties: DEFAULT_ORDER_PROPERTIES,
    asynchronous: false,
  });
}

/** The fee of a market order of so many units now. */
export function feeOfMarketOrder(security: Security, quantity: number): OrderFee {
  return security.feeModel.getOrderFee(security, imaginedMarketOrder(security, quantity));
}
