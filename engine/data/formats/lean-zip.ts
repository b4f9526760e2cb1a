import type { RowColumns } from '../../model/columns.ts';
import type { CacheKey, ColumnCache } from '../column-cache.ts';
import type { LeanRowFormat } from './lean-row-format.ts';
import { inspectLeanRows, parseLeanRows } from './lean-rows.ts';
import type { InspectedRows } from './lean-rows.ts';
import { ZipFile } from './zip-file.ts';
import type { ZipEntry } from './zip-file.ts';

/** Parsing texts shorter than this is faster than loading their columns from the cache. */
const SHORTEST_CACHED = 16_384;

/**
 * The rows of one of LEAN's zip files: its first entry, as in LEAN; from the cache if that has the same content.
 *
 * @param date wall-clock midnight to which the times of rows without a date are relative.
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

/** The unchanged rows of a zip file, with their line numbers. */
export function inspectLeanZip(path: string, format: LeanRowFormat, date: number): InspectedRows {
  const zip = new ZipFile(path);
  return inspectLeanRows(zip.read(zip.entries[0]), format, { path, date });
}

function cacheKey(path: string, entry: ZipEntry, format: LeanRowFormat, date: number): CacheKey {
  const variant = `${entry.name} ${format.kind} ${format.isDated} ${format.priceShift} ${format.hasSizes} ${format.tail} ${format.isDated ? 0 : date}`;
  return { path, variant, crc32: entry.crc32, compressedSize: entry.compressedSize, size: entry.size };
}
