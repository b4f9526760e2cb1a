import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Decimal } from '../model/decimal.ts';
import type { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import type { OrderDirection, OrderStatus, OrderType } from '../model/order-types.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { OrderProperties } from '../model/time-in-force.ts';
import type { OrderFee } from './security-models.ts';
import type { SecurityView } from './security-view.ts';

/** What the market said when an order was submitted (LEAN's OrderSubmissionData). */
export interface SubmissionView {
  /** The last price where there is no quote. */
  readonly bid: number;
  readonly exactBid: Decimal;
  readonly ask: number;
  readonly exactAsk: Decimal;
  readonly last: number;
  readonly exactLast: Decimal;
}

/** The group that an order belongs to: a bracket, one-cancels-other or one-triggers-other. */
export interface OrderGroupView {
  /** From 1 in each run. */
  readonly id: number;
  readonly kind: OrderGroupKind;
  readonly role: OrderGroupRole;
}

/** An order of any type as models, brokers and result handlers read it. Times are UTC instants, NaN for "not yet". */
export interface OrderView {
  /** From 1; 0 for an order that is only asked about, never placed. */
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
  /** Prices are 0 where the order's type has none. */
  readonly limitPrice: number;
  readonly stopPrice: number;
  readonly triggerPrice: number;
  /** Distance of a trailing stop: price units, or a share of the price (0.05 = 5 %) when `trailingAsPercentage`. */
  readonly trailingAmount: number;
  readonly trailingAsPercentage: boolean;
  /** A stop limit order whose stop has been passed. */
  readonly stopTriggered: boolean;
  /** A limit if touched order whose trigger has been touched. */
  readonly triggerTouched: boolean;
  readonly tag: string;
  readonly status: OrderStatus;
  /** Filled, cancelled or invalid. */
  readonly isClosed: boolean;
  /** Whether the order took liquidity at once: market orders, and limit orders beyond the opposite quote at submission. */
  readonly isMarketable: boolean;
  readonly properties: OrderProperties;
  /** The group that it belongs to, where it does. */
  readonly group?: OrderGroupView;
  readonly timeUtc: number;
  /**
   * From when on the present terms hold: when the order was placed, or when its quantity or one of its prices was last changed,
   * moved or triggered. Only data that end after it may fill the order.
   */
  readonly effectiveUtc: number;
  /** When a stop limit or limit if touched order became a limit order. */
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
  /** What the broker calls the order. */
  readonly brokerIds: readonly string[];
  /** Undefined before submission. */
  readonly submission: SubmissionView | undefined;
}

/** What an update of an order changes; what is left out stays. */
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
