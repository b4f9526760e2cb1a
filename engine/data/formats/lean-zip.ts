import type { RowColumns } from '../../model/columns.ts';
import type { CacheKey, ColumnCache } from '../column-cache.ts';
import type { LeanRowFormat } from './lean-row-format.ts';
import { inspectLeanRows, parseLeanRows } from './lean-rows.ts';
import type { InspectedRows } from './lean-rows.ts';
import { ZipFile } from './zip-file.ts';
import type { ZipEntry } from './zip-file.ts';

/** Texts shorter than this are parsed sooner than their columns are found in the cache. */
const SHORTEST_CACHED = 16_384;

/**
 * The rows of one of LEAN's zip files: its first entry, as LEAN takes it, from the cache when that holds the same content.
 *
 * @param date wall-clock midnight that rows without a date count from.
 */
export function readLeanZip(path: string, format: LeanRowFormat, date: number, cache?: ColumnCache): RowColumns {
  const zip = new ZipFile(path);
  const entry = zip.entries[0];
  const usedCache = entry.size < SHORTEST_CACHED ? undefined : cache;
  const key = cacheKey(path, entry, format, date);
  const cached = usedCache?.read(key);
  if (cached !== undefined) return cached;
  const columns = parseLeanRows(zip.read(entry), format, { path, date });
  usedCache?.write(key, columns);
  return columns;
}

/** The rows of a zip file as they stand, with their line numbers. */
export function inspectLeanZip(path: string, format: LeanRowFormat, date: number): InspectedRows {
  const zip = new ZipFile(path);
  return inspectLeanRows(zip.read(zip.entries[0]), format, { path, date });
}

function cacheKey(path: string, entry: ZipEntry, format: LeanRowFormat, date: number): CacheKey {
  const variant = `${entry.name} ${format.kind} ${format.isDated} ${format.priceShift} ${format.hasSizes} ${format.tail} ${format.isDated ? 0 : date}`;
  return { path, variant, crc32: entry.crc32, compressedSize: entry.compressedSize, size: entry.size };
}
