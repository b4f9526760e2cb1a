import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Decimal } from '../model/decimal.ts';
import type { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import type { OrderDirection, OrderStatus, OrderType } from '../model/order-types.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { OrderProperties } from '../model/time-in-force.ts';
import type { OrderFee } from './security-models.ts';
import type { SecurityView } from './security-view.ts';

/** Market prices at the submission of an order (LEAN's OrderSubmissionData). */
export interface SubmissionView {
  /** The last price when there is no quote. */
  readonly bid: number;
  readonly exactBid: Decimal;
  readonly ask: number;
  readonly exactAsk: Decimal;
  readonly last: number;
  readonly exactLast: Decimal;
}

/** The group that an order belongs to: a bracket, one-cancels-other or one-triggers-other. */
export interface OrderGroupView {
  /** Starts at 1 in each run. */
  readonly id: number;
  readonly kind: OrderGroupKind;
  readonly role: OrderGroupRole;
}

/** A readonly order of any type for models, brokers and result handlers. Times are UTC instants, NaN until they occur. */
export interface OrderView {
  /** Starts at 1; 0 for a hypothetical order that is never placed. */
  readonly id: number;
  readonly type: OrderType;
  readonly security: SecurityView;
  readonly symbol: SecuritySymbol;
  readonly securityType: SecurityType;
  /** Signed: positive buys, negative sells. */
  readonly quantity: number;
  readonly absoluteQuantity: number;
  readonly direction: OrderDirection;
  /** Signed. */
  readonly quantityFilled: number;
  /** Signed. */
  readonly quantityRemaining: number;
  /** Prices that the order's type does not have are 0. */
  readonly limitPrice: number;
  readonly stopPrice: number;
  readonly triggerPrice: number;
  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %) when `trailingAsPercentage`. */
  readonly trailingAmount: number;
  readonly trailingAsPercentage: boolean;
  /** True for a stop limit order whose stop has triggered. */
  readonly stopTriggered: boolean;
  /** True for a limit if touched order whose trigger price has been touched. */
  readonly triggerTouched: boolean;
  readonly tag: string;
  readonly status: OrderStatus;
  /** True when the order is filled, cancelled or invalid. */
  readonly isClosed: boolean;
  /** Whether the order was marketable at submission: market orders, and limit orders at or beyond the opposite quote. */
  readonly isMarketable: boolean;
  readonly properties: OrderProperties;
  /** The order's group, if it has one. */
  readonly group?: OrderGroupView;
  readonly timeUtc: number;
  /**
   * When the current terms took effect: the placement of the order, or the last change of its quantity or of a price,
   * triggers included. Only data that end later may fill the order.
   */
  readonly effectiveUtc: number;
  /** When a stop limit or limit if touched order was triggered and became a limit order. */
  readonly triggeredUtc: number;
  readonly lastFillTimeUtc: number;
  readonly lastUpdateTimeUtc: number;
  readonly canceledTimeUtc: number;
  /** Average fill price; 0 before the first fill. */
  readonly price: number;
  readonly exactPrice: Decimal;
  /** The currency that the order's prices are in. */
  readonly priceCurrency: string;
  readonly priceAdjustmentMode: DataNormalizationMode;
  /** The broker's ids of the order. */
  readonly brokerIds: readonly string[];
  /** Undefined before submission. */
  readonly submission: SubmissionView | undefined;
}

/** The fields of an order update; omitted fields stay unchanged. */
export interface UpdateOrderFields {
  /** Signed. */
  readonly quantity?: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  readonly trailingAmount?: number;
  readonly tag?: string;
}

/** One change of one order: submitted, updated, filled, cancelled, refused (LEAN's OrderEvent). */
export interface OrderEventView {
  readonly orderId: number;
  /** Number of this event among those of its order, from 1. */
  readonly id: number;
  readonly security: SecurityView;
  readonly symbol: SecuritySymbol;
  readonly utcTime: number;
  readonly status: OrderStatus;
  readonly direction: OrderDirection;
  /** Price of the fill; 0 when the event fills nothing. */
  readonly fillPrice: number;
  readonly exactFillPrice: Decimal;
  /** Signed quantity of the fill. */
  readonly fillQuantity: number;
  readonly exactFillQuantity: Decimal;
  /** True when the event fills the order or a part of it. */
  readonly isFill: boolean;
  readonly orderFee: OrderFee;
  readonly message: string;
  /** Quantity and prices of the order when the event happened. */
  readonly quantity: number;
  readonly limitPrice: number;
  readonly stopPrice: number;
  readonly triggerPrice: number;
  readonly trailingAmount: number;
}
