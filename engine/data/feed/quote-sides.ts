import { COLUMN_NAMES, RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';

const SIDE = COLUMN_NAMES[RowKind.QuoteBar].length / 2;

/** Fills a missing side of a quote bar from the bar before it (LEAN's QuoteBarFillForwardEnumerator). */
export function fillMissingSides(chunk: RowColumns, before: RowColumns | undefined): RowColumns {
  if (!hasGap(chunk)) return chunk;
  const values = chunk.values.map((column) => column.slice());
  for (const side of [0, SIDE]) {
    for (let row = 0; row < chunk.length; row++) {
      if (values[side][row] === values[side][row]) continue;
      const source = row > 0 ? values : before?.values;
      if (source === undefined) continue;
      const from = row > 0 ? row - 1 : before!.length - 1;
      // the size is not filled forward
      for (let column = side; column < side + SIDE - 1; column++) values[column][row] = source[column][from];
    }
  }
  return { ...chunk, values };
}

function hasGap(chunk: RowColumns): boolean {
  for (const side of [0, SIDE]) {
    const column = chunk.values[side];
    for (let row = 0; row < chunk.length; row++) if (column[row] !== column[row]) return true;
  }
  return false;
}
