import { createHash } from 'node:crypto';
import type { TimeSeries } from '../../api/result-handler.ts';
import type { OrderEventView } from '../../api/order-view.ts';
import { inBatches } from '../../statistics/batches.ts';
import { orderEventLines } from '../../statistics/order-rows.ts';

/** The input of a result hash: all results of a run, without names, real time or paths. */
export interface HashedResult {
  readonly orderEvents: readonly OrderEventView[];
  readonly statistics: Readonly<Record<string, string>>;
  readonly equity: TimeSeries;
}

/** One hash over order events, statistics and equity: runs with the same hash have the same results. */
export function resultHash({ orderEvents, statistics, equity }: HashedResult): string {
  const hash = createHash('sha256');
  for (const text of inBatches(orderEventLines(orderEvents), '\n')) hash.update(`${text}\n`);
  hash.update(`${JSON.stringify(statistics)}\n`);
  hash.update(bytesOf(equity.time)).update(bytesOf(equity.value));
  return hash.digest('hex');
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
