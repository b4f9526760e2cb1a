import { COLUMN_NAMES } from '../../model/columns.ts';
import type { RowKind } from '../../model/columns.ts';

/** Columns of prices, in contrast to sizes and flags. */
const PRICE_COLUMN = /^(?:price|(?:bid|ask)?(?:open|high|low|close)?)$/i;

/** Adds an amount to the prices of a row whose values begin at an index of the row buffer. */
export function addToPrices(rows: Float64Array, at: number, kind: RowKind, amount: number): void {
  const columns = COLUMN_NAMES[kind];
  for (let i = 0; i < columns.length; i++) if (PRICE_COLUMN.test(columns[i])) rows[at + i] += amount;
}
