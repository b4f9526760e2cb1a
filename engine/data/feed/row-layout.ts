/**
 * The layout of a row of market data in the row buffer: sixteen float64 numbers.
 *
 * The values follow the kind: a trade bar has open, high, low, close, volume; a quote bar the five of the bid, then
 * the five of the ask; a trade tick price and size; a quote tick bid, bid size, ask, ask size.
 */
export const Row = {
  /** UTC instant at which the row becomes known: the end of its bar. */
  Emit: 0,
  /** Start and end, wall clocks of the exchange's zone. */
  Start: 1,
  End: 2,
  Value: 3,
  /** Decimal places of the raw prices, see RowColumns.scales. */
  Scales: 13,
  /** Index of the subscription. */
  Subscription: 14,
  /** Sum of {@link RowFlag}s. */
  Flags: 15,
} as const;

export const ROW_STRIDE = 16;

export const RowFlag = { FillForward: 1, Auxiliary: 2, Suspicious: 4 } as const;
