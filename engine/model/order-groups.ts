/** How the orders of a group hang together. */
export const OrderGroupKind = {
  /** An entry whose fills bring a stop loss and a take profit, of which one cancels the other. */
  Bracket: 'Bracket',
  /** What one order of the group fills is taken off the others. */
  OneCancelsOther: 'OneCancelsOther',
  /** The fills of the first order bring the others. */
  OneTriggersOther: 'OneTriggersOther',
} as const;
export type OrderGroupKind = (typeof OrderGroupKind)[keyof typeof OrderGroupKind];

/** What an order does in its group. */
export const OrderGroupRole = {
  /** Its fills bring the other orders. */
  First: 'First',
  StopLoss: 'StopLoss',
  TakeProfit: 'TakeProfit',
  /** One of several alike. */
  Member: 'Member',
} as const;
export type OrderGroupRole = (typeof OrderGroupRole)[keyof typeof OrderGroupRole];
