import type { OrderFee } from '../../../api/security-models.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { Security } from '../../../securities/security.ts';
import { WorkingOrder } from '../../working-order.ts';
import { orderFee } from './order-fee.ts';
import { NO_PRICES } from '../../../model/order-prices.ts';
import { OrderType } from '../../../model/order-types.ts';
import { DEFAULT_ORDER_PROPERTIES } from '../../../model/time-in-force.ts';

/** A hypothetical market order, never placed. It has the class of placed orders, so that fee models stay monomorphic. */
function imaginedMarketOrder(security: SecurityView, quantity: number): WorkingOrder {
  return new WorkingOrder(0, {
    orderType: OrderType.Market,
    security: security as Security,
    quantity,
    prices: NO_PRICES,
    timeUtc: security.utcTime,
    tag: '',
    properties: DEFAULT_ORDER_PROPERTIES,
    asynchronous: false,
  });
}

/** The fee of a market order of `quantity` units now. */
export function feeOfMarketOrder(security: SecurityView, quantity: number): OrderFee {
  return orderFee(security, imaginedMarketOrder(security, quantity));
}
