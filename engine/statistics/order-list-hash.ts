import { createHash } from 'node:crypto';
import { orderJson } from './order-json.ts';
import type { HashedOrder } from './order-json.ts';

/**
 * LEAN's OrderListHash: the MD5, in lower-case hexadecimal, of the JSON of all orders, sorted by id and joined by
 * commas.
 *
 * Source: GetHash and ToMD5 of Common/Extensions.cs. Two runs with the same hash placed and filled the same orders.
 */
export function orderListHash(orders: Iterable<HashedOrder>): string {
  const hash = createHash('md5');
  const sorted = [...orders].toSorted((left, right) => left.id - right.id);
  for (const [index, order] of sorted.entries()) hash.update(`${index === 0 ? '' : ','}${orderJson(order)}`, 'utf8');
  return hash.digest('hex');
}
