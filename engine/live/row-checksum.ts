import { crc32 } from 'node:zlib';
import { Row, ROW_STRIDE, RowFlag } from '../data/feed/row-layout.ts';
import { RowKind } from '../model/columns.ts';
import type { DataManager } from '../runtime/data-manager.ts';

const VALUES: Readonly<Record<RowKind, number>> = {
  [RowKind.TradeBar]: 5,
  [RowKind.QuoteBar]: 10,
  [RowKind.TradeTick]: 2,
  [RowKind.QuoteTick]: 4,
};

/** A checksum over all rows of a run so far, as they entered the row buffer. */
export class RowChecksum {
  value = 0;
  private readonly scratch = new Float64Array(ROW_STRIDE);
  private readonly bytes = new Uint8Array(this.scratch.buffer);

  /** Adds the rows of the current instant. */
  add({ synchronizer, table }: DataManager): void {
    const { rows, order, from, to } = synchronizer;
    const { scratch, bytes } = this;
    for (let i = from; i < to; i++) {
      const base = order[i];
      const isEvent = (rows[base + Row.Flags] & RowFlag.Auxiliary) !== 0;
      const values = isEvent ? 1 : VALUES[table.kind[rows[base + Row.Subscription]] as RowKind];
      scratch[0] = rows[base + Row.Emit];
      scratch[1] = rows[base + Row.Start];
      scratch[2] = rows[base + Row.End];
      scratch[3] = rows[base + Row.Subscription];
      scratch[4] = rows[base + Row.Flags];
      scratch[5] = isEvent ? 0 : rows[base + Row.Scales];
      // fields after the values of a row kind contain data of an earlier row
      for (let v = 0; v < values; v++) scratch[6 + v] = rows[base + Row.Value + v];
      this.value = crc32(bytes.subarray(0, (6 + values) * 8), this.value);
    }
  }
}
