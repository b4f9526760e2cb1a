/** What the rows of a set of columns are. */
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
 * Rows of one file or batch, column by column, as the data have them: unadjusted prices, wall-clock times of the data's zone.
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
   * Decimal places of the prices as the text had them (.NET's decimal scale, visible in the order hash):
   * one number for all prices, or one packed number a row, four bits a price column in the order of the columns.
   */
  readonly scales: number | Float64Array;
  /** Rows of the file that were left out, having the time of another and other numbers. */
  readonly contradictions?: number;
}
