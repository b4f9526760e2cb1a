import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { COLUMN_NAMES } from '../model/columns.ts';
import type { RowColumns, RowKind } from '../model/columns.ts';

/** Version of the cache; incremented when the parsers or this layout change the content of cached files. */
const FORMAT_VERSION = 2;
/** An exact float64 that is invalid in the other byte order. */
const MAGIC = 0x54_57_43_4f_4c;
const HEADER_FIELDS = 10;
/** Marks that a column of scales follows instead of a single scale for all prices. */
const SCALES_BY_ROW = -1;

/** The key of a cached file, which is valid only for a zip entry with this content. */
export interface CacheKey {
  /** The path of the zip, which determines the name of the cached file. */
  readonly path: string;
  /** Further inputs of the columns: row format and date. */
  readonly variant: string;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
}

/**
 * A cache of parsed zips as flat little-endian float64 columns, one file each. The key is the path; a file is valid while
 * checksum and sizes in the zip's directory are unchanged. The checksum of a cached file covers header and columns. The cache
 * is an optimization: when it cannot be read or written, the zip is parsed instead; damaged files are rewritten.
 */
export class ColumnCache {
  readonly folder: string;
  private isWritable = true;
  private written = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The cached columns of a zip entry, or `undefined` if there are none for its content. */
  read(key: CacheKey): RowColumns | undefined {
    try {
      const bytes = readAll(this.fileOf(key));
      return bytes === undefined ? undefined : decode(bytes, key);
    } catch {
      return undefined;
    }
  }

  /** Caches the columns of a zip entry. Files are written atomically. After a failure nothing more is written. */
  write(key: CacheKey, columns: RowColumns): void {
    if (!this.isWritable) return;
    const file = this.fileOf(key);
    const temporary = `${file}.${process.pid}-${this.written++}.tmp`;
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(temporary, encode(columns, key));
      renameSync(temporary, file);
    } catch {
      this.isWritable = false;
      remove(temporary);
    }
  }

  private fileOf(key: CacheKey): string {
    return join(
      this.folder,
      `${createHash('sha256').update(`${key.path}\n${key.variant}`).digest('hex').slice(0, 32)}.columns`,
    );
  }
}

/**
 * The default folder: `$XDG_CACHE_HOME/tradewright/columns` if that is set, otherwise `.cache/columns` in the project.
 */
export function defaultColumnCacheFolder(
  projectFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const home = environment['XDG_CACHE_HOME'];
  return home === undefined || home === ''
    ? join(projectFolder, '.cache', 'columns')
    : join(home, 'tradewright', 'columns');
}

function encode(columns: RowColumns, key: CacheKey): Uint8Array {
  const { kind, length, scales } = columns;
  const blocks = [columns.time, ...columns.values, ...(typeof scales === 'number' ? [] : [scales])];
  const numbers = new Float64Array(HEADER_FIELDS + blocks.length * length);
  blocks.forEach((block, index) => numbers.set(block, HEADER_FIELDS + index * length));
  numbers.set([
    MAGIC,
    FORMAT_VERSION,
    kind,
    length,
    typeof scales === 'number' ? scales : SCALES_BY_ROW,
    key.crc32,
    key.compressedSize,
    key.size,
    columns.contradictions ?? 0,
  ]);
  numbers[HEADER_FIELDS - 1] = checksumOf(numbers);
  return new Uint8Array(numbers.buffer);
}

function decode(bytes: ArrayBuffer, key: CacheKey): RowColumns | undefined {
  if (bytes.byteLength % 8 !== 0 || bytes.byteLength < HEADER_FIELDS * 8) return undefined;
  const numbers = new Float64Array(bytes);
  const [magic, version, kind, length, scale, crc, compressedSize, size, contradictions, checksum] = numbers;
  const isOfKey = crc === key.crc32 && compressedSize === key.compressedSize && size === key.size;
  if (magic !== MAGIC || version !== FORMAT_VERSION || !isOfKey) return undefined;
  const names: readonly string[] | undefined = COLUMN_NAMES[kind as RowKind];
  if (names === undefined) return undefined;
  const blocks = 1 + names.length + (scale === SCALES_BY_ROW ? 1 : 0);
  if (numbers.length !== HEADER_FIELDS + blocks * length || checksumOf(numbers) !== checksum) return undefined;
  const block = (index: number): Float64Array =>
    numbers.subarray(HEADER_FIELDS + index * length, HEADER_FIELDS + (index + 1) * length);
  return {
    kind: kind as RowKind,
    length,
    time: block(0),
    values: names.map((_, index) => block(index + 1)),
    scales: scale === SCALES_BY_ROW ? block(blocks - 1) : scale,
    ...(contradictions > 0 && { contradictions }),
  };
}

/** The checksum of everything except the checksum itself, the last field of the header. */
function checksumOf(numbers: Float64Array): number {
  const header = new Uint8Array(numbers.buffer, 0, (HEADER_FIELDS - 1) * 8);
  return crc32(new Uint8Array(numbers.buffer, HEADER_FIELDS * 8), crc32(header));
}

/** Reads a whole file into a separate buffer, so that its numbers are aligned. */
function readAll(path: string): ArrayBuffer | undefined {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(fstatSync(file).size);
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(file, bytes, filled, bytes.length - filled, filled);
      if (read === 0) return undefined;
      filled += read;
    }
    return bytes.buffer;
  } finally {
    closeSync(file);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Nothing was written, or the file cannot be removed; files that end in .tmp are never read.
  }
}
