import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';

/** Which value columns hold prices, by kind of row, in the order in which their scales are packed. */
export const PRICE_COLUMNS: Readonly<Record<RowKind, readonly number[]>> = {
  [RowKind.TradeBar]: [0, 1, 2, 3],
  [RowKind.QuoteBar]: [0, 1, 2, 3, 5, 6, 7, 8],
  [RowKind.TradeTick]: [0],
  [RowKind.QuoteTick]: [0, 2],
};

/** The largest number of decimal places that four bits hold; longer texts count as this many. */
export const LARGEST_SCALE = 15;

/** What a scale is multiplied with to stand at its place in a packed number: 16 to the power of the price column's index. */
export const SCALE_WEIGHTS: readonly number[] = [1, 2 ** 4, 2 ** 8, 2 ** 12, 2 ** 16, 2 ** 20, 2 ** 24, 2 ** 28];

/**
 * The decimal places that a price had in the text.
 *
 * @param priceIndex counts the price columns only (see {@link PRICE_COLUMNS}): the close of a trade bar is 3, the ask of a quote tick is 1.
 */
export function priceScale(columns: RowColumns, row: number, priceIndex: number): number {
  const scales = columns.scales;
  return typeof scales === 'number' ? scales : Math.floor(scales[row] / SCALE_WEIGHTS[priceIndex]) % 16;
}
