/** Kinds of orders (LEAN's OrderType). */
export const OrderType = {
  Market: 'Market',
  Limit: 'Limit',
  StopMarket: 'StopMarket',
  StopLimit: 'StopLimit',
  MarketOnOpen: 'MarketOnOpen',
  MarketOnClose: 'MarketOnClose',
  LimitIfTouched: 'LimitIfTouched',
  TrailingStop: 'TrailingStop',
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** The state of an order in its lifecycle (LEAN's OrderStatus). */
export const OrderStatus = {
  New: 'New',
  Submitted: 'Submitted',
  PartiallyFilled: 'PartiallyFilled',
  Filled: 'Filled',
  Canceled: 'Canceled',
  None: 'None',
  Invalid: 'Invalid',
  CancelPending: 'CancelPending',
  UpdateSubmitted: 'UpdateSubmitted',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** The side of an order. */
export const OrderDirection = { Buy: 'Buy', Sell: 'Sell', Hold: 'Hold' } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

/** The fields of an order that `OrderTicket.get` can read. */
export const OrderField = {
  LimitPrice: 'LimitPrice',
  StopPrice: 'StopPrice',
  TriggerPrice: 'TriggerPrice',
  TrailingAmount: 'TrailingAmount',
  TrailingAsPercentage: 'TrailingAsPercentage',
} as const;
export type OrderField = (typeof OrderField)[keyof typeof OrderField];

/** True for a final status: filled, cancelled or invalid. */
export function isClosedStatus(status: OrderStatus): boolean {
  return status === OrderStatus.Filled || status === OrderStatus.Canceled || status === OrderStatus.Invalid;
}

/** The side that a signed quantity implies. */
export function directionOf(quantity: number): OrderDirection {
  if (quantity > 0) return OrderDirection.Buy;
  return quantity < 0 ? OrderDirection.Sell : OrderDirection.Hold;
}
