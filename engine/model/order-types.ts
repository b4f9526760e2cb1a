/** Kinds of orders; the numbers are LEAN's, as they stand in the order list hash (Common/Orders/OrderTypes.cs). */
export const OrderType = {
  Market: 0,
  Limit: 1,
  StopMarket: 2,
  StopLimit: 3,
  MarketOnOpen: 4,
  MarketOnClose: 5,
  LimitIfTouched: 7,
  TrailingStop: 11,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** Where an order stands in its life; the numbers are LEAN's. */
export const OrderStatus = {
  New: 0,
  Submitted: 1,
  PartiallyFilled: 2,
  Filled: 3,
  Canceled: 5,
  None: 6,
  Invalid: 7,
  CancelPending: 8,
  UpdateSubmitted: 9,
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** The side of an order; the numbers are LEAN's. */
export const OrderDirection = { Buy: 0, Sell: 1, Hold: 2 } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

/** The figures of an order that a ticket gives access to. */
export const OrderField = {
  LimitPrice: 0,
  StopPrice: 1,
  TriggerPrice: 2,
  TrailingAmount: 3,
  TrailingAsPercentage: 4,
} as const;
export type OrderField = (typeof OrderField)[keyof typeof OrderField];

const TYPE_NAMES = [
  'Market',
  'Limit',
  'StopMarket',
  'StopLimit',
  'MarketOnOpen',
  'MarketOnClose',
  'OptionExercise',
  'LimitIfTouched',
  'ComboMarket',
  'ComboLimit',
  'ComboLegLimit',
  'TrailingStop',
];
const STATUS_NAMES = [
  'New',
  'Submitted',
  'PartiallyFilled',
  'Filled',
  '',
  'Canceled',
  'None',
  'Invalid',
  'CancelPending',
  'UpdateSubmitted',
];

/** `Limit`, `MarketOnOpen` …, as LEAN names them. */
export function orderTypeName(type: OrderType): string {
  return TYPE_NAMES[type];
}

/** `Submitted`, `Filled` …, as LEAN names them. */
export function orderStatusName(status: OrderStatus): string {
  return STATUS_NAMES[status];
}

/** True when nothing more can happen to the order: filled, cancelled or invalid. */
export function isClosedStatus(status: OrderStatus): boolean {
  return status === OrderStatus.Filled || status === OrderStatus.Canceled || status === OrderStatus.Invalid;
}

/** The side of a signed quantity. */
export function directionOf(quantity: number): OrderDirection {
  if (quantity > 0) return OrderDirection.Buy;
  return quantity < 0 ? OrderDirection.Sell : OrderDirection.Hold;
}
