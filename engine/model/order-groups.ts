/** How the orders of a group depend on each other. */
export const OrderGroupKind = {
  /** An entry whose fills activate a stop loss and a take profit; the fill of one cancels the other. */
  Bracket: 'Bracket',
  /** One-cancels-other: the filled quantity of one order reduces the others. */
  OneCancelsOther: 'OneCancelsOther',
  /** One-triggers-other: the fills of the first order activate the others. */
  OneTriggersOther: 'OneTriggersOther',
} as const;
export type OrderGroupKind = (typeof OrderGroupKind)[keyof typeof OrderGroupKind];

/** The role of an order in its group. */
export const OrderGroupRole = {
  /** Its fills activate the other orders. */
  First: 'First',
  StopLoss: 'StopLoss',
  TakeProfit: 'TakeProfit',
  /** One of several equal orders. */
  Member: 'Member',
} as const;
export type OrderGroupRole = (typeof OrderGroupRole)[keyof typeof OrderGroupRole];
