import type { RowColumns } from '../../model/columns.ts';

/** The largest number of decimal places in four bits; texts with more count as this many. */
export const LARGEST_SCALE = 15;

/** Factors of scales in a packed number: 16 to the power of the price column's index. */
export const SCALE_WEIGHTS: readonly number[] = [1, 2 ** 4, 2 ** 8, 2 ** 12, 2 ** 16, 2 ** 20, 2 ** 24, 2 ** 28];

/**
 * The decimal places in the text of a price.
 *
 * @param priceIndex counts the price columns only, in their order: the close of a trade bar is 3, the ask's open of a
 * quote bar 4, the ask of a quote tick 1.
 */
export function priceScale(columns: RowColumns, row: number, priceIndex: number): number {
  const scales = columns.scales;
  return typeof scales === 'number' ? scales : Math.floor(scales[row] / SCALE_WEIGHTS[priceIndex]) % 16;
}
