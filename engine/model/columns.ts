/** The kind of rows in a set of columns. */
export const RowKind = { TradeBar: 0, QuoteBar: 1, TradeTick: 2, QuoteTick: 3 } as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

/** The order of the value columns of each kind of row. */
export const COLUMN_NAMES: Readonly<Record<RowKind, readonly string[]>> = {
  [RowKind.TradeBar]: ['open', 'high', 'low', 'close', 'volume'],
  [RowKind.QuoteBar]: [
    'bidOpen',
    'bidHigh',
    'bidLow',
    'bidClose',
    'bidSize',
    'askOpen',
    'askHigh',
    'askLow',
    'askClose',
    'askSize',
  ],
  [RowKind.TradeTick]: ['price', 'size', 'exchange', 'saleCondition', 'suspicious'],
  [RowKind.QuoteTick]: ['bid', 'bidSize', 'ask', 'askSize', 'exchange', 'condition', 'suspicious'],
};

/**
 * Rows of one file or batch in columns, as in the data: unadjusted prices, wall-clock times of the data's zone.
 *
 * A missing quote side is NaN. Rows ascend in time (equal times are allowed for ticks only).
 */
export interface RowColumns {
  readonly kind: RowKind;
  readonly length: number;
  /** Start of the bar (time of the tick), wall-clock milliseconds in the data's time zone. */
  readonly time: Float64Array;
  /** The value columns in the order of {@link COLUMN_NAMES}. */
  readonly values: readonly Float64Array[];
  /**
   * Decimal places of the prices in the source text (.NET's decimal scale, part of the order hash): one number for all
   * prices, or one packed number per row with four bits per price column in column order.
   */
  readonly scales: number | Float64Array;
  /** Number of rows that were dropped because another row has the same time and different values. */
  readonly contradictions?: number;
}
